package org.rlhflab.ppo.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.statistics.Interval;
import tools.jackson.databind.node.ObjectNode;

/// A comparison's folder with made-up figures: every arm has 10 words and 0.5 points more than the
/// one before it.
///
/// @param folder where
/// @param arms names, `sft` apart
/// @param seeds how many, from 7 on
/// @param iterations of PPO; 0: all arms end with their reward model
/// @param text that stands in names and findings
record SmallComparison(Path folder, List<String> arms, int seeds, int iterations, String text) {

  Path write() {
    for (int i = 0; i < seeds; i++) {
      seed(7 + i);
    }
    ObjectNode document = Json.tree(results());
    document.put("command", "rlhf compare " + String.join(" ", arms) + text);
    SmallRun.write(folder.resolve("results.json"), Json.MAPPER.writeValueAsString(document));
    return folder;
  }

  /// The same results as an experiment's.
  static Path experiment(Path folder, Experiment experiment) {
    CompareResults results =
        new SmallComparison(folder, List.of("careful", "verbose-biased"), 6, 3, "").results();
    Path file = folder.resolve(experiment.name() + ".json");
    SmallRun.write(file, Json.MAPPER.writeValueAsString(experiment.judge(results)));
    return file;
  }

  private void seed(long seed) {
    Path place = folder.resolve("seed-" + seed);
    SmallRun run = new SmallRun(place, seed, text, iterations);
    run.pretrain(place.resolve("base-0"));
    run.fineTune(place.resolve("sft-0"), model("model", place.resolve("base-0/1-pretrain")));
    Map<String, String> fineTuned = model("model", place.resolve("sft-0/2-sft"));
    for (int a = 0; a < arms.size(); a++) {
      Path reward = place.resolve("reward-" + a);
      run.reward(reward, fineTuned);
      Map<String, String> inputs = new LinkedHashMap<>(fineTuned);
      inputs.putAll(model("reward_model", reward.resolve("3-reward-model")));
      if (iterations > 0) {
        run.tune(place.resolve("arm-" + a), inputs);
      }
    }
  }

  private static Map<String, String> model(String name, Path stage) {
    return Map.of(name, Sha256.of(stage.resolve("model")));
  }

  private CompareResults results() {
    List<ArmResult> results = new ArrayList<>();
    results.add(arm("sft", Optional.empty(), "sft-0", 0));
    for (int a = 0; a < arms.size(); a++) {
      String name = arms.get(a) + text;
      results.add(
          iterations > 0
              ? arm(name, Optional.of(name), "arm-" + a, a + 1)
              : judge(name, "reward-" + a, a + 1));
    }
    List<PairResult> pairs = new ArrayList<>();
    for (int a = 0; a < results.size(); a++) {
      for (int b = a + 1; b < results.size(); b++) {
        for (String metric : results.get(b).metrics().keySet()) {
          if (results.get(a).metrics().containsKey(metric)) {
            pairs.add(pair(results.get(b), results.get(a), metric));
          }
        }
      }
    }
    return new CompareResults(
        results,
        pairs,
        List.of("They differ." + text),
        LongStream.range(7, 7 + seeds).boxed().toList(),
        List.of("an arm, seed 99: not made yet" + text),
        List.of());
  }

  private ArmResult arm(String name, Optional<String> labels, String cell, int more) {
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("gold/overall", interval(3 + 0.5 * more, 0.1));
    for (Dimension dimension : Dimension.values()) {
      metrics.put("gold/" + dimension.key(), interval(3 + 0.25 * more, 0.1));
    }
    metrics.put("behaviour/words", interval(20 + 10 * more, 2));
    metrics.put("behaviour/facts_per_100_words", interval(9 - more, 0.5));
    metrics.put("behaviour/fillers", interval(0.2 * more, 0.1));
    metrics.put("behaviour/boosters", interval(0.1 * more, 0.1));
    return new ArmResult(name, labels, "mixed", List.of(), metrics, cells(cell));
  }

  private ArmResult judge(String name, String cell, int more) {
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("labels/gold_agreement", interval(0.9 - 0.1 * more, 0.02));
    metrics.put("reward_model/accuracy", interval(0.7, 0.02));
    metrics.put("reward_model/gold_accuracy", interval(0.9 - 0.1 * more, 0.02));
    return new ArmResult(
        name, Optional.of(name), "mixed", List.of("until=reward-model"), metrics, cells(cell));
  }

  private List<String> cells(String name) {
    return LongStream.range(7, 7 + seeds)
        .mapToObj(it -> "elsewhere/seed-" + it + "/" + name)
        .toList();
  }

  private static PairResult pair(ArmResult a, ArmResult b, String metric) {
    double difference =
        a.metrics().getOrDefault(metric, interval(0, 0)).mean()
            - b.metrics().getOrDefault(metric, interval(0, 0)).mean();
    double half = metric.endsWith("boosters") ? 1 : 0.05;
    return new PairResult(
        a.name(), b.name(), metric, interval(difference, half), 0.004, 0.012, Optional.of(0.8));
  }

  private static Interval interval(double mean, double half) {
    return new Interval(mean, mean - half, mean + half);
  }
}
