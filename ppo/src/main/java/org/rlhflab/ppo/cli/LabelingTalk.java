package org.rlhflab.ppo.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.rlhflab.ppo.lesson.Exercises.OwnPairs;
import org.rlhflab.ppo.lesson.demonstration.Evidence;
import org.rlhflab.ppo.lesson.labeling.LabelingTasks;
import org.rlhflab.ppo.lesson.labeling.LabelingTasks.Task;
import org.rlhflab.ppo.lesson.labeling.OwnLabels;
import org.rlhflab.ppo.lesson.labeling.OwnLabels.Side;
import org.rlhflab.ppo.lesson.labeling.OwnLabelsReport;
import org.rlhflab.ppo.lesson.labeling.OwnLabelsReport.Difference;
import org.rlhflab.pretrain.statistics.Interval;

/// The last exercise: pairs are labelled by keys, and the labels measured.
///
/// @param exercise how many pairs, and what is said of them
/// @param evidence where the pairs come from
/// @param files where they and the labels are kept
/// @param page where they are shown
/// @param seed which pairs are drawn
record LabelingTalk(
    OwnPairs exercise, Evidence evidence, LessonFiles files, LessonPage page, long seed) {
  private static final int DIFFERENCES = 5;

  /// Goes on until all is done (true), or the user stops or the input ends (false).
  boolean run(Keyboard keyboard, InstantSource clock) throws IOException {
    OwnLabels labels = open();
    page.exercise(exercise.title());
    page.paragraph(exercise.point());
    page.paragraph("Keys: %s. Labels: %s".formatted(exercise.keys(), files.labels()));
    while (labels.next().isPresent()) {
      Task task = labels.next().get();
      page.paragraph("");
      page.paragraph("%d of %d".formatted(labels.done() + 1, labels.total()));
      page.pair(task.prompt(), task.first(), task.second());
      page.ask(exercise.ask());
      if (!judged(labels, keyboard, clock)) {
        page.paragraph("");
        page.paragraph(
            "%d of %d are done and saved. This goes on with them:"
                .formatted(labels.done(), labels.total()));
        page.command(files.command());
        return false;
      }
    }
    report(labels);
    return true;
  }

  /// The report on what there is, without asking anything.
  void print() {
    page.exercise(exercise.title());
    page.paragraph(exercise.point());
    page.paragraph("Keys: " + exercise.keys() + ".");
    Optional<LabelingTasks> tasks = LabelingTasks.read(files.pairs());
    Optional<OwnLabels> labels = tasks.map(this::open).filter(it -> it.done() > 0);
    labels.ifPresentOrElse(
        this::report,
        () -> {
          page.paragraph("In a terminal it begins with:");
          page.command(files.command() + " --section 8");
        });
  }

  private OwnLabels open() {
    return open(
        LabelingTasks.read(files.pairs())
            .orElseGet(() -> {
              LabelingTasks drawn =
                  LabelingTasks.draw(
                      evidence.labelsToDrawFrom(exercise.pairs()),
                      evidence.judge(),
                      exercise.pairs(),
                      exercise.repeats(),
                      seed);
              drawn.write(files.pairs());
              return drawn;
            }));
  }

  private OwnLabels open(LabelingTasks tasks) {
    return OwnLabels.open(files.labels(), tasks, files.name(), evidence.judge());
  }

  private boolean judged(OwnLabels labels, Keyboard keyboard, InstantSource clock)
      throws IOException {
    Instant shown = clock.instant();
    for (Optional<Character> key = keyboard.key(); key.isPresent(); key = keyboard.key()) {
      double seconds = Duration.between(shown, clock.instant()).toMillis() / 1000.0;
      switch (Character.toLowerCase(key.get())) {
        case '1' -> labels.label(Side.FIRST, seconds);
        case '2' -> labels.label(Side.SECOND, seconds);
        case '0' -> labels.label(Side.TIE, seconds);
        case 'u' -> page.paragraph(labels.undo() ? "undone" : "there is nothing to undo");
        case 'q' -> {
          return false;
        }
        default -> {
          page.ask("Keys: " + exercise.keys() + ":");
          continue;
        }
      }
      return true;
    }
    return false;
  }

  private void report(OwnLabels labels) {
    OwnLabelsReport report = OwnLabelsReport.of(labels.labels(), evidence.judge());
    page.paragraph("");
    page.paragraph(
        "Your labels, measured as a platform would (%d pairs):".formatted(report.pairs()));
    page.paragraph(
        "  Right by the rubric: %s (a tie on one side alone is half right)."
            .formatted(share(report.accuracy())));
    page.paragraph(
        "  The same judgment when a pair came again: %d of %d."
            .formatted(report.consistency().same(), report.consistency().repeats()));
    page.paragraph(
        "  You took the longer one in %d of %d choices. Log-odds for twice the words: you %s, the rubric on these pairs %s."
            .formatted(
                report.longerChosen(),
                report.unequal(),
                logOdds(report.length()),
                logOdds(report.earnedLength())));
    page.paragraph(
        "  Log-odds for sounding surer: you %s, the rubric %s."
            .formatted(logOdds(report.confidence()), logOdds(report.earnedConfidence())));
    page.paragraph("");
    page.paragraph(
        report.differences().isEmpty()
            ? "The rubric agrees with every single one."
            : "The rubric sees %d otherwise; the clearest:".formatted(report.differences().size()));
    report.differences().stream().limit(DIFFERENCES).forEach(this::difference);
    page.paragraph("");
    page.paragraph("This measures more, the pull of what is shown first among it:");
    page.command("rlhf labels audit " + labels.file());
    page.paragraph("This trains a model on them, from reading to PPO:");
    page.command("rlhf run --labels %s --out runs/%s".formatted(labels.file(), files.name()));
    page.paragraph("And this lets a careless crowd teach one, to compare:");
    page.command("rlhf run --annotators careless --out runs/careless");
  }

  private void difference(Difference it) {
    page.paragraph("");
    page.paragraph("  %d. Asked: %s".formatted(it.task(), it.prompt()));
    if (it.tie()) {
      page.paragraph(
          "  You preferred the first of these; to the rubric both are worth %.2f."
              .formatted(it.betterScore()));
    }
    page.quote(it.tie() ? "yours" : "better", it.better(), "%.2f".formatted(it.betterScore()));
    page.quote("the other", it.worse(), "%.2f".formatted(it.worseScore()));
    if (!it.tie()) {
      page.paragraph(
          "  Why: %s %.1f against %.1f."
              .formatted(
                  it.dimension().key().replace('_', ' '), it.betterPoints(), it.worsePoints()));
    }
  }

  private static String share(Optional<Interval> share) {
    return share
        .map(it ->
            "%.0f%% (%.0f to %.0f%%)".formatted(100 * it.mean(), 100 * it.lo(), 100 * it.hi()))
        .orElse("-");
  }

  private static String logOdds(Optional<Interval> effect) {
    return effect
        .map(it -> "%+.2f (%+.2f to %+.2f)".formatted(it.mean(), it.lo(), it.hi()))
        .orElse("too few pairs differ");
  }
}
