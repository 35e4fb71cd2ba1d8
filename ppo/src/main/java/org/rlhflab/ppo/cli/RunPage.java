package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.evaluation.EvaluationTable;
import org.rlhflab.ppo.evaluation.EvaluationTable.Row;
import org.rlhflab.ppo.evaluation.ModelFigures;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.pipeline.Finding;
import org.rlhflab.ppo.pipeline.RunReport;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Paragraph;
import org.rlhflab.pretrain.terminal.Table;

/// What `demo` and `run` print in the end: the same questions answered by every model, the figures,
/// what they say, and where all of it is.
///
/// @param console where to
/// @param report the figures
/// @param models each model's stage folder by the model's name as shown, in the order of the arms
record RunPage(Console console, RunReport report, Map<String, StageFolder> models) {
  private static final int PROMPTS = 3;

  private static final List<Row> ROWS =
      List.of(
          Row.gold("gold score", ModelFigures.OVERALL),
          Row.gold("accuracy", "accuracy"),
          Row.gold("completeness", "completeness"),
          Row.behaviour("words", "words"),
          Row.behaviour("facts/100 words", "facts_per_100_words"),
          Row.behaviour("fillers", "fillers"),
          Row.behaviour("boosters", "boosters"),
          new Row("win rate", figures -> figures.sampled().winRate()),
          new Row("KL, nats", figures -> figures.sampled().kl()));

  /// Prints all of it.
  void print() {
    answers();
    figures();
    course();
    finding();
    times();
  }

  private void answers() {
    console.print("\n" + console.bold("The same questions, put to every model"));
    List<List<SamplesLog.Sample>> samples =
        models.values().stream().map(folder -> SamplesLog.read(folder.samples())).toList();
    List<String> names = List.copyOf(models.keySet());
    for (int p = 0; p < Math.min(PROMPTS, samples.getFirst().size()); p++) {
      List<Answer> answers = new ArrayList<>();
      String prompt = samples.getFirst().get(p).prompt();
      for (int m = 0; m < names.size(); m++) {
        String response = samples.get(m).get(p).response();
        answers.add(new Answer(names.get(m), prompt, 1, response, true));
      }
      console.print("\n" + Answer.shown(prompt, answers, false));
    }
  }

  private void figures() {
    List<String> names = List.copyOf(models.keySet());
    List<ModelReport> reports = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ModelReport figures = report.arms().get(i).report();
      reports.add(new ModelReport(names.get(i), figures.sampled(), figures.greedy()));
    }
    ModelFigures first = reports.getFirst().sampled();
    console.print("\n" + console.bold("Figures") + "\n\n" + EvaluationTable.of(reports, ROWS));
    console.print(
        "\n"
            + Paragraph.of(
                ("Each cell: mean and 95%% interval over %,d held-out prompts, answers to each: %d,"
                     + " at temperature %s. Gold scores, 1 to 5, come from the known truth, which"
                     + " no model was trained on. Words, fillers, boosters: an answer. Win rate and"
                     + " KL are against sft.")
                    .formatted(first.prompts(), first.samples(), first.temperature())));
  }

  private void course() {
    Map<String, List<Path>> logs = new LinkedHashMap<>();
    models.forEach((name, folder) -> {
      if (folder.path().endsWith(StageName.PPO.folder())) {
        logs.put(name, List.of(folder.metrics()));
      }
    });
    CourseTable.of(console, logs).ifPresent(table -> console.print("\n" + table));
  }

  private void finding() {
    console.print("\n" + console.bold("What was learned"));
    report.finding().sentences().forEach(sentence -> console.print(Paragraph.of(sentence)));
    for (Finding.Check check : report.finding().checks()) {
      console.print(
          Paragraph.of(
              "  [%s] %s: %s"
                  .formatted(check.holds() ? "yes" : "NO", check.name(), check.figure())));
    }
  }

  private void times() {
    Table table = new Table("stage", "seconds", "");
    for (RunReport.StageTime stage : report.stages()) {
      table.row(stage.name(), "%.1f".formatted(stage.seconds()), stage.reused() ? "reused" : "");
    }
    table.row("all", "%.1f".formatted(report.wallSeconds()), "");
    console.print("\n" + table);
  }

  /// Writes the run's page; a page that cannot be written does not undo the run.
  void write(Path out, DataFolder data) {
    Path file = RunFolder.of(out).report();
    try {
      Report.write(List.of(out), data, file);
      console.print("\nAll of it to look at, in a browser: " + file);
    } catch (BadInput problem) {
      console.warn("no page was written: " + problem.getMessage());
    }
  }

  /// Says where the files are and what to do next.
  void where(Path out, List<String> next) {
    console.print("\nModels, metrics and samples are in " + out + ". Next:");
    next.forEach(command -> console.print("  " + command));
  }
}
