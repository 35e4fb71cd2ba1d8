package org.rlhflab.ppo.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlhflab.ppo.PpoCommand;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.pretrain.PretrainCommand;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.AnnotateCommand;
import org.rlhflab.reward.AnnotateConfig;
import org.rlhflab.reward.RewardModelCommand;
import org.rlhflab.sft.SftCommand;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Every stage's options in a command that runs all stages: `--set ppo.iterations=60` is what
/// `--iterations 60` is to `rlhf ppo`. Stages share option names, so each needs its stage's.
final class StageSettings {
  private static final Pattern SETTING =
      Pattern.compile("(pretrain|sft|annotate|reward-model|ppo)\\.([a-z0-9-]+)=(.+)");

  @Option(
      names = "--set",
      paramLabel = "STAGE.OPTION=VALUE",
      description =
          "An option of pretrain, sft, annotate, reward-model or ppo, as its own --help names it;"
              + " may be given again.")
  private List<String> settings = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Pairs of answers that people label (default: ${DEFAULT-VALUE}).")
  private int pairs = AnnotateConfig.DEFAULTS.pairs();

  private final PretrainCommand.Options pretrain = new PretrainCommand.Options();
  private final SftCommand.Options sft = new SftCommand.Options();
  private final AnnotateSettings annotate = new AnnotateSettings();
  private final RewardModelCommand.Options rewardModel = new RewardModelCommand.Options();
  private final PpoCommand.Options ppo = new PpoCommand.Options();

  /// The same and more, for one arm of several, which may have its own number of pairs.
  StageSettings with(List<String> more, int pairsOfItsOwn) {
    StageSettings other = new StageSettings();
    other.settings = java.util.stream.Stream.concat(settings.stream(), more.stream()).toList();
    other.pairs = pairsOfItsOwn;
    return other;
  }

  /// Pairs of answers that people label.
  int pairs() {
    return pairs;
  }

  /// The configuration of all stages.
  PipelineConfig toConfig(EvaluationConfig evaluation) {
    settings.forEach(this::apply);
    return Settings.of(() ->
        new PipelineConfig(
            pretrain.toConfig(),
            sft.toConfig(),
            annotate.toConfig(pairs, ppo.toConfig().temperature()),
            annotate.plan.toConfig(),
            rewardModel.toConfig(),
            ppo.toConfig(),
            evaluation));
  }

  private void apply(String setting) {
    Matcher parts = SETTING.matcher(setting);
    if (!parts.matches()) {
      throw new BadInput(
          "--set takes STAGE.OPTION=VALUE with pretrain, sft, annotate, reward-model or ppo as the"
              + " stage, got "
              + setting
              + "; for instance --set ppo.iterations=60");
    }
    String stage = parts.group(1);
    if (stage.equals("annotate")) {
      checkAnnotate(setting, parts.group(2));
    }
    Object options =
        switch (stage) {
          case "pretrain" -> pretrain;
          case "sft" -> sft;
          case "annotate" -> annotate;
          case "reward-model" -> rewardModel;
          default -> ppo;
        };
    try {
      new CommandLine(options)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs("--" + parts.group(2) + "=" + parts.group(3));
    } catch (ParameterException e) {
      throw new BadInput(
          "--set %s: %s; 'rlhf %s --help' shows its options"
              .formatted(setting, e.getMessage(), stage));
    }
  }

  /// The options of `rlhf annotate` that say how labels are collected.
  private static final class AnnotateSettings {
    @Mixin private final AnnotateCommand.Options options = new AnnotateCommand.Options();
    @Mixin private final AnnotateCommand.PlanOptions plan = new AnnotateCommand.PlanOptions();

    AnnotateConfig toConfig(int pairs, double temperature) {
      return new AnnotateConfig(pairs, options.toConfig().overlap(), temperature);
    }
  }

  private static void checkAnnotate(String setting, String option) {
    if (option.equals("pairs")) {
      throw new BadInput("--set %s: the number of pairs is --pairs".formatted(setting));
    }
    if (option.equals("temperature")) {
      throw new BadInput(
          "--set %s: people judge what PPO will sample; set ppo.temperature".formatted(setting));
    }
  }
}
