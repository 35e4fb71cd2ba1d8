package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rlhflab.ppo.PpoInputs;
import org.rlhflab.ppo.PpoStage;
import org.rlhflab.ppo.PpoSummary;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.pipeline.RunReport.StageSummary;
import org.rlhflab.ppo.pipeline.RunReport.StageTime;
import org.rlhflab.pretrain.PretrainStage;
import org.rlhflab.pretrain.PretrainSummary;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.Annotation;
import org.rlhflab.reward.RewardModelStage;
import org.rlhflab.reward.RewardModelSummary;
import org.rlhflab.reward.annotator.BayesCeiling;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.sft.SftStage;
import org.rlhflab.sft.SftSummary;

/// The four stages in turn, each told of in a line before and a line after it.
///
/// A stage that an earlier run has finished in the same folder is reused.
public final class Pipeline {
  private final PipelineConfig config;
  private final StageContext context;
  private final Comparison comparison;
  private final Consumer<String> listener;
  private final List<StageTime> times = new ArrayList<>();
  private final List<StageSummary> summaries = new ArrayList<>();
  private final long start = System.nanoTime();
  private final PairSampling pairs;
  private double asking;

  /// Asks every model what `comparison` asks, and tells `listener` what it does, a paragraph at a
  /// time.
  public Pipeline(
      PipelineConfig config,
      StageContext context,
      Comparison comparison,
      Consumer<String> listener) {
    this.config = config;
    this.context = context;
    this.comparison = comparison;
    this.listener = listener;
    this.pairs = new PairSampling(config.annotate(), config.collection(), context);
  }

  /// Refuses labels that cannot be collected as planned, before anything is trained.
  public void check(Labels labels) {
    if (labels instanceof Labels.Fresh fresh) {
      Annotation.check(config.annotate(), config.collection(), fresh.crowd());
    }
  }

  /// Stage 1.
  public Path pretrain(RunFolder run) {
    listener.accept(
        "Stage 1 of 4, pretraining: a model learns to continue raw text. What it writes is"
            + " plausible; nobody has told it yet what is right or helpful.");
    StageResult<PretrainSummary> result =
        timed(
            "pretrain",
            () ->
                new PretrainStage(config.pretrain(), context)
                    .run(context.data().corpus(), run.stage(StageName.PRETRAIN)));
    PretrainSummary summary = result.summary();
    listener.accept(
        "  Read %,d tokens. Perplexity of held-out answers, given their questions: GPT %s, best"
                .formatted(summary.tokens(), Figure.of("%.2f", summary.answerPerplexity().gpt()))
            + " n-gram model %s (lower is better)."
                .formatted(Figure.of("%.2f", summary.answerPerplexity().ngram())));
    return result.folder().path();
  }

  /// Stage 2.
  public Path fineTune(RunFolder run, Path base, Path demonstrations) {
    listener.accept(
        "Stage 2 of 4, supervised fine-tuning: people wrote answers to questions, and the model"
            + " learns to answer as they did, with their habits, good and bad.");
    StageResult<SftSummary> result =
        timed(
            "sft",
            () ->
                new SftStage(config.sft(), context)
                    .run(base, demonstrations, context.data().corpus(), run.stage(StageName.SFT)));
    SftSummary summary = result.summary();
    listener.accept(
        "  %,d demonstrations; loss on held-out ones %s nats a token."
            .formatted(summary.demonstrations(), Figure.of("%.2f", summary.heldOutLoss())));
    return result.folder().path();
  }

  /// The labels of an arm: as given, or fresh ones of pairs of the fine-tuned model's answers,
  /// which are the same pairs whoever labels them.
  public Path labels(Arm arm, Path fineTuned) {
    return switch (arm.labels()) {
      case Labels.Given given -> given.file();
      case Labels.Fresh fresh -> {
        long begin = System.nanoTime();
        PairSampling.Labelled labelled = pairs.label(arm.folder(), fresh, fineTuned);
        times.add(new StageTime(arm.named("annotate"), seconds(begin), labelled.reused()));
        listener.accept(
            "  Simulated people (%s) said which is better in %,d pairs of its answers%s: %s"
                .formatted(
                    fresh.name(),
                    config.annotate().pairs(),
                    labelled.reused() ? ", in an earlier run" : "",
                    labelled.file()));
        yield labelled.file();
      }
    };
  }

  /// Stages 3 and 4 of an arm, and the held-out questions put to its policy.
  public EvaluatedModel tune(Arm arm, Path fineTuned, Path labels) {
    Path rewardModel = rewardModel(arm, fineTuned, labels);
    tellCeiling(arm, labels);
    return ask(arm.named("ppo"), ppo(arm, fineTuned, RewardSource.of(rewardModel), labels));
  }

  private void tellCeiling(Arm arm, Path labels) {
    BayesCeiling.of(
            PreferenceFile.read(labels),
            arm.labels().people(),
            WorldReader.read(context.data().world()))
        .ifPresent(it ->
            listener.accept(
                "  The best model of such people would agree with them in %.0f%%, with the truth in"
                        .formatted(100 * it.labels())
                    + " %s.".formatted(percent(it.gold()))));
  }

  /// Stage 3 of an arm.
  public Path rewardModel(Arm arm, Path fineTuned, Path labels) {
    listener.accept(
        "Stage 3 of 4, reward model, labels: %s. People said which of two answers is better; a"
                .formatted(arm.labels().name())
            + " model learns to score answers so that its scores make their choices likely.");
    StageResult<RewardModelSummary> result =
        timed(
            arm.named("reward-model"),
            () ->
                new RewardModelStage(config.rewardModel(), context)
                    .run(
                        fineTuned,
                        labels,
                        arm.labels().without(),
                        arm.folder().stage(StageName.REWARD_MODEL)));
    RewardModelSummary summary = result.summary();
    if (arm.labels() instanceof Labels.Given) {
      listener.accept("  Their source: " + summary.source() + ".");
    }
    listener.accept(
        "  %,d pairs. On pairs kept from it, it agrees with these people in %s, with the truth in"
                .formatted(summary.pairs(), percent(summary.accuracy()))
            + " %s.".formatted(percent(summary.goldAccuracy())));
    summary.limits().forEach(limit -> listener.accept("  Note: %s.".formatted(limit)));
    return result.folder().path();
  }

  /// Stage 4 of an arm.
  public Path ppo(Arm arm, Path fineTuned, RewardSource reward, Path labels) {
    listener.accept(
        "Stage 4 of 4, %s, labels: %s. The model answers, the reward model scores, and what scored"
                .formatted(config.ppo().algorithm().shown(), arm.labels().name())
            + " well becomes likelier; moving away from the fine-tuned model costs.");
    StageResult<PpoSummary> result =
        timed(
            arm.named("ppo"),
            () ->
                new PpoStage(config.ppo(), context)
                    .run(
                        new PpoInputs(
                            fineTuned,
                            Optional.of(reward),
                            Optional.of(new PpoInputs.Labels(labels, arm.labels().without())),
                            context.data().prompts("train")),
                        arm.folder().stage(StageName.PPO)));
    PpoSummary summary = result.summary();
    listener.accept(
        "  %d iterations (production runs thousands): score %s deviations, %.1f nats from where"
                .formatted(summary.iterations(), Figure.of("%+.2f", summary.score()), summary.kl())
            + " it began.");
    if (result.reused()) { // of a fresh one they have been said
      summary.warnings().forEach(warning -> listener.accept("  Warning: " + warning + "."));
    }
    return result.folder().path();
  }

  /// Puts the held-out questions to a model, and tells what came of it.
  public EvaluatedModel ask(String name, Path folder) {
    long begin = System.nanoTime();
    EvaluatedModel model = comparison.ask(name, folder);
    EvaluatedResponses answers = model.sampled();
    asking += seconds(begin);
    listener.accept(
        "  Asked %,d questions it has not seen: gold score %.2f of 5, accuracy %.2f, %.1f words and"
                .formatted(
                    answers.questions().size(),
                    EvaluatedResponses.mean(answers.gold()),
                    EvaluatedResponses.mean(answers.gold(Dimension.ACCURACY)),
                    EvaluatedResponses.mean(answers.behaviour("words")))
            + " %.2f fillers an answer."
                .formatted(EvaluatedResponses.mean(answers.behaviour("fillers"))));
    return model;
  }

  /// A model's figures, with its win rate against the fine-tuned one and its distance from it.
  public ModelReport report(EvaluatedModel model, EvaluatedModel fineTuned) {
    long begin = System.nanoTime();
    ModelReport report = comparison.report(model, fineTuned);
    asking += seconds(begin);
    return report;
  }

  /// How much more accurate a model is than another, prompt by prompt.
  public Interval accuracyDifference(EvaluatedModel model, EvaluatedModel other) {
    return comparison.accuracyDifference(model, other);
  }

  /// Where all randomness comes from.
  public long seed() {
    return context.seed();
  }

  /// Everything that has been run, with its figures.
  public RunReport finished(List<RunReport.ArmReport> arms, Finding finding) {
    List<StageTime> all = new ArrayList<>(times);
    all.add(new StageTime("evaluate", asking, false));
    return new RunReport(seconds(start), all, arms, finding, summaries);
  }

  private <S> StageResult<S> timed(String name, Supplier<StageResult<S>> stage) {
    long begin = System.nanoTime();
    StageResult<S> result = stage.get();
    times.add(new StageTime(name, seconds(begin), result.reused()));
    summaries.add(new StageSummary(name, result.summary()));
    if (result.reused()) {
      listener.accept(
          "  Reused: %s was finished by an earlier run, in %.0f s."
              .formatted(result.folder().path(), result.record().wallSeconds()));
    }
    return result;
  }

  private static String percent(Optional<Interval> share) {
    return percent(share.map(it -> OptionalDouble.of(it.mean())).orElse(OptionalDouble.empty()));
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? "%.0f%%".formatted(100 * share.getAsDouble())
        : "none that could be judged";
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
