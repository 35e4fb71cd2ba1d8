package org.rlhflab.ppo.lab.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rlhflab.ppo.lab.job.JobPlan;
import org.rlhflab.ppo.lab.job.Phase;
import org.rlhflab.ppo.lab.job.Step;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.StageName;

/// From sliders to answers: a crowd as they say labels pairs of the fine-tuned model's answers, and
/// `rlhf run` trains on those labels and asks a few held-out prompts.
public final class BenchRun {
  private BenchRun() {}

  /// The commands, into a run folder of this name.
  public static JobPlan plan(LabFolder folder, String name, BenchSetting setting) {
    Path run = folder.run(name);
    Path people = run.resolve("annotators.json");
    Path labels = run.resolve("labels.jsonl");
    ReadyModels.into(run, folder);
    AtomicFile.writeText(people, setting.profiles());
    List<Step> steps = new ArrayList<>();
    List<String> tune = new ArrayList<>(List.of("run"));
    if (setting.weighted()) {
      // Quality shows on gold tasks and repeats, which cost a command of their own.
      steps.add(labelling(folder, people, labels, setting));
      tune.add("--labels=" + labels);
      tune.add("--set=reward-model.weighting=quality");
    } else {
      tune.add("--annotators=" + people);
      tune.add("--pairs=" + setting.pairs());
    }
    tune.addAll(
        List.of(
            "--samples=1",
            "--prompts=" + folder.fewPrompts(),
            "--set=ppo.algorithm=" + setting.algorithm(),
            "--set=ppo.kl-coefficient=" + setting.klCoefficient(),
            "--json",
            "--data=" + folder.data().root(),
            "--out=" + run));
    steps.add(new Step(tune, false));
    return new JobPlan(
        "bench",
        title(setting),
        name,
        JobPlan.Lane.TRAINING,
        steps,
        TunedPhases.of(folder, run, 3, 3),
        Json.tree(setting));
  }

  private static Step labelling(LabFolder folder, Path people, Path labels, BenchSetting setting) {
    int few = setting.pairs() / 20;
    return Step.of(
        "annotate",
        "--model=" + folder.model(StageName.SFT),
        "--annotators=" + people,
        "--pairs=" + setting.pairs(),
        "--gold=" + Math.min(8, few),
        "--repeats=" + Math.min(6, few),
        "--sessions=2",
        "--fresh",
        "--json",
        "--data=" + folder.data().root(),
        "--out=" + labels);
  }

  private static String title(BenchSetting setting) {
    return String.format(
        Locale.ROOT,
        "Bench: length %+.1f, sureness %+.1f, lapses %.0f%%, %d labels, %d of 10 careless, %s",
        setting.verbosityBias(),
        setting.confidenceBias(),
        100 * setting.lapseRate(),
        setting.pairs(),
        setting.carelessPeople(),
        setting.algorithm().toUpperCase(Locale.ROOT));
  }

  /// What labels, reward model, policy and questions leave.
  static final class TunedPhases {
    private TunedPhases() {}

    static List<Phase> of(LabFolder folder, Path run, double labelling, double asking) {
      return List.of(
          Phase.until("labelling", folder.relative(run.resolve("labels.jsonl")), labelling),
          new Phase(
              "reward model", folder.relative(run.resolve("3-reward-model/metrics.jsonl")), 50, 6),
          new Phase("PPO", folder.relative(run.resolve("4-ppo/metrics.jsonl")), 30, 8),
          Phase.until("asking", folder.relative(run.resolve("run.json")), asking));
    }
  }
}
