package org.rlhflab.ppo.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rlhflab.ppo.PpoSummary;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.pipeline.Arm;
import org.rlhflab.ppo.pipeline.Comparison;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.ppo.pipeline.Pipeline;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.reward.RewardModelSummary;

/// Makes the models of one cell and judges their answers.
final class CellRun {
  private static final String ADVICE = "run the same command with --fresh";

  private final Cell cell;
  private final CellStore store;
  private final Comparison comparison;
  private final Pipeline pipeline;

  /// In a context with the cell's own seed; held-out prompts are those of a file.
  CellRun(Cell cell, CellStore store, Path heldOutPrompts, StageContext context) {
    this.cell = cell;
    this.store = store;
    this.comparison = new Comparison(cell.arm().config().evaluation(), heldOutPrompts, context);
    this.pipeline = new Pipeline(cell.arm().config(), context, comparison, _ -> {});
  }

  /// Makes a step, of which all earlier ones are there.
  void make(Step step) {
    switch (step) {
      case BASE -> pipeline.pretrain(place(Step.BASE));
      case FINE_TUNED -> fineTune();
      case REWARD -> {
        Arm arm = arm(Step.REWARD);
        Path model = model(Step.FINE_TUNED, StageName.SFT);
        pipeline.rewardModel(arm, model, pipeline.labels(arm, model));
      }
      case POLICY -> tune();
    }
  }

  private void fineTune() {
    Path base = model(Step.BASE, StageName.PRETRAIN);
    Path model = pipeline.fineTune(place(Step.FINE_TUNED), base, cell.arm().demonstrations());
    CellFigures.of(pipeline.ask("sft", model).sampled())
        .write(CellStore.figures(place(Step.FINE_TUNED)));
  }

  private void tune() {
    CellFigures fineTuned =
        store
            .fineTunedFigures(cell)
            .orElseThrow(() -> new IllegalStateException("the fine-tuned model is not ready"));
    Path model = model(Step.FINE_TUNED, StageName.SFT);
    Path judge = model(Step.REWARD, StageName.REWARD_MODEL);
    Path policy =
        pipeline.ppo(
            arm(Step.POLICY),
            model,
            cell.arm().rule().orElseGet(() -> RewardSource.of(judge)),
            labels());
    EvaluatedModel tuned = pipeline.ask("ppo", policy);
    CellFigures figures =
        CellFigures.of(tuned.sampled()).against(fineTuned, comparison.divergence(tuned, model));
    for (Map.Entry<String, Double> each : ofTheCell().entrySet()) {
      figures = figures.with(each.getKey(), each.getValue());
    }
    figures.write(CellStore.figures(place(Step.POLICY)));
  }

  private Map<String, Double> ofTheCell() {
    Map<String, Double> figures = new LinkedHashMap<>();
    RewardModelSummary judge =
        summary(place(Step.REWARD), StageName.REWARD_MODEL, RewardModelSummary.class);
    judge.accuracy().ifPresent(it -> figures.put("reward_model/accuracy", it.mean()));
    judge.goldAccuracy().ifPresent(it -> figures.put("reward_model/gold_accuracy", it.mean()));
    PpoSummary policy = summary(place(Step.POLICY), StageName.PPO, PpoSummary.class);
    policy.score().ifPresent(it -> figures.put("objective/scores", it));
    return figures;
  }

  private Path labels() {
    return switch (cell.arm().labels()) {
      case Labels.Given given -> given.file();
      case Labels.Fresh _ -> place(Step.REWARD).path().resolve("labels.jsonl");
    };
  }

  private Arm arm(Step step) {
    return new Arm("", place(step), cell.arm().labels());
  }

  private RunFolder place(Step step) {
    return store.place(cell, step);
  }

  private Path model(Step step, StageName stage) {
    return place(step).stage(stage).path();
  }

  private static <S> S summary(RunFolder folder, StageName stage, Class<S> type) {
    return Json.read(
        folder.stage(stage).summary(), node -> Json.MAPPER.treeToValue(node, type), ADVICE);
  }
}
