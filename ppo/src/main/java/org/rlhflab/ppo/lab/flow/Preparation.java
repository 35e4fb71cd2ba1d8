package org.rlhflab.ppo.lab.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlhflab.ppo.lab.job.JobPlan;
import org.rlhflab.ppo.lab.job.Phase;
import org.rlhflab.ppo.lab.job.Step;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;

/// What every flow starts from, made once: base model, fine-tuned model, a crowd's labels of its
/// answers, and the careful and the verbose-biased baseline.
public final class Preparation {
  /// Held-out prompts that quick figures rest on.
  static final int FEW_PROMPTS = 96;

  static final int CROWD_PAIRS = 400;
  private static final int EVERY = 5;

  private Preparation() {}

  /// The commands.
  public static JobPlan plan(LabFolder folder) {
    Path models = folder.models().path();
    writeFewPrompts(folder);
    List<Phase> phases = new ArrayList<>();
    phases.add(pretraining(folder));
    phases.add(fineTuning(folder));
    phases.add(Phase.until("a crowd labels 400 pairs", folder.relative(folder.crowd()), 4));
    for (String arm : List.of("careful", "verbose-biased")) {
      phases.add(
          new Phase(
              "reward model, " + arm,
              folder.relative(models.resolve(arm).resolve("3-reward-model/metrics.jsonl")),
              50,
              7));
      phases.add(
          new Phase(
              "PPO, " + arm,
              folder.relative(models.resolve(arm).resolve("4-ppo/metrics.jsonl")),
              30,
              8));
    }
    phases.add(Phase.until("asking every model", folder.relative(models.resolve("demo.json")), 9));
    return new JobPlan(
        "prepare",
        "Preparing the models",
        "",
        JobPlan.Lane.TRAINING,
        List.of(
            pretrain(folder),
            fineTune(folder),
            Step.of(
                "annotate",
                "--model=" + folder.model(StageName.SFT),
                "--annotators=crowd",
                "--pairs=" + CROWD_PAIRS,
                "--overlap=3",
                "--gold=12",
                "--repeats=6",
                "--sessions=2",
                "--fresh",
                "--json",
                "--data=" + folder.data().root(),
                "--out=" + folder.crowd()),
            Step.of("demo", "--json", "--data=" + folder.data().root(), "--out=" + models)),
        phases,
        Json.MAPPER.createObjectNode());
  }

  static Step pretrain(LabFolder folder) {
    return Step.of(
        "pretrain", "--json", "--data=" + folder.data().root(), "--out=" + folder.models().path());
  }

  static Step fineTune(LabFolder folder) {
    return Step.of(
        "sft",
        "--model=" + folder.model(StageName.PRETRAIN),
        "--json",
        "--data=" + folder.data().root(),
        "--out=" + folder.models().path());
  }

  static Phase pretraining(LabFolder folder) {
    return new Phase(
        "pretraining",
        folder.relative(folder.models().stage(StageName.PRETRAIN).metrics()),
        102,
        39);
  }

  static Phase fineTuning(LabFolder folder) {
    return new Phase(
        "fine-tuning", folder.relative(folder.models().stage(StageName.SFT).metrics()), 103, 13);
  }

  /// Every so-many-th of the held-out prompts, over all of them.
  private static void writeFewPrompts(LabFolder folder) {
    List<Prompt> all = PromptFile.read(folder.data().prompts("eval"));
    List<Prompt> few = new ArrayList<>();
    for (int i = 0; i < all.size() && few.size() < FEW_PROMPTS; i += EVERY) {
      few.add(all.get(i));
    }
    PromptFile.write(folder.fewPrompts(), few);
  }
}
