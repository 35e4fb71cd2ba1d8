package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.pipeline.RunReport.ArmReport;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.reward.Annotation;

/// `rlhf demo`: one base model and one fine-tuned model; then the same pairs of its answers
/// labelled by careful people and by people who like long answers, and a policy from each.
public final class TwoArmRun {
  /// The people of the first arm.
  public static final String CAREFUL = "careful";

  /// The people of the second arm.
  public static final String VERBOSE = "verbose-biased";

  private final Pipeline pipeline;

  /// By a pipeline that has run nothing yet.
  public TwoArmRun(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// Everything, into a folder; people's profiles are the data's.
  public RunReport run(RunFolder run, Path demonstrations, DataFolder data) {
    Arm careful = arm(CAREFUL, run, data);
    Arm verbose = arm(VERBOSE, run, data);
    pipeline.check(careful.labels());
    pipeline.check(verbose.labels());
    Path base = pipeline.pretrain(run);
    EvaluatedModel askedBase = pipeline.ask("base", base);
    Path sft = pipeline.fineTune(run, base, demonstrations);
    EvaluatedModel fineTuned = pipeline.ask("sft", sft);
    Path carefulLabels = pipeline.labels(careful, sft);
    Path verboseLabels = pipeline.labels(verbose, sft);
    EvaluatedModel carefulPolicy = pipeline.tune(careful, sft, carefulLabels);
    EvaluatedModel verbosePolicy = pipeline.tune(verbose, sft, verboseLabels);
    ModelReport baseReport = pipeline.report(askedBase, fineTuned);
    ModelReport sftReport = pipeline.report(fineTuned, fineTuned);
    ModelReport carefulReport = pipeline.report(carefulPolicy, fineTuned);
    ModelReport verboseReport = pipeline.report(verbosePolicy, fineTuned);
    return pipeline.finished(
        List.of(
            new ArmReport(baseReport, Optional.empty(), pipeline.seed()),
            new ArmReport(sftReport, Optional.empty(), pipeline.seed()),
            new ArmReport(carefulReport, Optional.of(CAREFUL), pipeline.seed()),
            new ArmReport(verboseReport, Optional.of(VERBOSE), pipeline.seed())),
        Finding.ofTwoArms(
            sftReport.sampled(),
            carefulReport.sampled(),
            verboseReport.sampled(),
            pipeline.accuracyDifference(carefulPolicy, fineTuned)));
  }

  private static Arm arm(String who, RunFolder run, DataFolder data) {
    return new Arm(who, run.arm(who), new Labels.Fresh(who, Annotation.crowd(data, who), Set.of()));
  }
}
