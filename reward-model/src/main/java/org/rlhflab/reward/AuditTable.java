package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.audit.PreferenceEffects;
import org.rlhflab.reward.audit.PreferenceEffects.Effect;
import org.rlhflab.reward.audit.RewardAudit;

/// A reward audit as a terminal shows it.
final class AuditTable {
  private AuditTable() {}

  /// The paragraphs, in order.
  static List<String> of(RewardAudit audit) {
    List<String> text = new ArrayList<>();
    text.add(effects(audit).toString());
    text.add(
        "log-odds (standard error) for one more, on %d pairs, %d of them held out;"
            .formatted(audit.pairs(), audit.heldOut()));
    text.add(
        audit.judged()
            ? "length in all: whatever the words are, with right and wrong facts held fixed"
            : "length in all: whatever the words are");
    if (!audit.model().missing().isEmpty()) {
      text.add(
          "in under 5 pairs a difference of: "
              + String.join(", ", audit.model().missing()).replace('_', ' '));
    }
    audit
        .length()
        .ifPresent(it ->
            text.add(
                "reward and length over %d responses: tau %s,\n  rho %s"
                    .formatted(it.samples(), interval(it.kendall()), interval(it.spearman()))));
    audit
        .reliability()
        .ifPresent(it ->
            text.add(
                "pair probabilities on %d held-out labels: calibration error %.3f, Brier %.3f"
                    .formatted(it.pairs(), it.ece(), it.brier())));
    if (!audit.notes().isEmpty()) {
      Table notes = new Table("what the audit does not cover");
      audit.notes().forEach(notes::row);
      text.add(notes.toString());
    }
    return text;
  }

  private static Table effects(RewardAudit audit) {
    Table table =
        new Table("what is paid for", "reward model", "p", "inflation", "gold rubric", "labels");
    row(
        table,
        "length in all (twice the words)",
        audit.model().length(),
        audit.gold().flatMap(PreferenceEffects::length),
        audit.labels().length());
    for (Effect part : audit.model().parts()) {
      row(
          table,
          "- " + part.name().replace('_', ' '),
          Optional.of(part),
          audit.gold().flatMap(it -> it.part(part.name())),
          audit.labels().part(part.name()));
    }
    return table;
  }

  private static void row(
      Table table,
      String name,
      Optional<Effect> model,
      Optional<Effect> gold,
      Optional<Effect> labels) {
    table.row(
        name,
        coefficient(model),
        model.map(it -> it.p() < 0.001 ? "<0.001" : "%.3f".formatted(it.p())).orElse("-"),
        model.map(it -> "%.1f".formatted(it.varianceInflation())).orElse("-"),
        coefficient(gold),
        coefficient(labels));
  }

  private static String coefficient(Optional<Effect> effect) {
    return effect.map(it -> "%.2f (%.2f)".formatted(it.logOdds(), it.standardError())).orElse("-");
  }

  private static String interval(Interval it) {
    return "%.2f (%.2f to %.2f)".formatted(it.mean(), it.lo(), it.hi());
  }
}
