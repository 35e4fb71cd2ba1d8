package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.LabelBreakEven.From;
import org.rlhflab.reward.LabelBreakEven.Pair;
import org.rlhflab.reward.LabelBreakEven.Row;

/// Few careful labels against many careless ones, as lines to read.
final class BreakEvenTable {
  private BreakEvenTable() {}

  static List<String> of(LabelBreakEven found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d careful labels by %d people against %,d careless ones by %d; everybody has"
            .formatted(found.careful(), found.people(), found.careless(), found.people()));
    lines.add(
        "%d gold tasks and %d repeats; a linear scorer on %,d other pairs, %d seeds"
            .formatted(found.goldTasks(), found.repeats(), found.testPairs(), found.seeds()));
    lines.add("+-: 95% interval over seeds; right: share of the careless labels that are");
    lines.add("");
    lines.add("Trained apart: accuracy");
    lines.add("");
    lines.add(apart(found).toString());
    lines.add("");
    lines.add("In one pool, weighting " + found.weighting() + ":");
    lines.add("");
    lines.add(new Table("weight of a person's labels").row(found.formula()).toString());
    lines.add("");
    lines.add(pool(found).toString());
    lines.add("");
    lines.add("weights: mean of the careful labels, of the careless ones; share: the careful");
    lines.add("labels' part of the weighted gradient; then one label's, in thousandths");
    lines.add("");
    lines.add("What accuracy loses without one group or the other, in points of a hundred:");
    lines.add("");
    lines.add(losses(found, Row::group).toString());
    lines.add("");
    lines.add("Without one person of one or the other:");
    lines.add("");
    lines.add(losses(found, Row::person).toString());
    lines.add("");
    lines.add("From which lapse on the careful have more:");
    lines.add("");
    lines.add(breakEvens(found.from()).toString());
    return lines;
  }

  private static Table apart(LabelBreakEven found) {
    Table table = new Table("lapse", "right", "careful", "careless", "difference");
    for (Row row : found.rows()) {
      table.row(
          lapse(row),
          "%.2f".formatted(row.carelessRight()),
          interval(row.apart().careful(), 1, 3),
          interval(row.apart().careless(), 1, 3),
          interval(row.apart().difference(), 1, 3));
    }
    return table;
  }

  private static Table pool(LabelBreakEven found) {
    Table table = new Table("lapse", "accuracy", "weights", "share", "a careful", "a careless");
    for (Row row : found.rows()) {
      table.row(
          lapse(row),
          interval(row.accuracy(), 1, 3),
          "%.2f, %.2f".formatted(row.weight().careful().mean(), row.weight().careless().mean()),
          interval(row.share().careful(), 1, 3),
          "%.2f".formatted(1000 * row.perLabel().careful().mean()),
          "%.2f".formatted(1000 * row.perLabel().careless().mean()));
    }
    return table;
  }

  private static Table losses(LabelBreakEven found, Function<Row, Pair> what) {
    Table table = new Table("lapse", "careful", "careless", "difference");
    for (Row row : found.rows()) {
      Pair pair = what.apply(row);
      table.row(
          lapse(row),
          interval(pair.careful(), 100, 2),
          interval(pair.careless(), 100, 2),
          interval(pair.difference(), 100, 2));
    }
    return table;
  }

  private static Table breakEvens(LabelBreakEven.BreakEvens from) {
    Table table = new Table("of", "mean above", "interval above");
    add(table, "accuracy, trained apart", from.apart());
    add(table, "share of the weighted gradient", from.share());
    add(table, "share of the weighted gradient, one label", from.perLabel());
    add(table, "loss without the group", from.group());
    add(table, "loss without one person", from.person());
    return table;
  }

  private static void add(Table table, String what, From from) {
    table.row(
        what,
        from.mean().map("%.1f"::formatted).orElse("-"),
        from.interval().map("%.1f"::formatted).orElse("-"));
  }

  private static String lapse(Row row) {
    return "%.1f".formatted(row.lapse());
  }

  private static String interval(Interval it, double unit, int digits) {
    String number = "%%.%df".formatted(digits);
    return "%1$s +- %1$s"
        .formatted(number)
        .formatted(unit * it.mean(), unit * (it.hi() - it.lo()) / 2);
  }
}
