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

/// From sliders to answers: a crowd as they say labels pairs of the fine-tuned model's answers, and
/// `rlhf run` trains on those labels and asks a few held-out prompts.
public final class BenchRun {
  private BenchRun() {}

  /// The commands, into a run folder of this name.
  public static JobPlan plan(LabFolder folder, String name, BenchSetting setting) {
    Path run = folder.run(name);
    Path people = run.resolve("annotators.json");
    ReadyModels.into(run, folder);
    AtomicFile.writeText(people, setting.profiles());
    List<String> tune =
        new ArrayList<>(
            List.of(
                "run",
                "--annotators=" + people,
                "--pairs=" + setting.pairs(),
                "--samples=1",
                "--prompts=" + folder.fewPrompts(),
                "--set=ppo.algorithm=" + setting.algorithm(),
                "--set=ppo.kl-coefficient=" + setting.klCoefficient(),
                "--json",
                "--data=" + folder.data().root(),
                "--out=" + run));
    tune.addAll(measured(setting.pairs()));
    if (setting.weighted()) {
      tune.add("--set=reward-model.weighting=quality");
    }
    return new JobPlan(
        "bench",
        title(setting),
        name,
        JobPlan.Lane.TRAINING,
        List.of(new Step(tune, false)),
        TunedPhases.of(folder, run, 3, 3),
        Json.tree(setting));
  }

  /// Quality shows on gold tasks and repeats. People are given them whether labels are weighted or
  /// not, so that the switch changes nothing else.
  private static List<String> measured(int pairs) {
    int few = pairs / 20;
    return List.of(
        "--set=annotate.gold=" + Math.min(8, few),
        "--set=annotate.repeats=" + Math.min(6, few),
        "--set=annotate.sessions=2");
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
