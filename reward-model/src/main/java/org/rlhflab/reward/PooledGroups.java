package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.quality.regression.GradientNorm;

/// Two groups' labels in one pool: how much of the gradient is each group's, and what held-out
/// accuracy loses without it.
///
/// Refits keep the pool's weights, scales and penalty, so that nothing but the labels changes. From
/// that follows `careful.group() - careless.group() = a(careful alone) - a(careless alone)`, a the
/// accuracy of such refits: leaving out one of two groups is keeping the other.
///
/// @param accuracy of the fit to all, on held-out pairs
/// @param careful one group
/// @param careless the other
record PooledGroups(double accuracy, Side careful, Side careless) {

  /// One group.
  ///
  /// @param weight mean weight of its labels, where the mean over all is 1
  /// @param share of the weighted gradient at the fitted scorer, see [GradientNorm]
  /// @param perLabel that share divided by the number of its labels
  /// @param group held-out accuracy of the fit to all less that of the fit without the group
  /// @param person the same for leaving out one person, mean over the group's people
  record Side(double weight, double share, double perLabel, double group, double person) {}

  /// Fits; `careful` names the people of the one group, all others are the other.
  static PooledGroups of(
      List<Preference> labels,
      LinearScorer.Data data,
      Set<String> careful,
      KnownPairs heldOut,
      RandomStreams random) {
    LinearScorer scorer = LinearScorer.of(data, random);
    Leaving leaving = new Leaving(labels, data, scorer, heldOut);
    double[] norms = norms(data, scorer);
    IntPredicate isCareful = n -> careful.contains(labels.get(n).annotator());
    return new PooledGroups(
        heldOut.accuracy(scorer),
        leaving.side(isCareful, norms),
        leaving.side(isCareful.negate(), norms));
  }

  /// Every label's pull at the fitted scorer.
  static double[] norms(LinearScorer.Data data, LinearScorer scorer) {
    double[][] rows = LinearScorer.scaled(data.differences(), scorer.scales());
    double[] norms = new double[rows.length];
    for (int n = 0; n < rows.length; n++) {
      norms[n] = GradientNorm.of(scorer.fit(), rows[n], data.outcomes()[n], data.weights()[n]);
    }
    return norms;
  }

  private record Leaving(
      List<Preference> labels, LinearScorer.Data data, LinearScorer scorer, KnownPairs heldOut) {

    Side side(IntPredicate isOwn, double[] norms) {
      int[] own = IntStream.range(0, labels.size()).filter(isOwn).toArray();
      double sum = IntStream.of(own).mapToDouble(n -> norms[n]).sum();
      double share = sum / IntStream.range(0, norms.length).mapToDouble(n -> norms[n]).sum();
      Set<String> people = new TreeSet<>();
      IntStream.of(own).forEach(n -> people.add(labels.get(n).annotator()));
      List<Double> gains = new ArrayList<>();
      for (String person : people) {
        gains.add(gain(n -> labels.get(n).annotator().equals(person)));
      }
      return new Side(
          IntStream.of(own).mapToDouble(n -> data.weights()[n]).average().orElseThrow(),
          share,
          share / own.length,
          gain(isOwn),
          gains.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    private double gain(IntPredicate left) {
      int[] rest = IntStream.range(0, labels.size()).filter(left.negate()).toArray();
      LinearScorer without = LinearScorer.of(data.rows(rest), scorer.scales(), scorer.ridge());
      return heldOut.accuracy(scorer) - heldOut.accuracy(without);
    }
  }
}
