package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  /// A model that has been asked, and its figures.
  private record Judged(EvaluatedModel model, ModelReport report) {}

  /// By a pipeline that has run nothing yet.
  public TwoArmRun(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// Everything, into a folder; people's profiles are the data's.
  public RunReport run(RunFolder run, Path demonstrations, DataFolder data) {
    List<Arm> arms = List.of(arm(CAREFUL, run, data), arm(VERBOSE, run, data));
    arms.forEach(arm -> pipeline.check(arm.labels()));
    Path base = pipeline.pretrain(run);
    EvaluatedModel askedBase = pipeline.ask("base", base);
    Path sft = pipeline.fineTune(run, base, demonstrations);
    EvaluatedModel fineTuned = pipeline.ask("sft", sft);
    List<Function<Pipeline, Judged>> work = new ArrayList<>();
    for (Arm arm : arms) {
      Path labels = pipeline.labels(arm, sft);
      work.add(own -> judged(own, own.tune(arm, sft, labels), fineTuned));
    }
    work.add(own -> judged(own, askedBase, fineTuned));
    work.add(own -> judged(own, fineTuned, fineTuned));
    List<Judged> judged = pipeline.sideBySide(work, arms.size());
    Judged careful = judged.get(0);
    ModelReport verboseReport = judged.get(1).report();
    ModelReport baseReport = judged.get(2).report();
    ModelReport sftReport = judged.get(3).report();
    return pipeline.finished(
        List.of(
            new ArmReport(baseReport, Optional.empty(), pipeline.seed()),
            new ArmReport(sftReport, Optional.empty(), pipeline.seed()),
            new ArmReport(careful.report(), Optional.of(CAREFUL), pipeline.seed()),
            new ArmReport(verboseReport, Optional.of(VERBOSE), pipeline.seed())),
        Finding.ofTwoArms(
            sftReport.sampled(),
            careful.report().sampled(),
            verboseReport.sampled(),
            pipeline.accuracyDifference(careful.model(), fineTuned)));
  }

  private static Judged judged(Pipeline pipeline, EvaluatedModel model, EvaluatedModel fineTuned) {
    return new Judged(model, pipeline.report(model, fineTuned));
  }

  private static Arm arm(String who, RunFolder run, DataFolder data) {
    return new Arm(who, run.arm(who), new Labels.Fresh(who, Annotation.crowd(data, who), Set.of()));
  }
}
