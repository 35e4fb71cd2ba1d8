package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.label.RatedPairs;
import org.rlhflab.reward.quality.RatingAudit;

/// Ratings as a terminal shows them.
final class RatingTable {
  private RatingTable() {}

  /// What became of ratings that were turned into pairs.
  static String pairs(RatedPairs made) {
    return String.format(
        Locale.ROOT,
        "%,d ratings give %,d pairs of two responses to a prompt, marked by the same\n"
            + "person (%,d ties); %,d ratings are in no pair",
        made.ratings(),
        made.pairs().size(),
        made.ties(),
        made.alone());
  }

  /// An audit's paragraphs, in order.
  static List<String> of(Path file, RatingAudit audit) {
    List<String> text = new ArrayList<>();
    text.add(
        "%s: %,d ratings of %,d responses by %,d raters"
            .formatted(file, audit.ratings(), audit.responses(), audit.raters().size()));
    text.add("");
    if (!audit.alphas().isEmpty()) {
      Table table = new Table("between raters, Krippendorff's alpha (interval)", "value");
      audit
          .alphas()
          .forEach((name, alpha) -> table.row(name.replace('_', ' '), "%.3f".formatted(alpha)));
      text.add(table.toString());
      text.add("");
    }
    Table raters =
        new Table("rater", "ratings", "mean", "leniency", "scale use", "same mark", "stands out");
    for (RatingAudit.Rater rater : audit.raters()) {
      raters.row(
          rater.id().isEmpty() ? "(nobody named)" : rater.id(),
          String.valueOf(rater.ratings()),
          "%.2f".formatted(rater.mean()),
          interval(rater.leniency()),
          interval(rater.scaleUse()),
          Figure.of("%.2f", rater.sameMark()),
          rater.flags().isEmpty()
              ? "-"
              : String.join(", ", rater.flags().stream().map(RatingTable::word).toList()));
    }
    text.add(raters.toString());
    Table warnings = new Table("warnings");
    audit.warnings().forEach(warnings::row);
    for (RatingAudit.Rater rater : audit.raters()) {
      rater.flags().forEach(flag -> warnings.row(rater.id() + " is " + flag));
    }
    text.add("");
    text.add(warnings.toString());
    return text;
  }

  private static String word(String flag) {
    return flag.substring(0, flag.indexOf(':'));
  }

  private static String interval(Optional<Interval> interval) {
    return interval
        .map(it -> "%.2f (%.2f to %.2f)".formatted(it.mean(), it.lo(), it.hi()))
        .orElse("-");
  }
}
