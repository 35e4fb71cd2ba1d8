package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.rlhflab.ppo.baseline.DirectPreferenceOptimization;
import org.rlhflab.ppo.objective.PolicyLoss;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.ShuffledPasses;

/// An iteration of DPO: as many steps as PPO would take, on pairs of labels instead of the rollout,
/// which only shows where the policy stands.
///
/// A step's minibatch is as many responses as PPO's, so half as many pairs.
final class PreferenceIteration implements Improvement {
  private final PpoConfig config;
  private final LabelledPairs pairs;
  private final ShuffledPasses order;
  private final PolicyUpdate update;

  PreferenceIteration(
      PpoConfig config, LabelledPairs pairs, ShuffledPasses order, PolicyUpdate update) {
    this.config = config;
    this.pairs = pairs;
    this.order = order;
    this.update = update;
  }

  @Override
  public TokenRewards.Result improve(Rollout rollout, Turn turn, Map<MetricName, Double> metrics) {
    int steps = config.epochs() * Math.ceilDiv(config.batchSize(), config.minibatchSize());
    int each = Math.max(1, config.minibatchSize() / 2);
    List<DirectPreferenceOptimization.Result> results = new ArrayList<>();
    double norm = 0;
    for (int i = 0; i < steps; i++) {
      long place = ((turn.iteration() - 1) * steps + i) * each;
      LabelledPairs batch =
          pairs.only(LongStream.range(place, place + each).mapToInt(order::at).toArray());
      results.add(update.step(batch.responses(), loss(batch), turn.rate()));
      norm += update.gradientNorm();
    }
    LabelledPairs first = pairs.only(new int[] {0});
    update.check(first.responses(), loss(first));
    metrics.put(
        MetricName.LOSS, PolicyPasses.mean(results, DirectPreferenceOptimization.Result::loss));
    metrics.put(
        MetricName.ACCURACY,
        PolicyPasses.mean(results, DirectPreferenceOptimization.Result::accuracy));
    metrics.put(
        MetricName.MARGIN, PolicyPasses.mean(results, DirectPreferenceOptimization.Result::margin));
    metrics.put(MetricName.GRADIENT_NORM, norm / steps);
    return new RolloutRewards(config).measure(rollout, turn, metrics);
  }

  private PolicyLoss<DirectPreferenceOptimization.Result> loss(LabelledPairs batch) {
    DirectPreferenceOptimization method =
        new DirectPreferenceOptimization((float) config.dpoBeta());
    int[] starts = batch.starts();
    float[] reference = batch.flatReference();
    return (logProbs, dLogProbs) ->
        method.evaluate(starts, logProbs, reference, batch.ties(), batch.weights(), dLogProbs);
  }
}
