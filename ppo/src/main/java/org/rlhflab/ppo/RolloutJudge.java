package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.rollout.ResponseText;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.World;

/// The known truth on rollouts, for the log only: it never trains.
final class RolloutJudge {
  private final GoldMetrics gold;
  private final Tokenizer tokenizer;

  RolloutJudge(World world, Tokenizer tokenizer) {
    this.gold = new GoldMetrics(world);
    this.tokenizer = tokenizer;
  }

  /// Adds the means over the responses with these numbers; `asked[i]` is what response i answers.
  void measure(
      List<PromptQueue.Queued> asked,
      Rollout rollout,
      int[] judged,
      Map<MetricName, Double> metrics) {
    List<Optional<Map<MetricName, Double>>> all = new ArrayList<>();
    for (int i : judged) {
      String text = ResponseText.of(rollout.responses().get(i), tokenizer).text();
      all.add(gold.of(asked.get(i).prompt().prompt(), text, rollout.ended()[i]));
    }
    GoldMetrics.addMeans(all, metrics);
  }
}
