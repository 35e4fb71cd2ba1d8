package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.PolicyLoss;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// Some epochs of minibatches over a rollout, each a step on the policy: the same for every
/// algorithm that learns from rollouts.
///
/// They stop before a step on a minibatch whose approximate KL from the policy that sampled is
/// above the limit: responses say little of a policy that is far from the one they came from.
/// (Spinning Up and TRL's earlier PPO stop at one and a half times their `target_kl`.)
final class PolicyPasses {
  private final PpoConfig config;
  private final PolicyUpdate update;

  PolicyPasses(PpoConfig config, PolicyUpdate update) {
    this.config = config;
    this.update = update;
  }

  /// Takes all steps; `loss` gives that of the responses with some numbers.
  void run(
      Rollout rollout,
      Function<int[], PolicyLoss<ClippedSurrogate.Result>> loss,
      Turn turn,
      Map<MetricName, Double> metrics) {
    List<ClippedSurrogate.Result> results = new ArrayList<>();
    double norm = 0;
    int steps = 0;
    boolean near = true;
    for (int epoch = 0; epoch < config.epochs() && near; epoch++) {
      for (int[] chosen : minibatches(rollout.responses().size(), turn.order())) {
        results.add(update.evaluate(rollout.responses(chosen), loss.apply(chosen)));
        near =
            config.approxKlLimit() == 0 || results.getLast().approxKl() <= config.approxKlLimit();
        if (!near) {
          break;
        }
        update.descend(turn.rate());
        norm += update.gradientNorm();
        steps++;
      }
    }
    int[] first = IntStream.range(0, config.minibatchSize()).toArray();
    update.check(rollout.responses(first), loss.apply(first));
    metrics.put(MetricName.GRADIENT_NORM, norm / Math.max(1, steps));
    metrics.put(MetricName.POLICY_LOSS, mean(results, ClippedSurrogate.Result::loss));
    metrics.put(
        MetricName.POLICY_CLIP_FRACTION, mean(results, ClippedSurrogate.Result::clipFraction));
    metrics.put(MetricName.APPROX_KL, mean(results, ClippedSurrogate.Result::approxKl));
    metrics.put(MetricName.RATIO, mean(results, ClippedSurrogate.Result::meanRatio));
    metrics.put(MetricName.RATIO_VARIANCE, mean(results, ClippedSurrogate.Result::ratioVariance));
    metrics.put(MetricName.FIRST_RATIO, results.getFirst().meanRatio());
    metrics.put(MetricName.FIRST_APPROX_KL, results.getFirst().approxKl());
    metrics.put(MetricName.UPDATES, (double) steps);
  }

  /// All responses in random order, cut into minibatches; within one their numbers rise.
  List<int[]> minibatches(int responses, RandomGenerator order) {
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, responses).boxed().toList());
    Collections.shuffle(shuffled, Random.from(order));
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < responses; from += config.minibatchSize()) {
      int to = Math.min(responses, from + config.minibatchSize());
      batches.add(
          shuffled.subList(from, to).stream().mapToInt(Integer::intValue).sorted().toArray());
    }
    return batches;
  }

  static <T> double mean(List<T> items, ToDoubleFunction<T> figure) {
    return items.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
