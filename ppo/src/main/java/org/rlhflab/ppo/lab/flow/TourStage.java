package org.rlhflab.ppo.lab.flow;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.ppo.lab.job.JobPlan;
import org.rlhflab.ppo.lab.job.Phase;
import org.rlhflab.ppo.lab.job.Step;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;

/// The tour's four buttons: each is one stage's own command. The first two make the models that all
/// other flows use too; the other two go to a folder of the tour.
///
/// @param folder the lab's
public record TourStage(LabFolder folder) {
  private static final List<String> TITLES =
      List.of("Pretraining", "Fine-tuning", "Reward model", "PPO");

  /// The tour's own folder, an arm beside the baselines.
  private RunFolder tour() {
    return folder.models().arm("tour");
  }

  /// Where a stage's results are.
  public StageFolder place(StageName stage) {
    return switch (stage) {
      case PRETRAIN, SFT -> folder.models().stage(stage);
      case REWARD_MODEL, PPO -> tour().stage(stage);
    };
  }

  /// Where its curve is.
  public Phase phase(StageName stage) {
    return switch (stage) {
      case PRETRAIN -> Preparation.pretraining(folder);
      case SFT -> Preparation.fineTuning(folder);
      case REWARD_MODEL -> new Phase("reward model", metrics(stage), 50, 9);
      case PPO -> new Phase("PPO", metrics(stage), 30, 9);
    };
  }

  private String metrics(StageName stage) {
    return folder.relative(place(stage).metrics());
  }

  /// The command of a stage; `again` trains what is there once more.
  public JobPlan plan(StageName stage, boolean again) {
    int number = stage.ordinal();
    if (number > 0 && !folder.isReady(place(StageName.values()[number - 1]))) {
      throw new BadInput("this stage needs the one before it; run that first");
    }
    Step step = again ? fresh(step(stage)) : step(stage);
    return new JobPlan(
        "tour",
        "Tour: " + TITLES.get(number),
        "",
        JobPlan.Lane.TRAINING,
        List.of(step),
        List.of(phase(stage)),
        Json.MAPPER.createObjectNode().put("stage", number + 1));
  }

  private Step step(StageName stage) {
    String data = "--data=" + folder.data().root();
    String model = "--model=" + folder.model(StageName.SFT);
    Path out = tour().path();
    return switch (stage) {
      case PRETRAIN -> Preparation.pretrain(folder);
      case SFT -> Preparation.fineTune(folder);
      case REWARD_MODEL ->
          Step.of("reward-model", model, "--annotators=careful", "--json", data, "--out=" + out);
      case PPO ->
          Step.of(
              "ppo",
              model,
              "--reward-model=" + place(StageName.REWARD_MODEL).path(),
              "--json",
              data,
              "--out=" + out);
    };
  }

  private static Step fresh(Step step) {
    List<String> arguments = new java.util.ArrayList<>(step.arguments());
    arguments.add("--fresh");
    return new Step(arguments, step.mayRefuse());
  }
}
