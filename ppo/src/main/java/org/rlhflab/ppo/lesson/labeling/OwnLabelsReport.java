package org.rlhflab.ppo.lesson.labeling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.agreement.GoldAccuracy;
import org.rlhflab.reward.quality.agreement.SelfConsistency;
import org.rlhflab.reward.quality.bias.PresentationBias;
import org.rlhflab.reward.quality.bias.PresentationBias.Effect;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;
import org.rlhflab.reward.quality.judgment.PairJudgments;

/// What a platform would find out about somebody from these labels. Accuracy and biases are of the
/// first judgment of each pair; repeats count for consistency alone.
///
/// @param pairs different pairs judged
/// @param accuracy share that the gold rubric agrees with; a tie on either side alone is half
/// @param consistency repeats judged as the first time
/// @param length log-odds for twice the words
/// @param earnedLength what the rubric's own answers to these pairs pay for twice the words
/// @param confidence log-odds for one booster more (or hedge less)
/// @param earnedConfidence what the rubric's own answers pay for it
/// @param longerChosen of the pairs with a choice and unequal lengths, those where the longer one
///   was chosen
/// @param unequal how many such pairs there are
/// @param differences labels that the rubric sees otherwise, the clearest first
public record OwnLabelsReport(
    int pairs,
    Optional<Interval> accuracy,
    SelfConsistency consistency,
    Optional<Interval> length,
    Optional<Interval> earnedLength,
    Optional<Interval> confidence,
    Optional<Interval> earnedConfidence,
    int longerChosen,
    int unequal,
    List<Difference> differences) {

  /// A label that the rubric sees otherwise.
  ///
  /// @param task its number in the order given, from 1
  /// @param prompt the question
  /// @param better the response that the rubric prefers; on a tie of the rubric's the chosen one
  /// @param worse the other one
  /// @param tie whether the rubric holds both for equal
  /// @param betterScore its overall score
  /// @param worseScore the other one's
  /// @param dimension where they differ most, by the rubric's weights
  /// @param betterPoints on that dimension
  /// @param worsePoints on that dimension
  public record Difference(
      int task,
      String prompt,
      String better,
      String worse,
      boolean tie,
      double betterScore,
      double worseScore,
      Dimension dimension,
      double betterPoints,
      double worsePoints) {
    /// How far apart the rubric sees the two.
    double gap() {
      return betterScore - worseScore;
    }
  }

  /// Copies its list.
  public OwnLabelsReport {
    differences = List.copyOf(differences);
  }

  /// Of one person's labels, at least one.
  public static OwnLabelsReport of(List<Preference> labels, KnownAnswer.Judge judge) {
    PairJudgments judgments = PairJudgments.of(labels);
    List<Preference> once = judgments.firstOfEach().labels();
    PresentationBias own = PresentationBias.of(once);
    PresentationBias truth = PresentationBias.ofGold(once);
    int longer = 0;
    int unequal = 0;
    for (Preference label : once) {
      int more = Behaviour.words(label.chosen()) - Behaviour.words(label.rejected());
      unequal += label.tie() || more == 0 ? 0 : 1;
      longer += label.tie() || more <= 0 ? 0 : 1;
    }
    return new OwnLabelsReport(
        once.size(),
        GoldAccuracy.of(once).interval(),
        SelfConsistency.of(judgments).getFirst(),
        effect(own, Term.LENGTH),
        effect(truth, Term.LENGTH),
        effect(own, Term.CONFIDENCE),
        effect(truth, Term.CONFIDENCE),
        longer,
        unequal,
        differences(labels, judge));
  }

  private static Optional<Interval> effect(PresentationBias bias, Term term) {
    return bias.of(term).map(Effect::logOdds);
  }

  private static List<Difference> differences(List<Preference> labels, KnownAnswer.Judge judge) {
    List<Difference> differences = new ArrayList<>();
    for (int l = 0; l < labels.size(); l++) {
      Preference label = labels.get(l);
      int task = l + 1;
      judge
          .of(label)
          .filter(known -> known.verdict() != (label.tie() ? Verdict.TIE : Verdict.CHOSEN))
          .ifPresent(known -> differences.add(difference(task, label, known)));
    }
    differences.sort(Comparator.comparingDouble(Difference::gap).reversed());
    return differences;
  }

  private static Difference difference(int task, Preference label, KnownAnswer known) {
    boolean swap = known.verdict() == Verdict.REJECTED;
    KnownAnswer ordered = swap ? known.swapped() : known;
    Dimension dimension = deciding(ordered);
    return new Difference(
        task,
        label.prompt(),
        swap ? label.rejected() : label.chosen(),
        swap ? label.chosen() : label.rejected(),
        known.verdict() == Verdict.TIE,
        ordered.chosen().overall(),
        ordered.rejected().overall(),
        dimension,
        ordered.chosen().of(dimension),
        ordered.rejected().of(dimension));
  }

  private static Dimension deciding(KnownAnswer known) {
    return GoldRubric.DEFAULTS.weights().entrySet().stream()
        .max(
            Comparator.comparingDouble(weight ->
                weight.getValue()
                    * (known.chosen().of(weight.getKey()) - known.rejected().of(weight.getKey()))))
        .map(Map.Entry::getKey)
        .orElse(Dimension.ACCURACY);
  }
}
