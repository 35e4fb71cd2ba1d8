package org.rlhflab.reward.quality;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.aggregation.Comparisons;
import org.rlhflab.reward.quality.aggregation.DawidSkene;
import org.rlhflab.reward.quality.aggregation.OnlineCrowdBradleyTerry;
import org.rlhflab.reward.quality.agreement.GoldAccuracy;
import org.rlhflab.reward.quality.agreement.PairwiseAgreement;
import org.rlhflab.reward.quality.agreement.SelfConsistency;
import org.rlhflab.reward.quality.bias.RationaleSpecificity;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// How often everybody is right, by each kind of evidence; shrunk towards the crowd.
///
/// | evidence    | p                                                                             |
/// |-------------|-------------------------------------------------------------------------------|
/// | gold        | share of gold tasks right                                                     |
/// | consistency | c = p^2 + (1 - p)^2 for independent slips, so `p = (1 + sqrt(2c - 1)) / 2`     |
/// | dawid-skene | the model's accuracy on the mix of categories                                  |
/// | crowd-bt    | the expected reliability, [OnlineCrowdBradleyTerry]                            |
/// | quality     | the lower of gold and consistency                                             |
/// | agreement   | a = p q + (1 - p)(1 - q) with others of accuracy q, so                        |
/// |             | `p = (a - (1 - q)) / (2q - 1)`, q from the mean agreement as above            |
final class ReliabilityEstimates {
  /// Crowd-BT's prior: right in four of five, as real crowds are, and known as from five tasks.
  private static final double PRIOR_RIGHT = 4;

  private static final double PRIOR_WRONG = 1;
  private static final int ORDERS = 20;

  private final PairJudgments pairs;
  private final int people;

  ReliabilityEstimates(PairJudgments pairs) {
    this.pairs = pairs;
    this.people = pairs.judgments().annotators().size();
  }

  /// By annotator; [UndefinedMeasure] where the labels hold no such evidence.
  double[] of(Weighting weighting) {
    return switch (weighting) {
      case NONE -> hasGold() ? gold() : agreement();
      case GOLD -> gold();
      case AGREEMENT -> agreement();
      case CONSISTENCY -> consistency();
      case RATIONALE -> rationale();
      case DAWID_SKENE -> dawidSkene();
      case CROWD_BT -> crowdBradleyTerry();
      case QUALITY -> quality();
    };
  }

  boolean hasGold() {
    return pairs.labels().stream().anyMatch(label -> label.gold().isPresent());
  }

  boolean hasRepeats() {
    return SelfConsistency.of(pairs).stream().anyMatch(it -> it.repeats() > 0);
  }

  double[] gold() {
    List<GoldAccuracy> found = labels().stream().map(GoldAccuracy::of).toList();
    return shrunk(
        found,
        GoldAccuracy::right,
        GoldAccuracy::tasks,
        "no label is of a gold task (\"gold\" is nowhere set), so nobody's accuracy is known");
  }

  double[] consistency() {
    double[] same =
        shrunk(
            SelfConsistency.of(pairs),
            SelfConsistency::same,
            SelfConsistency::repeats,
            "nobody judged a pair twice, so nobody's consistency is known");
    return Arrays.stream(same).map(ReliabilityEstimates::fromAgreement).toArray();
  }

  private double[] quality() {
    double[] p = gold();
    if (hasRepeats()) {
      double[] consistent = consistency();
      Arrays.setAll(p, k -> Math.min(p[k], consistent[k]));
    }
    return p;
  }

  private double[] agreement() {
    PairwiseAgreement found = PairwiseAgreement.of(pairs.firstOfEach().judgments());
    double q = fromAgreement(found.share());
    if (!(q > 0.5)) {
      throw new UndefinedMeasure(
          "people agree in %.2f of all pairs, no more than by chance, so agreement tells nobody apart"
              .formatted(found.share()));
    }
    double[] p = new double[people];
    for (int k = 0; k < people; k++) {
      double share =
          ReliabilityWeight.shrunk(
              found.agreeingByAnnotator()[k], found.pairsByAnnotator()[k], found.share());
      p[k] = Math.min(1, Math.max(0, (share - (1 - q)) / (2 * q - 1)));
    }
    return p;
  }

  private double[] rationale() {
    List<List<Preference>> labels = labels();
    if (pairs.labels().stream().allMatch(label -> label.rationale().isBlank())) {
      throw new UndefinedMeasure("no label has a written reason");
    }
    double[] cited = new double[people];
    double[] written = new double[people];
    for (int k = 0; k < people; k++) {
      for (Preference label : labels.get(k)) {
        written[k] += label.rationale().isBlank() ? 0 : 1;
        cited[k] += RationaleSpecificity.isSpecific(label) ? 1 : 0;
      }
    }
    if (Arrays.stream(cited).sum() == 0) {
      throw new UndefinedMeasure("no written reason cites a response");
    }
    double crowd = Arrays.stream(cited).sum() / Arrays.stream(written).sum();
    return IntStream.range(0, people)
        .mapToDouble(k -> ReliabilityWeight.shrunk(cited[k], written[k], crowd))
        .toArray();
  }

  private double[] dawidSkene() {
    PairJudgments first = requireOverlap();
    DawidSkene found = DawidSkene.ofPairs(first);
    return IntStream.range(0, people)
        .mapToDouble(k -> found.accuracy(k) + found.says(k, PairJudgments.TIE) / 2)
        .toArray();
  }

  private double[] crowdBradleyTerry() {
    PairJudgments first = requireOverlap();
    return OnlineCrowdBradleyTerry.reliabilities(
        Comparisons.of(first.labels()), PRIOR_RIGHT, PRIOR_WRONG, ORDERS, 0);
  }

  private PairJudgments requireOverlap() {
    PairJudgments first = pairs.firstOfEach();
    PairwiseAgreement.of(first.judgments());
    return first;
  }

  /// Accuracy of people who err independently and agree in this share of all pairs.
  private static double fromAgreement(double share) {
    return (1 + Math.sqrt(Math.max(0, 2 * share - 1))) / 2;
  }

  private static <T> double[] shrunk(
      List<T> found, ToDoubleFunction<T> successes, ToDoubleFunction<T> trials, String none) {
    double all = found.stream().mapToDouble(trials).sum();
    if (all == 0) {
      throw new UndefinedMeasure(none);
    }
    double crowd = found.stream().mapToDouble(successes).sum() / all;
    return found.stream()
        .mapToDouble(it ->
            ReliabilityWeight.shrunk(successes.applyAsDouble(it), trials.applyAsDouble(it), crowd))
        .toArray();
  }

  private List<List<Preference>> labels() {
    List<List<Preference>> labels = new java.util.ArrayList<>();
    pairs.judgments().annotators().forEach(_ -> labels.add(new java.util.ArrayList<>()));
    for (int j = 0; j < pairs.labels().size(); j++) {
      labels.get(pairs.judgments().annotator(j)).add(pairs.labels().get(j));
    }
    return labels;
  }
}
