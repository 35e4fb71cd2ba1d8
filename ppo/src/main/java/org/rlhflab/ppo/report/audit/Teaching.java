package org.rlhflab.ppo.report.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.chart.RewardModelCharts;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.audit.PreferenceEffects;
import org.rlhflab.reward.audit.PreferenceEffects.Effect;
import org.rlhflab.reward.audit.RewardAudit;
import org.rlhflab.reward.label.Preference;

/// What a model would learn from labels: what they pay for, beside what the gold rubric pays for on
/// the same pairs.
///
/// @param sentence the largest gap between the two
/// @param chart all of it
/// @param notes what the figures do not cover
public record Teaching(String sentence, Chart chart, List<String> notes) {
  private static final int MOST_LABELS = 4_000;
  private static final double TELLING = 3;
  private static final String LENGTH = "length";
  private static final Set<String> NO_TASTE = Set.of("words", "garbled", "formatting");

  /// Copies its list.
  public Teaching {
    notes = List.copyOf(notes);
  }

  static Teaching of(List<Preference> all, World world) {
    List<Preference> labels =
        all.stream().filter(label -> !label.isEmptyChoice()).limit(MOST_LABELS).toList();
    RewardAudit audit = RewardAudit.of(labels, new float[2 * labels.size()], labels.size(), world);
    List<String> notes =
        labels.size() < MOST_LABELS
            ? audit.notes()
            : Stream.concat(
                    audit.notes().stream(),
                    Stream.of("these are the first %,d labels of the file".formatted(MOST_LABELS)))
                .toList();
    return new Teaching(sentence(audit), RewardModelCharts.teaching(audit), notes);
  }

  /// Where labels and truth are farthest apart, in standard errors.
  private static String sentence(RewardAudit audit) {
    if (audit.gold().isEmpty()) {
      return "The world cannot judge these pairs: what the labels pay for is known, what they"
          + " should pay for is not.";
    }
    PreferenceEffects truth = audit.gold().get();
    String worst = "";
    double farthest = 0;
    for (String name : names(audit.labels())) {
      Optional<Effect> paid = effect(audit.labels(), name);
      Optional<Effect> due = effect(truth, name);
      if (paid.isPresent() && due.isPresent() && gap(paid.get(), due.get()) > farthest) {
        farthest = gap(paid.get(), due.get());
        worst = name;
      }
    }
    return farthest < TELLING
        ? "On no count do these labels pay for something clearly other than the truth does."
        : "They are farthest from the truth on %s: worth %s log-odds to them, %s to the gold rubric."
            .formatted(
                worst.equals(LENGTH)
                    ? "length (twice the words, correctness held fixed)"
                    : "one more of the " + worst.replace('_', ' '),
                signed(effect(audit.labels(), worst).orElseThrow().logOdds()),
                signed(effect(truth, worst).orElseThrow().logOdds()));
  }

  /// What people may like: slips and broken sentences are nobody's taste.
  private static List<String> names(PreferenceEffects effects) {
    return Stream.concat(
            Stream.of(LENGTH),
            effects.parts().stream().map(Effect::name).filter(name -> !NO_TASTE.contains(name)))
        .toList();
  }

  private static Optional<Effect> effect(PreferenceEffects effects, String name) {
    return name.equals(LENGTH) ? effects.length() : effects.part(name);
  }

  private static double gap(Effect paid, Effect due) {
    return Math.abs(paid.logOdds() - due.logOdds())
        / Math.hypot(paid.standardError(), due.standardError());
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + Numbers.two(value);
  }
}
