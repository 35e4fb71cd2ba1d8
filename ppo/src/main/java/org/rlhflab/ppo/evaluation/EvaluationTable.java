package org.rlhflab.ppo.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Table;

/// Figures of several models as a text of 80 columns: a row for each figure, a column for each
/// model, a mean and its 95% interval in each cell.
public final class EvaluationTable {
  /// Models beside each other that fit.
  private static final int COLUMNS = 4;

  private static final int NAME_WIDTH = 14;

  /// One row: what it shows, and where it is in a model's report.
  ///
  /// @param label as printed
  /// @param figure empty where the model has none
  public record Row(String label, Function<ModelReport, Optional<Interval>> figure) {

    /// A gold score of drawn answers.
    public static Row gold(String label, String key) {
      return new Row(label, report -> Optional.of(report.sampled().gold(key)));
    }

    /// A behaviour of drawn answers.
    public static Row behaviour(String label, String name) {
      return new Row(label, report -> Optional.of(report.sampled().behaviour(name)));
    }
  }

  /// All figures.
  public static final List<Row> EVERYTHING =
      List.of(
          Row.gold("gold score", ModelFigures.OVERALL),
          Row.gold("accuracy", "accuracy"),
          Row.gold("completeness", "completeness"),
          Row.gold("instruction", "instruction_adherence"),
          Row.gold("tone", "tone"),
          Row.gold("safety", "safety"),
          Row.gold("concision", "concision"),
          Row.gold("calibration", "calibration"),
          Row.behaviour("words", "words"),
          Row.behaviour("facts/100 words", "facts_per_100_words"),
          Row.behaviour("fillers", "fillers"),
          Row.behaviour("boosters", "boosters"),
          Row.behaviour("hedges", "hedges"),
          Row.behaviour("repeats", "repeats"),
          Row.behaviour("garbled share", "garbled"),
          Row.behaviour("finished share", "finished"),
          new Row("win rate", report -> report.sampled().winRate()),
          new Row("KL, nats", report -> report.sampled().kl()),
          topics("gold, shown topics", ModelFigures.OVERALL, true),
          topics("accuracy, shown", "accuracy", true),
          topics("gold, new topics", ModelFigures.OVERALL, false),
          topics("accuracy, new", "accuracy", false),
          new Row("greedy gold", report -> Optional.of(report.greedy().gold("overall"))),
          new Row("greedy accuracy", report -> Optional.of(report.greedy().gold("accuracy"))),
          new Row("greedy words", report -> Optional.of(report.greedy().behaviour("words"))),
          new Row("greedy garbled", report -> Optional.of(report.greedy().behaviour("garbled"))));

  private EvaluationTable() {}

  /// The rows of these models, at most four models beside each other.
  public static String of(List<ModelReport> reports, List<Row> rows) {
    List<String> tables = new ArrayList<>();
    for (int from = 0; from < reports.size(); from += COLUMNS) {
      int to = Math.min(reports.size(), from + COLUMNS);
      tables.add(table(reports.subList(from, to), rows));
    }
    return String.join("\n\n", tables);
  }

  /// A mean and the interval around it: `4.21 4.16-4.26`.
  public static String cell(Interval interval) {
    double size = Math.max(Math.abs(interval.mean()), Math.abs(interval.hi()));
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    String number = "%." + decimals + "f";
    String separator = interval.lo() < 0 ? " to " : "-";
    return String.format(
        Locale.ROOT,
        number + " " + number + separator + number,
        interval.mean() + 0.0,
        interval.lo() + 0.0,
        interval.hi() + 0.0);
  }

  private static Row topics(String label, String key, boolean demonstrated) {
    return new Row(
        label,
        report -> {
          ModelFigures.Topics topics = report.sampled().topics();
          return Optional.ofNullable(
              (demonstrated ? topics.demonstrated() : topics.neverDemonstrated()).gold().get(key));
        });
  }

  private static String table(List<ModelReport> reports, List<Row> rows) {
    List<String> headings = new ArrayList<>(List.of(""));
    reports.forEach(report -> headings.add(heading(report.name())));
    Table table = new Table(headings.toArray(String[]::new));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (ModelReport report : reports) {
        cells.add(row.figure().apply(report).map(EvaluationTable::cell).orElse("-"));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  /// A long path keeps its end, which tells folders of one run apart.
  private static String heading(String name) {
    return name.length() <= NAME_WIDTH
        ? name
        : "~" + name.substring(name.length() - NAME_WIDTH + 1);
  }
}
