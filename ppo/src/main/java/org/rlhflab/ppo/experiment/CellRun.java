package org.rlhflab.ppo.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.rlhflab.ppo.BestOfNAnswers;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.PpoSummary;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.baseline.BestOfN;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.pipeline.Arm;
import org.rlhflab.ppo.pipeline.Comparison;
import org.rlhflab.ppo.pipeline.LabelRounds;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.ppo.pipeline.Pipeline;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.RewardModelStage;
import org.rlhflab.reward.RewardModelSummary;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.RatingFile;

/// Makes the models of one cell and judges their answers.
final class CellRun {
  private static final String ADVICE = "run the same command with --fresh";

  private final Cell cell;
  private final CellStore store;
  private final Path heldOutPrompts;
  private final Comparison comparison;
  private final Pipeline pipeline;
  private final StageContext context;

  /// In a context with the cell's own seed; held-out prompts are those of a file.
  CellRun(Cell cell, CellStore store, Path heldOutPrompts, StageContext context) {
    this.cell = cell;
    this.store = store;
    this.heldOutPrompts = heldOutPrompts;
    this.context = context;
    this.comparison = new Comparison(cell.arm().config().evaluation(), heldOutPrompts, context);
    this.pipeline = new Pipeline(cell.arm().config(), context, comparison, _ -> {});
  }

  /// Makes a step, of which all earlier ones are there.
  void make(Step step) {
    switch (step) {
      case BASE -> pipeline.pretrain(place(Step.BASE));
      case FINE_TUNED -> fineTune();
      case REWARD -> judge();
      case POLICY -> tune();
    }
  }

  private void fineTune() {
    Path base = model(Step.BASE, StageName.PRETRAIN);
    Path model = pipeline.fineTune(place(Step.FINE_TUNED), base, cell.arm().demonstrations());
    CellFigures.of(pipeline.ask("sft", model).sampled())
        .write(CellStore.figures(place(Step.FINE_TUNED)));
  }

  private void judge() {
    Arm arm = arm(Step.REWARD);
    Path model = model(Step.FINE_TUNED, StageName.SFT);
    Path labels = pipeline.labels(arm, model);
    pipeline.rewardModel(arm, model, labels);
    for (int member = 2; member <= cell.arm().course().rewardModels(); member++) {
      StageContext draws =
          context.withSeed(context.random().key("reward model", String.valueOf(member)));
      new RewardModelStage(cell.arm().config().rewardModel(), draws)
          .run(model, labels, arm.labels().without(), member(member));
    }
    if (cell.last() == Step.REWARD) {
      CellFigures.of(ofTheCell(labels, members())).write(CellStore.figures(place(Step.REWARD)));
    }
  }

  private void tune() {
    CellFigures fineTuned =
        store
            .fineTunedFigures(cell)
            .orElseThrow(() -> new IllegalStateException("the fine-tuned model is not ready"));
    Path model = model(Step.FINE_TUNED, StageName.SFT);
    Arm arm = arm(Step.POLICY);
    Path labels = labels();
    List<StageFolder> judges = members();
    Path policy = pipeline.ppo(arm, model, reward(judges), labels);
    for (int round = 2; round <= cell.arm().course().rounds(); round++) {
      arm = new Arm("", place(Step.POLICY).arm(LabelRounds.name(round)), cell.arm().labels());
      labels = LabelRounds.next(pipeline, arm, policy, labels, round);
      pipeline.rewardModel(arm, model, labels);
      judges = List.of(arm.folder().stage(StageName.REWARD_MODEL));
      policy = pipeline.ppo(arm, model, reward(judges), labels);
    }
    EvaluatedModel tuned = asked(policy, model, judges);
    CellFigures figures =
        CellFigures.of(tuned.sampled()).against(fineTuned, divergence(tuned, model));
    Map<String, Double> whole = ofTheCell(labels, judges);
    PpoSummary last = summary(arm.folder().stage(StageName.PPO), PpoSummary.class);
    last.score().ifPresent(it -> whole.put(MetricName.SCORES.printed(), it));
    last.explainedVariance()
        .ifPresent(it -> whole.put(MetricName.EXPLAINED_VARIANCE.printed(), it));
    last.explainedVarianceOfRewards()
        .ifPresent(it -> whole.put(MetricName.FORESEEN_VARIANCE.printed(), it));
    last.goldFall().ifPresent(it -> whole.put("overoptimization/fall", it));
    last.overoptimization().ifPresent(it -> whole.put("overoptimization/beta", it.beta()));
    for (Map.Entry<String, Double> each : whole.entrySet()) {
      figures = figures.with(each.getKey(), each.getValue());
    }
    Optional<List<AnnotatorProfile>> raters = cell.arm().labels().marked();
    if (raters.isPresent()) {
      figures =
          figures.with(
              "raters/gain",
              RaterFigures.gain(
                  tuned.sampled(),
                  pipeline.ask("sft", model).sampled(),
                  raters.get(),
                  WorldReader.read(context.data().world()),
                  context.seed()));
    }
    figures.write(CellStore.figures(place(Step.POLICY)));
  }

  private boolean isBestOfN() {
    return cell.arm().config().ppo().algorithm() == PpoConfig.Algorithm.BEST_OF_N;
  }

  private EvaluatedModel asked(Path policy, Path fineTuned, List<StageFolder> judges) {
    PipelineConfig config = cell.arm().config();
    return isBestOfN()
        ? BestOfNAnswers.of(
            "best-of-n",
            fineTuned,
            reward(judges),
            config.ppo(),
            config.evaluation(),
            heldOutPrompts,
            context)
        : pipeline.ask("ppo", policy);
  }

  /// Of best-of-n by its formula: nobody knows the distribution that it draws from.
  private double[][] divergence(EvaluatedModel tuned, Path fineTuned) {
    if (!isBestOfN()) {
      return comparison.divergence(tuned, fineTuned);
    }
    double kl = new BestOfN(cell.arm().config().ppo().samples()).kl();
    return tuned.sampled().figures(_ -> kl);
  }

  private RewardSource reward(List<StageFolder> judges) {
    return cell.arm()
        .rule()
        .orElseGet(() -> new RewardSource.Learned(judges.stream().map(StageFolder::path).toList()));
  }

  private Map<String, Double> ofTheCell(Path labels, List<StageFolder> judges) {
    Map<String, Double> figures =
        LabelFigures.of(
            PreferenceFile.read(labels),
            cell.arm().labels().people(),
            WorldReader.read(context.data().world()));
    Path ratings = labels.resolveSibling("ratings.jsonl");
    if (cell.arm().labels().marked().isPresent() && Files.exists(ratings)) {
      RaterFigures.alpha(RatingFile.read(ratings), context.seed())
          .ifPresent(it -> figures.put("labels/alpha", it));
    }
    List<RewardModelSummary> summaries =
        judges.stream().map(it -> summary(it, RewardModelSummary.class)).toList();
    mean(summaries, RewardModelSummary::accuracy)
        .ifPresent(it -> figures.put("reward_model/accuracy", it));
    mean(summaries, RewardModelSummary::goldAccuracy)
        .ifPresent(it -> figures.put("reward_model/gold_accuracy", it));
    return figures;
  }

  private static OptionalDouble mean(
      List<RewardModelSummary> of, Function<RewardModelSummary, Optional<Interval>> figure) {
    return of.stream().map(figure).flatMap(Optional::stream).mapToDouble(Interval::mean).average();
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

  /// The reward models that judge in the first round.
  private List<StageFolder> members() {
    return IntStream.rangeClosed(1, cell.arm().course().rewardModels())
        .mapToObj(this::member)
        .toList();
  }

  private StageFolder member(int number) {
    RunFolder folder = place(Step.REWARD);
    return (number == 1 ? folder : folder.arm("member-" + number)).stage(StageName.REWARD_MODEL);
  }

  private RunFolder place(Step step) {
    return store.place(cell, step);
  }

  private Path model(Step step, StageName stage) {
    return place(step).stage(stage).path();
  }

  private static <S> S summary(StageFolder stage, Class<S> type) {
    return Json.read(stage.summary(), node -> Json.MAPPER.treeToValue(node, type), ADVICE);
  }
}
