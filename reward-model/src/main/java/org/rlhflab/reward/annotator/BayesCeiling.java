package org.rlhflab.reward.annotator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.annotator.Utility.Circumstances;
import org.rlhflab.reward.label.JudgeablePair;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;

/// How far any scorer of responses can get with these people, if it knew exactly what they are like
/// but not their moods: it would always name the side that they more often choose.
///
/// Of a pair with `p = P(A over B)` it agrees with `max(p, 1 - p)` of their labels, the complement
/// of the Bayes error rate (Duda, Hart and Stork 2001, Pattern Classification, section 2.2), a tie
/// counted as half. p is a mean over the people, both orders in which a pair can be shown, and what
/// nobody can know beforehand: private taste and the error that all share, each normal, integrated
/// numerically. People are taken as they are before any drift.
///
/// @param labels the share of labels that it agrees with, 1/2 to 1
/// @param gold the share of pairs that it orders as the gold rubric does, of those that the rubric
///   orders: below 1, the people's bias and not their noise is to blame; empty where there are none
public record BayesCeiling(double labels, OptionalDouble gold) {
  private static final double EVEN = 1e-9;

  // The trapezoidal rule is as good as exact for a smooth function under a normal density.
  private static final double FARTHEST = 6;
  private static final double STEP = 0.25;

  /// For pairs that these people label, each as often as another; at least one pair.
  public static BayesCeiling of(
      List<PairToLabel> pairs, List<AnnotatorProfile> crowd, GoldRubric rubric) {
    if (pairs.isEmpty() || crowd.isEmpty()) {
      throw new IllegalArgumentException("there must be a pair and a person to label it");
    }
    double agreed = 0;
    double right = 0;
    int ordered = 0;
    for (PairToLabel pair : pairs) {
      double p = probability(pair, crowd, rubric);
      agreed += Math.max(p, 1 - p);
      KnownAnswer truth = pair.answer();
      if (!truth.isTie()) {
        ordered++;
        right += (Math.signum(truth.gap()) * side(p) + 1) / 2;
      }
    }
    return new BayesCeiling(
        agreed / pairs.size(),
        ordered == 0 ? OptionalDouble.empty() : OptionalDouble.of(right / ordered));
  }

  /// For the pairs of labels that these people gave; empty without people, or where the world can
  /// judge none of the pairs.
  public static Optional<BayesCeiling> of(
      List<Preference> labels, List<AnnotatorProfile> crowd, World world) {
    if (crowd.isEmpty()) {
      return Optional.empty();
    }
    JudgeablePair.Reader reader = new JudgeablePair.Reader(world);
    return of(labels.stream().map(reader::of).flatMap(Optional::stream).toList(), crowd);
  }

  /// The same for pairs that have been read already.
  public static Optional<BayesCeiling> of(List<JudgeablePair> pairs, List<AnnotatorProfile> crowd) {
    if (pairs.isEmpty() || crowd.isEmpty()) {
      return Optional.empty();
    }
    GoldRubric rubric = GoldRubric.DEFAULTS;
    return Optional.of(
        of(pairs.stream().map(it -> PairToLabel.of("", it, rubric)).toList(), crowd, rubric));
  }

  /// P(A over B) by one of these people, whoever it is and whatever is shown first.
  static double probability(PairToLabel pair, List<AnnotatorProfile> crowd, GoldRubric rubric) {
    double sum = 0;
    int people = 0;
    for (AnnotatorProfile kind : crowd) {
      double aFirst = probability(pair, kind, rubric, true);
      double bFirst = probability(pair, kind, rubric, false);
      sum += kind.count() * (aFirst + bFirst) / 2;
      people += kind.count();
    }
    return sum / people;
  }

  private static double probability(
      PairToLabel pair, AnnotatorProfile person, GoldRubric rubric, boolean aFirst) {
    double difference =
        worth(pair, pair.a(), person, rubric, aFirst)
            - worth(pair, pair.b(), person, rubric, !aFirst);
    double deviation = Math.sqrt(2) * Math.hypot(person.taste(), person.sharedError());
    ChoiceModel choice = ChoiceModel.of(person);
    if (deviation == 0) {
      return choice.probability(difference, 0, pair.a().words(), pair.b().words());
    }
    double sum = 0;
    double weights = 0;
    for (double z = -FARTHEST; z <= FARTHEST; z += STEP) {
      double weight = StrictMath.exp(-z * z / 2);
      sum +=
          weight
              * choice.probability(
                  difference + deviation * z, 0, pair.a().words(), pair.b().words());
      weights += weight;
    }
    return sum / weights;
  }

  private static double worth(
      PairToLabel pair,
      ResponseFeatures response,
      AnnotatorProfile person,
      GoldRubric rubric,
      boolean shownFirst) {
    Circumstances now = new Circumstances(pair.domain(), shownFirst, 0, 0, 0);
    return Utility.of(person, rubric.weights(), response, now).total();
  }

  private static double side(double p) {
    return Math.abs(p - 0.5) < EVEN ? 0 : Math.signum(p - 0.5);
  }
}
