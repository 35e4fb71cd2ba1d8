package org.rlhflab.ppo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.ComparedArm;
import org.rlhflab.ppo.experiment.Expectation;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.experiment.Verdict;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Paragraph;
import org.rlhflab.pretrain.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rlhf experiment`: findings of the literature, expected and measured.
@Command(
    name = "experiment",
    description = {
      "Measure a finding of the literature: what it expects is written down in a file beforehand,"
          + " then every arm is trained under several seeds, and the figures give the verdict.",
      "Without a name it lists the experiments there are. Experiments share their folder, so base"
          + " and fine-tuned models are trained once a seed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf experiment",
      "  rlhf experiment verbose-bias",
      "  rlhf experiment verbose-bias overconfidence --seeds 8",
      "  rlhf experiment all --out /shared/all --shard 3/8",
      "  rlhf experiment my-experiment.json"
    })
public final class ExperimentCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Experiments of the data, files of your own, or all.")
  private List<String> names = List.of();

  @Option(names = "--require", description = "Exit with 1 unless all are reproduced.")
  private boolean require;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ComparedOptions options = new ComparedOptions();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    options.check();
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    if (names.isEmpty()) {
      list(console, data);
      return 0;
    }
    Map<Experiment, List<ComparedArm>> all = new LinkedHashMap<>();
    for (Experiment experiment : asked(data)) {
      List<ComparedArm> arms = options.arms(experiment.arms(), data);
      experiment.check(arms.stream().map(ComparedArm::name).toList());
      all.put(experiment, arms);
    }
    Path out = global.out("experiment");
    List<Experiment.Result> results = new ArrayList<>();
    Set<String> failed = new TreeSet<>();
    all.forEach((experiment, arms) ->
        run(experiment, arms, out, data, console, failed).ifPresent(results::add));
    if (results.size() > 1) {
      console.print("\n" + console.bold("All of it") + "\n\n" + table(results));
    }
    console.json(Map.of("experiments", results));
    if (!failed.isEmpty()) {
      throw new TrainingFailed(
          "%d of the cells failed, and their seeds are left out: %s"
              .formatted(failed.size(), String.join("; ", failed)));
    }
    boolean asExpected =
        results.size() == all.size()
            && results.stream().allMatch(it -> it.verdict() == Verdict.REPRODUCED);
    if (require && !asExpected) {
      throw new TrainingFailed("not every experiment was reproduced");
    }
    return 0;
  }

  private Optional<Experiment.Result> run(
      Experiment experiment,
      List<ComparedArm> arms,
      Path out,
      DataFolder data,
      Console console,
      Set<String> failed) {
    console.say("\n" + console.bold(experiment.name()) + "  " + experiment.source());
    console.say(experiment.claim());
    CompareResults results = options.run(arms, out, data.prompts("eval"), data, global, console);
    ComparePage page = new ComparePage(console, results);
    failed.addAll(results.failed());
    page.print();
    if (results.missing().size() > results.failed().size()) {
      console.warn(
          "no verdict on %s: cells of other shards are missing, not finished or failed there; run it"
                  .formatted(experiment.name())
              + " again when they are done, or without --shard to make them");
      return Optional.empty();
    }
    if (results.seeds().isEmpty()) {
      return Optional.empty();
    }
    Experiment.Result result = experiment.judge(results);
    Path document = out.resolve(experiment.name() + ".json");
    ComparePage.write(document, result, GivenCommand.of(spec, global.seed()));
    console.print("\n" + table(List.of(result)) + "\n");
    result.damageLeft().forEach(it -> console.print(Paragraph.of(it.text()) + "\n"));
    page.page(document, out.resolve(experiment.name() + ".html"), data);
    return Optional.of(result);
  }

  private static Table table(List<Experiment.Result> results) {
    Table table = new Table("experiment", "expected", "measured", "p, Holm", "verdict");
    for (Experiment.Result result : results) {
      for (Expectation.Outcome outcome : result.outcomes()) {
        table.row(
            result.experiment().name(),
            outcome.expectation().text(),
            String.format(
                Locale.ROOT,
                "%+.2f (%+.2f to %+.2f)",
                outcome.difference().mean(),
                outcome.difference().lo(),
                outcome.difference().hi()),
            String.format(Locale.ROOT, "%.3f", outcome.pHolm()),
            outcome.verdict().text());
      }
    }
    return table;
  }

  private List<Experiment> asked(DataFolder data) {
    if (names.equals(List.of(ALL))) {
      return shipped(data).stream().map(Experiment::read).toList();
    }
    List<Experiment> asked = new ArrayList<>();
    for (String name : names) {
      Path own = Path.of(name);
      Path file = data.experiment(name);
      if (!Files.exists(file) && !Files.isRegularFile(own)) {
        throw new BadInput(
            "there is no experiment called %s, and no such file; there are %s, and all"
                .formatted(name, String.join(", ", names(data))));
      }
      asked.add(Experiment.read(Files.exists(file) ? file : own));
    }
    return asked;
  }

  private static void list(Console console, DataFolder data) {
    Table table = new Table("experiment", "claim", "source");
    List<Experiment> all = shipped(data).stream().map(Experiment::read).toList();
    all.forEach(it -> table.row(it.name(), it.claim(), it.source()));
    console.print(table.toString());
    console.json(Map.of("experiments", all));
  }

  private static List<String> names(DataFolder data) {
    return shipped(data).stream()
        .map(file -> file.getFileName().toString().replace(".json", ""))
        .toList();
  }

  private static List<Path> shipped(DataFolder data) {
    Path folder = data.experiment(ALL).resolveSibling("");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
  }
}
