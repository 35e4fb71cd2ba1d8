package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.EvaluationTable;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.ComparisonCsv;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Paragraph;
import org.rlhflab.pretrain.terminal.Table;
import tools.jackson.databind.node.ObjectNode;

/// What `compare` prints in the end, and the files that it leaves.
///
/// @param console where to
/// @param results what was found
record ComparePage(Console console, CompareResults results) {
  private static final int COLUMNS = 4;

  /// A row of the table.
  ///
  /// @param label as printed
  /// @param metric its name
  private record Row(String label, String metric) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("gold score", "gold/overall"),
          new Row("accuracy", "gold/accuracy"),
          new Row("completeness", "gold/completeness"),
          new Row("calibration", "gold/calibration"),
          new Row("words", "behaviour/words"),
          new Row("facts/100 words", "behaviour/facts_per_100_words"),
          new Row("fillers", "behaviour/fillers"),
          new Row("boosters", "behaviour/boosters"),
          new Row("win rate", "win_rate"),
          new Row("at equal length", "win_rate_length_controlled"),
          new Row("KL, nats", "kl"),
          new Row("RM, gold order", "reward_model/gold_accuracy"),
          new Row("  best possible", "labels/bayes_ceiling_gold"),
          new Row("RM, as labelled", "reward_model/accuracy"),
          new Row("  best possible", "labels/bayes_ceiling"),
          new Row("raters' alpha", "labels/alpha"),
          new Row("raters' gain", "raters/gain"),
          new Row("found out", "labels/found_out"),
          new Row("wrongly suspected", "labels/wrongly_suspected"));

  /// Prints all of it.
  void print() {
    if (results.seeds().isEmpty()) {
      console.print("No seed has all its cells yet; results come with the last of them.");
    } else {
      tables();
      course();
      console.print("\n" + console.bold("What was found"));
      results.findings().forEach(it -> console.print(Paragraph.of("  " + it)));
    }
    results.missing().forEach(it -> console.print(Paragraph.of("missing: " + it)));
  }

  private void tables() {
    for (int from = 0; from < results.arms().size(); from += COLUMNS) {
      int to = Math.min(results.arms().size(), from + COLUMNS);
      console.print("\n" + table(results.arms().subList(from, to)));
    }
    console.print(
        "\n"
            + Paragraph.of(
                ("Each cell: mean and 95%% interval over %d %s and the held-out prompts. Win rates"
                        + " and KL are against each arm's fine-tuned model.")
                    .formatted(
                        results.seeds().size(), results.seeds().size() == 1 ? "seed" : "seeds")));
  }

  private void course() {
    Map<String, List<Path>> logs = new LinkedHashMap<>();
    for (ArmResult arm : results.arms()) {
      if (arm.labels().isPresent()) {
        logs.put(
            arm.name(),
            arm.cells().stream()
                .map(cell -> RunFolder.of(Path.of(cell)).stage(StageName.PPO).metrics())
                .toList());
      }
    }
    CourseTable.of(console, logs).ifPresent(table -> console.print("\n" + table));
  }

  private static Table table(List<ArmResult> arms) {
    List<String> headings = new ArrayList<>(List.of(""));
    arms.forEach(arm -> headings.add(arm.name()));
    Table table = new Table(headings.toArray(String[]::new));
    for (Row row : ROWS) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (ArmResult arm : arms) {
        Optional<Interval> figure = Optional.ofNullable(arm.metrics().get(row.metric()));
        cells.add(figure.map(EvaluationTable::cell).orElse("-"));
      }
      if (cells.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) {
        table.row(cells.toArray(String[]::new));
      }
    }
    return table;
  }

  /// Writes `results.json`, `results.csv` and the page.
  void write(Path out, String command, DataFolder data) {
    write(out.resolve("results.json"), results, command);
    AtomicFile.writeText(out.resolve("results.csv"), ComparisonCsv.of(results));
    console.print(
        "\nEvery arm and every pair of arms: " + out.resolve("results.json") + ", results.csv");
    page(out.resolve("results.json"), RunFolder.of(out).report(), data);
  }

  /// Writes a document and the command that made it.
  static void write(Path file, Object document, String command) {
    ObjectNode tree = Json.tree(document);
    tree.put("command", command);
    AtomicFile.writeText(file, Json.pretty(tree));
  }

  /// Writes the page of a document; one that cannot be written does not undo the results.
  void page(Path document, Path file, DataFolder data) {
    if (results.seeds().isEmpty()) {
      return;
    }
    try {
      Report.writeComparison(document, data, file);
      console.print("All of it to look at, in a browser: " + file);
    } catch (BadInput problem) {
      console.warn("no page was written: " + problem.getMessage());
    }
  }
}
