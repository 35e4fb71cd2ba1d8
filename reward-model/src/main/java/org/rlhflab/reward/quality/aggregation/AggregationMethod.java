package org.rlhflab.reward.quality.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.PairJudgments;

/// A way of making one answer out of many, by the name that commands know it by.
public enum AggregationMethod {
  MAJORITY,
  DAWID_SKENE,
  GLAD,
  MACE,
  BRADLEY_TERRY,
  CROWD_BT,
  JOINT;

  /// Half a win and half a loss against an imaginary response of ability 0, so that a response that
  /// won all its comparisons keeps a finite ability.
  public static final double REGULARIZATION = 0.5;

  /// What came of it.
  ///
  /// @param posteriors a probability for each category of each item
  /// @param logLikelihood of the judgments; a majority vote has none
  public record Result(ClassPosteriors posteriors, OptionalDouble logLikelihood) {}

  /// The name on the command line, for instance `dawid-skene`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// By its name.
  public static Optional<AggregationMethod> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key().equals(key)).findFirst();
  }

  /// Whether it compares responses, and so needs preferences: a table of classes will not do.
  public boolean needsPairs() {
    return switch (this) {
      case MAJORITY, DAWID_SKENE, GLAD, MACE -> false;
      case BRADLEY_TERRY, CROWD_BT, JOINT -> true;
    };
  }

  /// Of judgments of any kind.
  public Result of(Judgments judgments) {
    return switch (this) {
      case MAJORITY -> new Result(MajorityVote.of(judgments), OptionalDouble.empty());
      case DAWID_SKENE -> {
        DawidSkene found = DawidSkene.of(judgments);
        yield new Result(found.posteriors(), OptionalDouble.of(found.logLikelihood()));
      }
      case GLAD -> {
        Glad found = Glad.of(judgments);
        yield new Result(found.posteriors(), OptionalDouble.of(found.logLikelihood()));
      }
      case MACE -> {
        Mace found = Mace.of(judgments);
        yield new Result(found.posteriors(), OptionalDouble.of(found.logLikelihood()));
      }
      case BRADLEY_TERRY, CROWD_BT, JOINT ->
          throw new IllegalArgumentException(key() + " compares responses and needs preferences");
    };
  }

  /// Of labels of pairs. The abilities of two responses give the probability that the first is
  /// better; only [#JOINT] knows ties.
  public Result of(PairJudgments pairs) {
    List<Preference> labels = pairs.labels();
    return switch (this) {
      case MAJORITY, GLAD, MACE -> of(pairs.judgments());
      case DAWID_SKENE -> {
        DawidSkene found = DawidSkene.ofPairs(pairs);
        yield new Result(found.posteriors(), OptionalDouble.of(found.logLikelihood()));
      }
      case BRADLEY_TERRY -> {
        Comparisons comparisons = Comparisons.of(labels);
        BradleyTerry found = BradleyTerry.of(comparisons, REGULARIZATION);
        yield new Result(
            ofPairs(pairs, (i, j) -> twoWay(found.probability(i, j))),
            OptionalDouble.of(found.logLikelihood()));
      }
      case CROWD_BT -> {
        Comparisons comparisons = Comparisons.of(labels);
        CrowdBradleyTerry found = CrowdBradleyTerry.of(comparisons, REGULARIZATION);
        yield new Result(
            ofPairs(pairs, (i, j) -> twoWay(found.probability(i, j))),
            OptionalDouble.of(found.logLikelihood()));
      }
      case JOINT -> {
        JointPreferenceModel found =
            JointPreferenceModel.of(
                PresentedChoices.of(labels), JointPreferenceModel.Priors.DEFAULTS);
        yield new Result(
            ofPairs(pairs, found::probabilities), OptionalDouble.of(found.logLikelihood()));
      }
    };
  }

  @FunctionalInterface
  private interface PairProbabilities {
    double[] of(int first, int second);
  }

  private static double[] twoWay(double first) {
    return new double[] {first, 0, 1 - first};
  }

  private static ClassPosteriors ofPairs(PairJudgments pairs, PairProbabilities probabilities) {
    Judgments judgments = pairs.judgments();
    double[][] posteriors = new double[judgments.items().size()][];
    ResponseNumbers numbers = ResponseNumbers.of(pairs.labels());
    for (int j = 0; j < judgments.size(); j++) {
      Preference label = pairs.labels().get(j);
      if (posteriors[judgments.item(j)] == null) {
        int chosen = numbers.chosen(label);
        int rejected = numbers.rejected(label);
        posteriors[judgments.item(j)] =
            PairJudgments.inOrder(label)
                ? probabilities.of(chosen, rejected)
                : probabilities.of(rejected, chosen);
      }
    }
    return new ClassPosteriors(judgments, posteriors);
  }
}
