package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.LabelAudit;

/// What the labels pay for.
public final class LabelCharts {
  private static final Map<String, String> TERMS =
      Map.of(
          "length", "twice the words",
          "confidence", "a booster more",
          "position", "shown first",
          "enthusiasm", "one more '!'",
          "formatting", "half the slips");

  private LabelCharts() {}

  /// The coefficients of the labels' audits, by the model tuned on them; empty where there is no
  /// audit or it could measure nothing.
  public static Optional<Chart> payment(Map<String, LabelAudit> audits, Palette palette) {
    Set<String> terms = new LinkedHashSet<>();
    audits.values().forEach(audit -> terms.addAll(audit.terms().keySet()));
    if (terms.isEmpty()) {
      return Optional.empty();
    }
    List<DotRow> rows = new ArrayList<>();
    audits.forEach((name, audit) -> {
      List<Optional<Interval>> values = new ArrayList<>();
      terms.forEach(term -> values.add(Optional.ofNullable(audit.terms().get(term))));
      rows.add(new DotRow("labels behind " + name, palette.of(name), values));
    });
    return Optional.of(
        new DotChart(
                "labels-pay-for",
                "What the labels pay for",
                "By how much each of these (twice the words, a booster more or a hedge less, half"
                    + " the slips of formatting, ...) makes an answer likelier to be chosen, all"
                    + " else equal, in log-odds: 0 is not at all, 1 makes it 2.7 times as likely."
                    + " Fitted to the labels themselves. Whiskers are 95% intervals.",
                "log-odds",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0),
                terms.stream().map(term -> TERMS.getOrDefault(term, term)).toList(),
                rows)
            .toChart());
  }
}
