package org.rlhflab.ppo.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf evaluate`: the known truth judges models' answers.
@Command(
    name = "evaluate",
    description = {
      "Ask models questions whose right answers are known, and judge what they say.",
      "Gold scores run from 1 to 5; every mean has its 95%% interval over prompts. The"
          + " prompts' wordings are in no training text, and some of their topics are in no"
          + " demonstration."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf evaluate runs/pretrain/1-pretrain",
      "  rlhf evaluate runs/run/4-ppo --against runs/run/2-sft"
    })
public final class EvaluateCommand implements Callable<Integer> {

  /// How models are asked, for every command that evaluates.
  public static final class Options {
    @Option(
        names = "--samples",
        paramLabel = "N",
        description = "Answers drawn to every prompt (default: ${DEFAULT-VALUE}).")
    private int samples = EvaluationConfig.DEFAULTS.samples();

    @Option(
        names = "--temperature",
        paramLabel = "T",
        description =
            "At which they are drawn; greedy answers come beside them (default: ${DEFAULT-VALUE}).")
    private double temperature = EvaluationConfig.DEFAULTS.temperature();

    @Option(
        names = "--max-tokens",
        paramLabel = "N",
        description = "Longest answer in tokens (default: ${DEFAULT-VALUE}).")
    private int maxTokens = EvaluationConfig.DEFAULTS.maxTokens();

    /// The configuration, if it makes sense.
    public EvaluationConfig toConfig() {
      try {
        return new EvaluationConfig(samples, temperature, maxTokens);
      } catch (IllegalArgumentException e) {
        throw new BadInput("--" + e.getMessage());
      }
    }
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "Folder of a model or of the stage that trained it.")
  private List<Path> models = List.of();

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to ask (default: prompts/eval.jsonl of the data).")
  private @Nullable Path prompts;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "Also tell how often each model beats this one and how far it has moved from it; as a"
              + " rule the SFT model.")
  private @Nullable Path against;

  @Mixin private final Options options = new Options();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    EvaluationConfig config = options.toConfig();
    Console console = global.console("evaluate");
    DataFolder data = new DataFolder(global.data());
    World world = WorldReader.read(data.world());
    EvaluationPrompts asked =
        EvaluationPrompts.of(
            PromptFile.read(prompts == null ? data.prompts("eval") : prompts),
            new QuestionBank(world));
    List<NamedModel> named = NamedModel.read(models);
    Optional<NamedModel> reference = Optional.ofNullable(against).map(NamedModel::read);
    reference.ifPresent(other -> named.forEach(model -> model.checkComparable(other)));
    tellWhatIsLeftOut(console, asked);
    console.say(
        "prompts: %,d; answers to each: %d at temperature %s, and a greedy one"
            .formatted(
                asked.questions().isEmpty() ? asked.notJudged().size() : asked.questions().size(),
                config.samples(),
                config.temperature()));
    try (Workers workers = new Workers(global.threads())) {
      if (asked.questions().isEmpty()) {
        UnjudgedEvaluation unjudged = new UnjudgedEvaluation(config, global.seed(), workers);
        showUnjudged(
            console,
            asked,
            named.stream()
                .map(model -> unjudged.report(model, reference, asked.notJudged()))
                .toList());
        return 0;
      }
      Evaluation evaluation =
          new Evaluation(
              new ResponseParser(world), config, global.seed(), workers, console.progress());
      show(console, asked, reports(evaluation, named, reference, asked));
    }
    return 0;
  }

  private static void tellWhatIsLeftOut(Console console, EvaluationPrompts asked) {
    int count = asked.notJudged().size();
    if (count > 0) {
      console.warn(
          "prompts not judged, since the world does not know them: %d of %d, first \"%s\""
              .formatted(
                  count,
                  count + asked.questions().size(),
                  asked.notJudged().getFirst().prompt().strip()));
    }
  }

  private static List<ModelReport> reports(
      Evaluation evaluation,
      List<NamedModel> models,
      Optional<NamedModel> reference,
      EvaluationPrompts asked) {
    Optional<EvaluatedModel> other = reference.map(it -> evaluate(evaluation, it, asked));
    List<ModelReport> reports = new ArrayList<>();
    for (NamedModel model : models) {
      EvaluatedModel evaluated = evaluate(evaluation, model, asked);
      reports.add(
          other
              .map(it -> evaluation.report(evaluated, it))
              .orElseGet(() -> evaluation.report(evaluated)));
    }
    return reports;
  }

  private static EvaluatedModel evaluate(
      Evaluation evaluation, NamedModel model, EvaluationPrompts asked) {
    return evaluation.evaluate(
        model.name(), model.model().gpt(), model.model().tokenizer(), asked.questions());
  }

  private static void showUnjudged(
      Console console, EvaluationPrompts asked, List<ModelReport> reports) {
    Table table = new Table("model", "words", "finished", "KL, nats");
    for (ModelReport report : reports) {
      ModelFigures figures = report.sampled();
      table.row(
          report.name(),
          cell(Optional.of(figures.behaviour("words"))),
          cell(Optional.of(figures.behaviour("finished"))),
          cell(figures.kl()));
    }
    console.print(table.toString());
    console.print(
        "\nThe world knows none of these prompts, so there are no gold scores and no win rate:"
            + "\nonly what can be measured without them. Each cell: mean and 95% interval.");
    document(console, asked, reports);
  }

  private static String cell(Optional<Interval> interval) {
    return interval.map(it -> "%.2f %.2f-%.2f".formatted(it.mean(), it.lo(), it.hi())).orElse("-");
  }

  private static void show(Console console, EvaluationPrompts asked, List<ModelReport> reports) {
    console.print(EvaluationTable.of(reports, EvaluationTable.EVERYTHING));
    console.print(
        "\nEach cell: mean and 95% interval. Shown topics may be in demonstrations,"
            + "\nnew ones are known from raw text only; the gold rubric judges.");
    document(console, asked, reports);
  }

  private static void document(
      Console console, EvaluationPrompts asked, List<ModelReport> reports) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("models", reports);
    document.put("not_judged", asked.notJudged().size());
    console.json(document);
  }
}
