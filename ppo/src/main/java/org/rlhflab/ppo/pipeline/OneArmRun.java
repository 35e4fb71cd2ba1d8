package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.pipeline.RunReport.ArmReport;
import org.rlhflab.pretrain.stage.RunFolder;

/// `rlhf run`: all four stages once, on one set of labels.
public final class OneArmRun {
  private final Pipeline pipeline;

  /// By a pipeline that has run nothing yet.
  public OneArmRun(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// Everything, into a folder.
  public RunReport run(RunFolder run, Path demonstrations, Labels labels) {
    Path base = pipeline.pretrain(run);
    EvaluatedModel askedBase = pipeline.ask("base", base);
    Path sft = pipeline.fineTune(run, base, demonstrations);
    EvaluatedModel fineTuned = pipeline.ask("sft", sft);
    Arm arm = new Arm("", run, labels);
    EvaluatedModel tuned = pipeline.tune(arm, sft, pipeline.labels(arm, sft));
    ModelReport baseReport = pipeline.report(askedBase, fineTuned);
    ModelReport sftReport = pipeline.report(fineTuned, fineTuned);
    ModelReport ppoReport = pipeline.report(tuned, fineTuned);
    return pipeline.finished(
        List.of(
            new ArmReport(baseReport, Optional.empty(), pipeline.seed()),
            new ArmReport(sftReport, Optional.empty(), pipeline.seed()),
            new ArmReport(ppoReport, Optional.of(labels.name()), pipeline.seed())),
        Finding.ofOneArm(sftReport.sampled(), ppoReport.sampled()));
  }
}
