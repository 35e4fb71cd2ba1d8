package org.rlhflab.ppo.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.rlhflab.ppo.lesson.Exercises;
import org.rlhflab.ppo.lesson.Exercises.Exercise;
import org.rlhflab.ppo.lesson.Exercises.OwnPairs;
import org.rlhflab.ppo.lesson.Exercises.RankPair;
import org.rlhflab.ppo.lesson.Exercises.WhichStage;
import org.rlhflab.ppo.lesson.Lesson;
import org.rlhflab.ppo.lesson.Lesson.Claim;
import org.rlhflab.ppo.lesson.Lesson.Section;
import org.rlhflab.ppo.lesson.LessonProgress;
import org.rlhflab.ppo.lesson.RationaleJudgment;
import org.rlhflab.ppo.lesson.demonstration.Demonstrations;
import org.rlhflab.ppo.lesson.demonstration.Evidence;
import org.rlhflab.reward.label.KnownAnswer;

/// The lesson as a talk: claim by claim, exercise by exercise, saved at every step.
final class LessonTalk {
  private final Lesson lesson;
  private final Exercises exercises;
  private final Evidence evidence;
  private final LessonFiles files;
  private final LessonPage page;
  private final long seed;
  private LessonProgress progress;

  LessonTalk(
      Lesson lesson,
      Exercises exercises,
      Evidence evidence,
      LessonFiles files,
      LessonPage page,
      long seed) {
    this.lesson = lesson;
    this.exercises = exercises;
    this.evidence = evidence;
    this.files = files;
    this.page = page;
    this.seed = seed;
    this.progress = LessonProgress.read(files.progress(), files.name());
  }

  /// From a section, counted from 0, to the end of the lesson or until the user stops.
  void run(int from, Keyboard keyboard, InstantSource clock) throws IOException {
    for (int s = from; s < lesson.sections().size(); s++) {
      Section section = lesson.sections().get(s);
      page.heading(s + 1, section);
      if (!section(section, keyboard, clock)) {
        page.paragraph("");
        page.paragraph("Saved. This goes on from here:");
        page.command(files.command());
        return;
      }
      save(progress.finished(section.id()).at(section.id(), 0));
    }
    page.paragraph("");
    page.paragraph("That was the lesson. rlhf lesson --list shows its sections.");
  }

  /// Everything from one section to before another, answers included, without asking anything.
  void print(int from, int to) {
    for (int s = from; s < to; s++) {
      Section section = lesson.sections().get(s);
      page.heading(s + 1, section);
      section.claims().forEach(this::show);
      exercises
          .of(section)
          .ifPresent(exercise -> {
            switch (exercise) {
              case RankPair pair -> {
                page.exercise(pair.title());
                page.pair(pair.prompt(), pair.first(), pair.second());
                page.paragraph(pair.ask());
                page.answer(pair, rubric(pair));
              }
              case WhichStage which -> {
                page.exercise(which.title());
                page.paragraph(which.ask());
                which
                    .tasks()
                    .forEach(task -> {
                      page.task(which, task);
                      page.answer(task);
                    });
              }
              case OwnPairs own -> labeling(own).print();
            }
          });
    }
  }

  private boolean section(Section section, Keyboard keyboard, InstantSource clock)
      throws IOException {
    boolean left = progress.section().equals(section.id()) && !isFinished(section);
    int claims = section.claims().size();
    int first = left ? Math.min(progress.claim(), claims) : 0;
    for (int c = first; c < claims; c++) {
      save(progress.at(section.id(), c));
      show(section.claims().get(c));
      if (!goesOn(keyboard)) {
        return false;
      }
      save(progress.at(section.id(), c + 1));
    }
    Optional<Exercise> exercise = exercises.of(section);
    if (exercise.isEmpty()) {
      return true;
    }
    return switch (exercise.get()) {
      case RankPair pair -> rank(section, pair, keyboard);
      case WhichStage which -> stages(section, which, keyboard);
      case OwnPairs own -> labeling(own).run(keyboard, clock);
    };
  }

  private boolean isFinished(Section section) {
    return progress.finished().contains(section.id());
  }

  private void show(Claim claim) {
    page.claim(claim, new Demonstrations(evidence).of(claim.demonstration()));
  }

  private LabelingTalk labeling(OwnPairs own) {
    return new LabelingTalk(own, evidence, files, page, seed);
  }

  private boolean goesOn(Keyboard keyboard) throws IOException {
    page.ask("Enter goes on, q stops:");
    Optional<String> line = keyboard.line();
    return line.isPresent() && !line.get().strip().equalsIgnoreCase("q");
  }

  private boolean rank(Section section, RankPair pair, Keyboard keyboard) throws IOException {
    page.exercise(pair.title());
    page.pair(pair.prompt(), pair.first(), pair.second());
    Optional<Character> choice =
        choice(pair.ask() + " 1, 2, or 0 for a tie (q stops):", "120", keyboard);
    if (choice.isEmpty()) {
      return false;
    }
    String reason = "";
    if (pair.asksReason()) {
      page.ask("Why? In a sentence:");
      Optional<String> line = keyboard.line();
      if (line.isEmpty()) {
        return false;
      }
      reason = line.get().strip();
    }
    page.paragraph("");
    page.paragraph(
        choice.get() == (char) ('0' + pair.better())
            ? "  Yes."
            : "  The lesson sees it otherwise.");
    if (pair.asksReason()) {
      page.paragraph(
          "  "
              + RationaleJudgment.of(pair.prompt(), pair.chosen(), pair.rejected(), reason)
                  .sentence());
    }
    page.answer(pair, rubric(pair));
    answered(section, reason.isEmpty() ? choice.get().toString() : choice.get() + " " + reason);
    return goesOn(keyboard);
  }

  private boolean stages(Section section, WhichStage which, Keyboard keyboard) throws IOException {
    page.exercise(which.title());
    StringBuilder given = new StringBuilder();
    String keys = "123456789".substring(0, which.stages().size());
    for (WhichStage.Task task : which.tasks()) {
      page.paragraph("");
      page.task(which, task);
      Optional<Character> choice =
          choice("%s 1 to %d (q stops):".formatted(which.ask(), keys.length()), keys, keyboard);
      if (choice.isEmpty()) {
        return false;
      }
      page.paragraph("");
      page.paragraph(task.accepted().contains(choice.get() - '0') ? "  Yes." : "  Not this one.");
      page.answer(task);
      given.append(choice.get());
    }
    answered(section, given.toString());
    return goesOn(keyboard);
  }

  /// One of these keys; empty if the user stops.
  private Optional<Character> choice(String question, String keys, Keyboard keyboard)
      throws IOException {
    page.ask(question);
    for (Optional<Character> key = keyboard.key(); key.isPresent(); key = keyboard.key()) {
      if (keys.indexOf(key.get()) >= 0) {
        return key;
      }
      if (Character.toLowerCase(key.get()) == 'q') {
        return Optional.empty();
      }
      page.ask(question);
    }
    return Optional.empty();
  }

  private String rubric(RankPair pair) {
    KnownAnswer known =
        evidence.judge().of(pair.prompt(), pair.first(), pair.second()).orElseThrow();
    return "The gold rubric gives %.1f to 1 and %.1f to 2."
        .formatted(known.chosen().overall(), known.rejected().overall());
  }

  private void answered(Section section, String answer) {
    save(progress.answered(section.exercise().orElseThrow(), answer));
  }

  private void save(LessonProgress now) {
    progress = now;
    progress.write(files.progress());
  }
}
