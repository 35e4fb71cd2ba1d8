package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.ModelFigures;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.pipeline.RunReport.ArmReport;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;

/// `rlhf run`: all four stages, on one set of labels; and the cycle that follows ([LabelRounds]):
/// in every further round a new policy is tuned from the fine-tuned model, against a reward model
/// that has learnt from the labels of all rounds.
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
    pipeline.check(labels);
    Path base = pipeline.pretrain(run);
    EvaluatedModel askedBase = pipeline.ask("base", base);
    Path sft = pipeline.fineTune(run, base, demonstrations);
    EvaluatedModel fineTuned = pipeline.ask("sft", sft);
    add(askedBase, fineTuned, Optional.empty());
    ModelReport sftReport = add(fineTuned, fineTuned, Optional.empty());
    Arm arm = new Arm("", run, labels);
    Path file = pipeline.labels(arm, sft);
    policies.add(tune(arm, fineTuned, sft, file, labels.name()));
    for (int round = 2; round <= rounds; round++) {
      String name = LabelRounds.name(round);
      Arm next = new Arm(name, run.arm(name), labels);
      file = LabelRounds.next(pipeline, next, policy(arm), file, round);
      policies.add(tune(next, fineTuned, sft, file, labels.name() + ", round " + round));
      arm = next;
    }
    return pipeline.finished(reports, Finding.ofRounds(sftReport.sampled(), policies));
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
}
