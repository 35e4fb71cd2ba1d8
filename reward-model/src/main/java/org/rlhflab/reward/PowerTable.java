package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Table;

/// What gold tasks can tell about people, as lines to read.
final class PowerTable {
  private static final double LAPSE = 0.7;
  private static final int GOLD_TASKS = 30;

  private PowerTable() {}

  static List<String> of(LabelPower power) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d clear pairs; the longer response is right in %.2f of them"
            .formatted(power.clearPairs(), power.longerIsRight()));
    lines.add("");
    lines.add("Do the 95% intervals of gold accuracy hold the truth?");
    lines.add("");
    lines.add(coverage(power.coverage()).toString());
    lines.add("");
    lines.add("such tasks: the accuracy on all clear pairs; these tasks: on those done");
    lines.add("");
    lines.add(bands(power.coverage()).toString());
    lines.add("");
    lines.add("hold the accuracy on such tasks, by how high it is");
    lines.add("");
    FlagPower flags = power.flags();
    lines.add("Whom do gold tasks find?");
    lines.add("");
    lines.add(
        "%d crowds of %d people who read (right in %.3f) and %d who lapse."
            .formatted(flags.crowds(), flags.careful(), flags.carefulRight(), flags.careless()));
    lines.add("Share of those who lapse (in brackets: of those who read) that the audit would");
    lines.add("");
    lines.add("down-weight or remove:");
    lines.add("");
    lines.add(curve(flags, FlagPower.Row::found, FlagPower.Row::falselyFlagged).toString());
    lines.add("");
    lines.add("at least watch:");
    lines.add("");
    lines.add(curve(flags, FlagPower.Row::watched, FlagPower.Row::falselyWatched).toString());
    lines.add("");
    lines.add("right: how often those who lapse are, on clear pairs");
    lines.add("");
    FlagPower.Row row = flags.row(LAPSE, GOLD_TASKS);
    lines.add("At %d gold tasks and lapse %.1f:".formatted(GOLD_TASKS, LAPSE));
    lines.add("  found            %s of those who lapse".formatted(interval(row.found(), 3)));
    lines.add(
        "  falsely flagged  %s of those who read".formatted(interval(row.falselyFlagged(), 3)));
    return lines;
  }

  private static Table coverage(GoldCoverage coverage) {
    Table table = new Table("gold tasks", "intervals", "hold: such tasks", "hold: these tasks");
    for (GoldCoverage.Row row : coverage.rows()) {
      table.row(
          row.goldTasks().map(String::valueOf).orElse("all"),
          "%,d".formatted(row.intervals()),
          interval(row.onSuchTasks(), 3),
          interval(row.onTheseTasks(), 3));
    }
    return table;
  }

  private static Table bands(GoldCoverage coverage) {
    List<String> headings = new ArrayList<>(List.of("truly", "people"));
    GoldCoverage.TASKS.forEach(tasks -> headings.add("%d tasks".formatted(tasks)));
    Table table = new Table(headings.toArray(String[]::new));
    for (GoldCoverage.Band band : coverage.bands()) {
      List<String> cells = new ArrayList<>();
      cells.add("%.2f-%.2f".formatted(band.from(), band.to()));
      cells.add(String.valueOf(band.people()));
      band.coverage().forEach(it -> cells.add(interval(it, 2)));
      while (cells.size() < headings.size()) {
        cells.add("-");
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static Table curve(
      FlagPower flags,
      Function<FlagPower.Row, Interval> careless,
      Function<FlagPower.Row, Interval> careful) {
    List<String> headings = new ArrayList<>(List.of("lapse", "right"));
    FlagPower.TASKS.forEach(tasks -> headings.add(tasks + " tasks"));
    Table table = new Table(headings.toArray(String[]::new));
    for (double lapse : FlagPower.LAPSES) {
      List<String> cells = new ArrayList<>();
      cells.add("%.1f".formatted(lapse));
      cells.add("%.2f".formatted(flags.row(lapse, FlagPower.TASKS.getFirst()).right()));
      for (int tasks : FlagPower.TASKS) {
        FlagPower.Row row = flags.row(lapse, tasks);
        cells.add("%.3f (%.3f)".formatted(careless.apply(row).mean(), careful.apply(row).mean()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static String interval(Interval it, int digits) {
    String number = "%%.%df".formatted(digits);
    return "%1$s (%1$s to %1$s)".formatted(number).formatted(it.mean(), it.lo(), it.hi());
  }
}
