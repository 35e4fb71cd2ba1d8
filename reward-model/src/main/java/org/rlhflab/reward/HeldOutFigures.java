package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.ReliabilityCurve;

/// How well scores order pairs that no training saw: as their labels say, and as the gold rubric
/// says. Labels of one prompt are alike, so intervals are over whole prompts.
///
/// @param accuracy share ordered as labelled, a tie or an equal score counted as half; empty
///   without pairs
/// @param margin mean score of the chosen response less that of the rejected one, without ties
/// @param calibrationError see [ReliabilityCurve]
/// @param goldAccuracy share ordered as the rubric orders them; empty where it orders none
/// @param goldTies pairs that the rubric finds equal
/// @param notJudged pairs that the world can't judge
record HeldOutFigures(
    Optional<Interval> accuracy,
    OptionalDouble margin,
    OptionalDouble calibrationError,
    Optional<Interval> goldAccuracy,
    int goldTies,
    int notJudged) {

  /// Of labels and the margin that the model gives to each.
  static HeldOutFigures of(
      List<Preference> labels, double[] margins, World world, BootstrapInterval bootstrap) {
    Map<String, List<Double>> right = new LinkedHashMap<>();
    Map<String, List<Double>> goldRight = new LinkedHashMap<>();
    boolean[] ties = new boolean[margins.length];
    int goldTies = 0;
    int notJudged = 0;
    KnownAnswer.Judge judge = new KnownAnswer.Judge(world);
    for (int i = 0; i < margins.length; i++) {
      Preference label = labels.get(i);
      ties[i] = label.tie();
      add(right, label.prompt(), label.tie() ? 0.5 : agreement(margins[i]));
      Optional<KnownAnswer> known = judge.of(label);
      if (known.isEmpty()) {
        notJudged++;
      } else if (known.get().isTie()) {
        goldTies++;
      } else {
        double sign = Math.signum(known.get().gap());
        add(goldRight, label.prompt(), agreement(sign * margins[i]));
      }
    }
    return new HeldOutFigures(
        interval(right, bootstrap),
        meanMargin(margins, ties),
        margins.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(ReliabilityCurve.of(margins, ties).ece()),
        interval(goldRight, bootstrap),
        goldTies,
        notJudged);
  }

  /// 1 for a margin above 0, 1/2 for 0, 0 for one below.
  static double agreement(double margin) {
    return (Math.signum(margin) + 1) / 2;
  }

  private static void add(Map<String, List<Double>> clusters, String prompt, double value) {
    clusters.computeIfAbsent(prompt, _ -> new ArrayList<>()).add(value);
  }

  /// The mean over all samples, by the bootstrap over clusters; empty without samples.
  static Optional<Interval> interval(
      Map<String, List<Double>> clusters, BootstrapInterval bootstrap) {
    double[][] samples =
        clusters.values().stream()
            .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    return samples.length == 0 ? Optional.empty() : Optional.of(bootstrap.ofClusteredMean(samples));
  }

  private static OptionalDouble meanMargin(double[] margins, boolean[] ties) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < margins.length; i++) {
      if (!ties[i]) {
        sum += margins[i];
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
