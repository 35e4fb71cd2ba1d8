package org.rlhflab.ppo.pipeline;

import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// All figures of a run, as `rlhf demo --json` and `rlhf run --json` print them and as they are
/// kept beside the stages.
///
/// @param wallSeconds of the whole run
/// @param stages in the order in which they ran
/// @param arms every model's figures
/// @param finding what they say
/// @param summaries each stage's own document, by the stage's name
public record RunReport(
    double wallSeconds,
    List<StageTime> stages,
    List<ArmReport> arms,
    Finding finding,
    List<StageSummary> summaries) {

  /// How long a stage took in this run.
  ///
  /// @param name the stage, with its arm where there are several
  /// @param seconds of wall time
  /// @param reused whether an earlier run had done it
  public record StageTime(String name, double seconds, boolean reused) {}

  /// A model's figures.
  ///
  /// @param report the figures
  /// @param labels whose labels it was tuned on; empty for a model that saw none
  /// @param seed of the run
  public record ArmReport(ModelReport report, Optional<String> labels, long seed) {
    ObjectNode json() {
      ObjectNode object = report.json();
      labels.ifPresentOrElse(who -> object.put("labels", who), () -> object.putNull("labels"));
      return object.put("seed", seed);
    }
  }

  /// A stage's own document.
  ///
  /// @param name the stage, with its arm where there are several
  /// @param summary as its own command prints it
  public record StageSummary(String name, Object summary) {}

  /// Copies its lists.
  public RunReport {
    stages = List.copyOf(stages);
    arms = List.copyOf(arms);
    summaries = List.copyOf(summaries);
  }

  /// The document.
  public ObjectNode json() {
    ObjectNode object = Json.MAPPER.createObjectNode();
    object.put("wall_seconds", wallSeconds);
    object.set("stages", Json.MAPPER.valueToTree(stages));
    ArrayNode all = object.putArray("arms");
    arms.forEach(arm -> all.add(arm.json()));
    object.put("finding", finding.text());
    object.put("finding_present", finding.present());
    object.set("checks", Json.MAPPER.valueToTree(finding.checks()));
    ObjectNode details = object.putObject("summaries");
    summaries.forEach(each -> details.set(each.name(), Json.MAPPER.valueToTree(each.summary())));
    return object;
  }
}
