package org.rlhflab.pretrain.stage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// `stage.json`: everything needed to say where a result came from, and to repeat it.
///
/// @param stage which stage this is, for instance `sft`
/// @param config its configuration, as [Json#tree] of its record
/// @param seed what the user gave with `--seed`
/// @param inputs the [Sha256] of each thing it read, by a name such as `demonstrations` or `model`
/// @param versions of the product and of what computes
/// @param machine where it ran
/// @param wallSeconds how long it took; the only time in a run folder
/// @param outcome how it ended
public record StageRecord(
    String stage,
    ObjectNode config,
    long seed,
    Map<String, String> inputs,
    Versions versions,
    Machine machine,
    double wallSeconds,
    Outcome outcome) {

  /// Copies what could change; inputs are kept in the order of their names.
  public StageRecord {
    config = config.deepCopy();
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
  }

  /// How a stage ended, or that it has not.
  public enum Outcome {
    /// Begun, and not (yet) ended.
    @JsonProperty("running")
    RUNNING,
    /// Whole: its model may be used.
    @JsonProperty("finished")
    FINISHED,
    /// Stopped by an error, for instance a loss that is no number.
    @JsonProperty("failed")
    FAILED
  }

  /// What is to be trained on this machine, not yet begun.
  ///
  /// @param blas the processor family that the matrix library chose, for instance `SkylakeX`
  public static StageRecord wanted(
      StageName stage, Object config, long seed, Map<String, String> inputs, String blas) {
    return new StageRecord(
        stage.key(),
        Json.tree(config),
        seed,
        inputs,
        Versions.current(blas),
        Machine.current(),
        0,
        Outcome.RUNNING);
  }

  /// The same stage with another ending.
  public StageRecord ended(Outcome outcome, double wallSeconds) {
    return new StageRecord(stage, config, seed, inputs, versions, machine, wallSeconds, outcome);
  }

  /// Whether the model of this folder may be used.
  @JsonIgnore
  public boolean isFinished() {
    return outcome == Outcome.FINISHED;
  }

  /// A hash over all that decides what comes out, unlike machine, time and outcome: a checkpoint of
  /// another identity is of no use.
  String identity() {
    ObjectNode decisive = Json.tree(this);
    decisive.remove(List.of("machine", "wall_seconds", "outcome"));
    return Sha256.of(decisive.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Whether both ask for the same thing: stage, configuration and seed.
  boolean asksTheSameAs(StageRecord other) {
    // Compared as text: a number read from a file has another node type than one in memory.
    return stage.equals(other.stage)
        && seed == other.seed
        && config.toString().equals(other.config.toString());
  }
}
