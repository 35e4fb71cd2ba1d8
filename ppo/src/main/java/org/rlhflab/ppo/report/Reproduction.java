package org.rlhflab.ppo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.report.part.Provenance;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.StageResults;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.reward.AnnotateConfig;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.sft.SftConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The command that repeats a run: as the user gave it, or, where an older version did not keep it,
/// its seed and whatever of the stages' settings differs from the defaults.
final class Reproduction {
  private final FinishedRun run;
  private final List<String> words = new ArrayList<>();

  private Reproduction(FinishedRun run) {
    this.run = run;
  }

  /// The command, ready for a shell.
  static String of(FinishedRun run) {
    return run.document()
        .command()
        .map(given -> given + " --out " + Provenance.quoted(again(run)))
        .orElseGet(() -> new Reproduction(run).command());
  }

  private static String again(FinishedRun run) {
    return run.folder() + "-again";
  }

  private String command() {
    words.addAll(List.of("rlhf", run.command()));
    add("--seed", String.valueOf(run.seed()));
    TunedArm arm = run.arms().getFirst();
    if (run.command().equals("run")) {
      add(arm.labelling().isPresent() ? "--annotators" : "--labels", arm.people());
    }
    JsonNode labelling =
        arm.labelling().map(it -> it.path("config").path("pairs")).orElse(Json.tree(Map.of()));
    if (labelling.isNumber() && labelling.asInt() != AnnotateConfig.DEFAULTS.pairs()) {
      add("--pairs", labelling.asString());
    }
    arm.rewardModel().ifPresent(this::without);
    settings("pretrain", run.pretrain(), PretrainConfig.DEFAULTS);
    settings("sft", run.sft(), SftConfig.DEFAULTS);
    arm.rewardModel().ifPresent(it -> settings("reward-model", it, RewardModelConfig.DEFAULTS));
    arm.ppo().ifPresent(it -> settings("ppo", it, PpoConfig.DEFAULTS));
    evaluation();
    add("--out", again(run));
    return String.join(" ", words);
  }

  private void without(StageResults rewardModel) {
    for (JsonNode person : rewardModel.record().config().path("without")) {
      add("--without", person.asString());
    }
  }

  private void settings(String stage, StageResults results, Object defaults) {
    ObjectNode standard = Json.tree(defaults);
    for (Map.Entry<String, JsonNode> each : results.record().config().properties()) {
      JsonNode usual = standard.path(each.getKey());
      // A setting that this version does not know is another version's, which the page names.
      if (usual.isValueNode()
          && each.getValue().isValueNode()
          && !each.getValue().asString().equals(usual.asString())) {
        String option = each.getKey().replace('_', '-');
        add("--set", stage + "." + option + "=" + each.getValue().asString());
      }
    }
  }

  private void evaluation() {
    ModelResult first = run.document().arms().getFirst();
    if (first.samples() != EvaluationConfig.DEFAULTS.samples()) {
      add("--samples", String.valueOf(first.samples()));
    }
    if (first.temperature() != EvaluationConfig.DEFAULTS.temperature()) {
      add("--temperature", String.valueOf(first.temperature()));
    }
  }

  private void add(String option, String value) {
    words.add(option);
    words.add(Provenance.quoted(value));
  }
}
