package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.RatingFile;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.LabelAudit;
import org.rlhflab.reward.quality.RatingAudit;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf labels audit`: how good the labels of a file are, and whose.
@Command(
    name = "audit",
    description = {
      "Report on the people behind a label file: how much they agree with each other, with"
          + " themselves and with known answers, what they favour, and who stands out.",
      "Biases are log-odds: 0 is none, 1 makes a response 2.7 times as likely to be chosen.",
      "Of a file of ratings: who is lenient, strict, or uses little of the scale."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels audit data/labels/crowd.jsonl",
      "  rlhf labels audit mine.jsonl --gold-standard 0.8 --json",
      "  rlhf labels audit data/labels/ratings.jsonl"
    })
public final class LabelsAuditCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "Preferences or ratings, plain or .gz.")
  private Path file = Path.of("");

  @Option(
      names = "--gold-standard",
      paramLabel = "X",
      description =
          "How often a careful person is right on the gold tasks (default: ${DEFAULT-VALUE}).")
  private double goldStandard = LabelAudit.GOLD_STANDARD;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  private AuditListener listener = AuditListener.NONE;

  /// Tells another of the audits to come.
  public void tell(AuditListener other) {
    listener = other;
  }

  @Override
  public void run() {
    Console console = global.console("audit");
    boolean ratings =
        PreferenceFile.lines(file, Optional.empty(), Map.of())
            .look()
            .filter(kind -> kind.holds() == LabelKind.Holds.RATINGS)
            .isPresent();
    listener.found(file, ratings);
    if (ratings) {
      RatingAudit found =
          RatingAudit.of(RatingFile.read(file), GoldRubric.DEFAULTS.weights(), global.seed());
      RatingTable.of(file, found).forEach(console::print);
      console.json(found);
      return;
    }
    LabelAudit audit;
    try {
      audit =
          Settings.of(() -> LabelAudit.of(PreferenceFile.read(file), goldStandard, global.seed()));
    } catch (UndefinedMeasure reason) {
      throw BadInput.in(file, reason.getMessage());
    }
    show(console, audit);
    listener.audited(file, audit, global);
    console.json(audit);
  }

  private void show(Console console, LabelAudit audit) {
    console.print(
        "%s: %,d labels of %,d pairs by %,d annotators"
            .formatted(file, audit.labels(), audit.pairs(), audit.annotators().size()));
    console.print("");
    console.print(agreement(audit).toString());
    console.print("");
    console.print(people(audit).toString());
    if (audit.annotators().stream().anyMatch(LabelsAuditCommand::hasCourse)) {
      console.print("");
      console.print(course(audit).toString());
    }
    if (audit.annotators().stream().anyMatch(it -> !it.flags().isEmpty())) {
      console.print("");
      console.print(flags(audit).toString());
    }
    if (!audit.warnings().isEmpty()) {
      Table warnings = new Table("warnings");
      audit.warnings().forEach(warnings::row);
      console.print("");
      console.print(warnings.toString());
    }
  }

  private static Table agreement(LabelAudit audit) {
    LabelAudit.Agreement found = audit.agreement();
    Table table =
        new Table("between people", "value", "95% interval")
            .row(
                "Krippendorff's alpha, nominal",
                Figure.of("%.3f", found.krippendorffAlpha()),
                interval(found.krippendorffAlphaInterval()))
            .row(
                found.fleissJudgments().isEmpty()
                    ? "Fleiss' kappa"
                    : "Fleiss' kappa, pairs judged by " + found.fleissJudgments().getAsInt(),
                Figure.of("%.3f", found.fleissKappa()),
                "-")
            .row("pairwise agreement", Figure.of("%.3f", found.pairwise()), "-");
    audit
        .terms()
        .forEach((term, effect) ->
            table.row(
                "the labels pay for " + term + ", log-odds",
                "%.2f".formatted(effect.mean()),
                interval(Optional.of(effect))));
    return table;
  }

  private static Table people(LabelAudit audit) {
    Table table =
        new Table(
            "annotator",
            "labels",
            "gold",
            "self",
            "others",
            "length",
            "sure",
            "first",
            "cites",
            "status");
    for (AnnotatorReport person : audit.annotators()) {
      table.row(
          name(person),
          String.valueOf(person.labels()),
          mean(person.goldAccuracy()),
          mean(person.consistency()),
          mean(person.agreement()),
          mean(person.lengthBias()),
          mean(person.confidenceBias()),
          mean(person.positionBias()),
          Figure.of("%.2f", person.rationaleSpecific()),
          person.status());
    }
    return table;
  }

  private static boolean hasCourse(AnnotatorReport person) {
    return person.repeats() > 0 || person.driftInterval().isPresent();
  }

  /// What only shows over time: repeats by how their sides were shown, and drift.
  private static Table course(LabelAudit audit) {
    Table table =
        new Table("annotator", "repeats", "same sides", "swapped", "drift/100 tasks", "95%");
    for (AnnotatorReport person : audit.annotators()) {
      table.row(
          name(person),
          String.valueOf(person.repeats()),
          mean(person.consistencySameSides()),
          mean(person.consistencySwapped()),
          Figure.of("%.2f", person.drift()),
          person.driftInterval().map(it -> "%.2f to %.2f".formatted(it.lo(), it.hi())).orElse("-"));
    }
    return table;
  }

  private static Table flags(LabelAudit audit) {
    Table table = new Table("annotator", "what stands out");
    for (AnnotatorReport person : audit.annotators()) {
      for (String flag : person.flags()) {
        table.row(name(person), flag);
      }
    }
    return table;
  }

  private static String name(AnnotatorReport person) {
    return person.id().isEmpty() ? "(nobody named)" : person.id();
  }

  private static String mean(Optional<Interval> interval) {
    return Figure.of(
        "%.2f", interval.map(it -> OptionalDouble.of(it.mean())).orElse(OptionalDouble.empty()));
  }

  private static String interval(Optional<Interval> interval) {
    return interval.map(it -> "%.3f to %.3f".formatted(it.lo(), it.hi())).orElse("-");
  }
}
