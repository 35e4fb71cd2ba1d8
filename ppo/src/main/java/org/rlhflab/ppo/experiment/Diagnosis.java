package org.rlhflab.ppo.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.PpoInputs;
import org.rlhflab.ppo.PpoStage;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.ppo.pipeline.Comparison;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.RewardModelStage;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.sft.SftStage;

/// Which stage is at fault? The run is repeated with one stage's teacher replaced by one that knows
/// the truth, everything else and the seed unchanged; by how much the gold score rises is what that
/// stage's teacher costs.
///
/// - *labels*: the same pairs, labelled by the known truth;
/// - *reward model*: PPO is paid by the gold rubric itself, so neither labels nor model can err
///   (DPO has none);
/// - *demonstrations*: the fine-tuned model learns from careful ones, and reward model and policy
///   are made anew from it, on the run's own labels.
///
/// Gains do not add up: a later oracle also repairs what an earlier stage did. What the best of
/// them leaves missing is no teacher's fault: base model, PPO and its KL penalty have it in common.
public final class Diagnosis {
  private static final String CAREFUL = "careful";

  private final RunSettings run;
  private final StageContext context;
  private final Comparison comparison;
  private final RunFolder out;
  private final Consumer<String> listener;

  /// What a stage's teacher costs.
  ///
  /// @param replaced whose part the truth took
  /// @param by what stood in
  /// @param gold overall score of the repeated run
  /// @param gain by how much that exceeds the run's own, prompt by prompt
  public record Cost(String replaced, String by, double gold, Interval gain) {}

  /// All of it.
  ///
  /// @param gold overall score of the run as it is
  /// @param fineTuned the same of its fine-tuned model
  /// @param costs of each teacher
  /// @param finding in a sentence
  public record Result(double gold, double fineTuned, List<Cost> costs, String finding) {
    /// Copies its list.
    public Result {
      costs = List.copyOf(costs);
    }
  }

  private Diagnosis(
      RunSettings run,
      StageContext context,
      Comparison comparison,
      RunFolder out,
      Consumer<String> listener) {
    this.run = run;
    this.context = context;
    this.comparison = comparison;
    this.out = out;
    this.listener = listener;
  }

  /// Repeats a run into `out`, in a context with the run's own seed, and tells `listener` what it
  /// does.
  public static Result of(
      RunSettings run,
      StageContext context,
      Comparison comparison,
      RunFolder out,
      Consumer<String> listener) {
    if (run.seed() != context.seed()) {
      throw new IllegalArgumentException("a diagnosis needs the run's own seed");
    }
    return new Diagnosis(run, context, comparison, out, listener).result();
  }

  private Result result() {
    EvaluatedModel asItIs = comparison.ask("the run as it is", run.policy().path());
    EvaluatedModel fineTuned = comparison.ask("its fine-tuned model", run.fineTuned().path());
    List<Cost> costs = new ArrayList<>();
    costs.add(cost("labels", "the same pairs labelled by the truth", trueLabels(), asItIs));
    if (run.ppo().algorithm() != PpoConfig.Algorithm.DPO) {
      costs.add(cost("reward model", "the gold rubric as the reward", goldReward(), asItIs));
    }
    costs.add(cost("demonstrations", "careful demonstrations", carefulDemonstrations(), asItIs));
    return new Result(gold(asItIs), gold(fineTuned), costs, finding(costs));
  }

  private Path trueLabels() {
    RunFolder folder = out.arm("true-labels");
    List<Preference> own =
        PreferenceFile.read(run.labels()).stream()
            .filter(label -> !run.without().contains(label.annotator()))
            .toList();
    TrueLabels labels = TrueLabels.of(own, WorldReader.read(context.data().world()));
    if (labels.kept() == labels.labels().size()) {
      throw BadInput.in(
          run.labels(), "the world knows none of its prompts, so no truth about them");
    }
    listener.accept(
        "Labels by the truth: %,d of %,d come out otherwise."
            .formatted(labels.changed(), labels.labels().size()));
    Path file = folder.path().resolve("labels.jsonl");
    AtomicFile.writeText(file, PreferenceFile.text(labels.labels()));
    return tuned(run.fineTuned().path(), file, Set.of(), folder);
  }

  private Path goldReward() {
    listener.accept(run.ppo().algorithm().shown() + " against the gold rubric itself.");
    StageFolder folder = out.arm("gold-reward").stage(StageName.PPO);
    // A rule is no model that a value network could begin as.
    PpoConfig config =
        run.ppo().valueHead() == PpoConfig.ValueStart.REWARD_MODEL
            ? run.ppo().withValueHead(PpoConfig.ValueStart.POLICY)
            : run.ppo();
    return new PpoStage(config, context)
        .run(PpoInputs.of(run.fineTuned().path(), new RewardSource.Gold(), prompts()), folder)
        .folder()
        .path();
  }

  private Path carefulDemonstrations() {
    listener.accept("Fine-tuning on careful demonstrations, then reward model and PPO again.");
    RunFolder folder = out.arm("careful-demonstrations");
    Path fineTuned =
        new SftStage(run.sft(), context)
            .run(
                run.base().path(),
                context.data().demonstrations(CAREFUL),
                context.data().corpus(),
                folder.stage(StageName.SFT))
            .folder()
            .path();
    return tuned(fineTuned, run.labels(), run.without(), folder);
  }

  private Path tuned(Path fineTuned, Path labels, Set<String> without, RunFolder folder) {
    Path judge =
        new RewardModelStage(run.reward(), context)
            .run(fineTuned, labels, without, folder.stage(StageName.REWARD_MODEL))
            .folder()
            .path();
    PpoInputs inputs =
        new PpoInputs(
            fineTuned,
            Optional.of(RewardSource.of(judge)),
            Optional.of(new PpoInputs.Labels(labels, without)),
            prompts());
    return new PpoStage(run.ppo(), context)
        .run(inputs, folder.stage(StageName.PPO))
        .folder()
        .path();
  }

  private Path prompts() {
    return context.data().prompts("train");
  }

  private Cost cost(String replaced, String by, Path policy, EvaluatedModel asItIs) {
    EvaluatedModel model = comparison.ask(by, policy);
    return new Cost(replaced, by, gold(model), comparison.goldDifference(model, asItIs));
  }

  private static double gold(EvaluatedModel model) {
    return EvaluatedResponses.mean(model.sampled().gold());
  }

  private static String finding(List<Cost> costs) {
    List<Cost> clear = new ArrayList<>(costs.stream().filter(it -> it.gain().lo() > 0).toList());
    clear.sort((a, b) -> Double.compare(b.gain().mean(), a.gain().mean()));
    if (clear.isEmpty()) {
      return "No teacher is at fault, as far as one seed tells: with none of them replaced by the"
          + " truth does the gold score rise beyond what other prompts could show.";
    }
    Cost worst = clear.getFirst();
    return String.format(
        Locale.ROOT,
        "The %s cost%s most, as far as one seed tells: with %s the gold score is %.2f higher (%.2f"
            + " to %.2f).",
        worst.replaced(),
        worst.replaced().endsWith("s") ? "" : "s",
        worst.by(),
        worst.gain().mean(),
        worst.gain().lo(),
        worst.gain().hi());
  }
}
