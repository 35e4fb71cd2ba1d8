package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.ModelFigures;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.pipeline.RunReport.ArmReport;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// `rlhf run`: all four stages, on one set of labels; and the cycle that follows. In every further
/// round the same people label pairs of the newest policy's own answers, the reward model learns
/// from the labels of all rounds, and a new policy is tuned from the fine-tuned model against it.
///
/// Stiennon et al. (2020), section 3.1; Ouyang et al. (2022), section 3.1.
public final class OneArmRun {
  private final Pipeline pipeline;
  private final List<ArmReport> reports = new ArrayList<>();
  private final List<ModelFigures> policies = new ArrayList<>();

  /// By a pipeline that has run nothing yet.
  public OneArmRun(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// Everything, into a folder; further rounds go to `round-2` and so on below it.
  public RunReport run(RunFolder run, Path demonstrations, Labels labels, int rounds) {
    Path base = pipeline.pretrain(run);
    EvaluatedModel askedBase = pipeline.ask("base", base);
    Path sft = pipeline.fineTune(run, base, demonstrations);
    EvaluatedModel fineTuned = pipeline.ask("sft", sft);
    add(askedBase, fineTuned, Optional.empty());
    ModelReport sftReport = add(fineTuned, fineTuned, Optional.empty());
    Arm arm = new Arm("", run, labels);
    Path file = pipeline.labels(arm, sft);
    policies.add(tune(arm, fineTuned, sft, file, labels.name()));
    List<Preference> all = rounds > 1 ? inRound(file, 1) : List.of();
    for (int round = 2; round <= rounds; round++) {
      Arm next = new Arm(name(round), run.arm(name(round)), labels);
      all = joined(all, inRound(pipeline.labels(next, policy(arm)), round));
      Path together = next.folder().path().resolve("all-labels.jsonl");
      AtomicFile.writeText(together, PreferenceFile.text(all));
      policies.add(tune(next, fineTuned, sft, together, labels.name() + ", round " + round));
      arm = next;
    }
    return pipeline.finished(reports, Finding.ofRounds(sftReport.sampled(), policies));
  }

  /// The name of a round's folder, from the second on.
  static String name(int round) {
    return "round-" + round;
  }

  private ModelFigures tune(
      Arm arm, EvaluatedModel fineTuned, Path sft, Path labels, String labelsName) {
    return add(pipeline.tune(arm, sft, labels), fineTuned, Optional.of(labelsName)).sampled();
  }

  private ModelReport add(EvaluatedModel model, EvaluatedModel fineTuned, Optional<String> labels) {
    ModelReport report = pipeline.report(model, fineTuned);
    reports.add(new ArmReport(report, labels, pipeline.seed()));
    return report;
  }

  private static Path policy(Arm arm) {
    return arm.folder().stage(StageName.PPO).path();
  }

  private static List<Preference> inRound(Path labels, int round) {
    return PreferenceFile.read(labels).stream().map(label -> label.inRound(round)).toList();
  }

  private static List<Preference> joined(List<Preference> earlier, List<Preference> fresh) {
    List<Preference> all = new ArrayList<>(earlier);
    all.addAll(fresh);
    return all;
  }
}
