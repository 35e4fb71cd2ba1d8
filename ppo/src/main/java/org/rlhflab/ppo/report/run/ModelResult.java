package org.rlhflab.ppo.report.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;

/// A model's figures in `demo.json` or `run.json`, at the evaluation's temperature. One that was
/// asked nothing has none.
///
/// @param name as the run calls it, for instance `sft` or `ppo-careful`
/// @param prompts how many it answered
/// @param samples answers to each
/// @param temperature at which they were drawn
/// @param gold the known truth's scores, `overall` and every dimension
/// @param behaviour means an answer, by name
/// @param winRate against the fine-tuned model
/// @param kl to the fine-tuned model, in nats an answer
/// @param labels whose labels it was tuned on
/// @param seed of the run
public record ModelResult(
    String name,
    int prompts,
    int samples,
    double temperature,
    Map<String, Interval> gold,
    Map<String, Interval> behaviour,
    Optional<Interval> winRate,
    Optional<Interval> kl,
    Optional<String> labels,
    long seed) {

  /// Copies its maps; a key that the file lacks is empty.
  public ModelResult {
    name = Objects.requireNonNullElse(name, "");
    gold = copy(gold);
    behaviour = copy(behaviour);
    winRate = Objects.requireNonNullElse(winRate, Optional.empty());
    kl = Objects.requireNonNullElse(kl, Optional.empty());
    labels = Objects.requireNonNullElse(labels, Optional.empty());
  }

  private static Map<String, Interval> copy(Map<String, Interval> figures) {
    return Collections.unmodifiableMap(
        new LinkedHashMap<>(Objects.requireNonNullElse(figures, Map.of())));
  }

  /// A gold score by its key, if it has it.
  public Optional<Interval> gold(String key) {
    return Optional.ofNullable(gold.get(key));
  }

  /// A behaviour by its name, if it has it.
  public Optional<Interval> behaviour(String name) {
    return Optional.ofNullable(behaviour.get(name));
  }

  /// What pages call it: `ppo` alone does not tell two runs apart.
  public String shownName() {
    return labels.filter(_ -> name.equals("ppo")).map(who -> "ppo (" + who + ")").orElse(name);
  }
}
