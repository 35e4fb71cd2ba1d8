package org.rlhflab.ppo.lab.annotation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.lesson.RationaleJudgment;
import org.rlhflab.ppo.lesson.labeling.LabelingTasks;
import org.rlhflab.ppo.lesson.labeling.LabelingTasks.Task;
import org.rlhflab.ppo.lesson.labeling.OwnLabels;
import org.rlhflab.ppo.lesson.labeling.OwnLabels.Side;
import org.rlhflab.reward.collection.GoldTasks;
import org.rlhflab.reward.label.Preference;

/// One person's pairs: what comes next, what was said. Every click is on the disk before it is
/// answered. Among the tasks, unmarked, are repeats, and gold tasks: pairs of which the rubric
/// clearly prefers one.
final class PairSitting {
  static final int PAIRS = 50;
  static final int REPEATS = 6;

  private final LabelPool pool;
  private final OwnLabels labels;

  PairSitting(Path folder, PersonName person, LabelPool pool) {
    this.pool = pool;
    Path file = folder.resolve("pairs.json");
    LabelingTasks tasks =
        LabelingTasks.read(file)
            .orElseGet(() -> {
              LabelingTasks drawn =
                  LabelingTasks.draw(
                      pool.crowd(), pool.judge(), PAIRS, REPEATS, person.text().hashCode());
              drawn.write(file);
              return drawn;
            });
    this.labels =
        OwnLabels.open(
            folder.resolve("labels.jsonl"),
            tasks,
            person.text(),
            pool.judge(),
            known -> Math.abs(known.gap()) >= GoldTasks.CLEAR);
  }

  /// What a page shows. Which tasks are gold or repeats it does not say.
  ///
  /// @param done how many are judged
  /// @param total how many there are
  /// @param task the next one's name, or empty
  /// @param prompt its question
  /// @param first the response on the left
  /// @param second the one on the right
  /// @param reason what is to be said of the reason that came with the last label, or empty
  record View(
      int done,
      int total,
      String task,
      String prompt,
      String first,
      String second,
      Optional<ReasonView> reason) {}

  /// What is said of a reason.
  ///
  /// @param cites whether it has to do with the responses
  /// @param sentence for whoever wrote it
  record ReasonView(boolean cites, String sentence) {
    static ReasonView of(RationaleJudgment judgment) {
      return new ReasonView(judgment.citesContent(), judgment.sentence());
    }
  }

  synchronized View view() {
    return view(Optional.empty());
  }

  private View view(Optional<ReasonView> reason) {
    Optional<Task> next = labels.next();
    return new View(
        labels.done(),
        labels.total(),
        next.map(Task::id).orElse(""),
        next.map(Task::prompt).orElse(""),
        next.map(Task::first).orElse(""),
        next.map(Task::second).orElse(""),
        reason);
  }

  /// Labels a task. A click that was sent twice, or that another page of the same person has
  /// already sent, changes nothing.
  synchronized View label(String task, Side side, double seconds, String rationale) {
    Optional<Task> next = labels.next().filter(it -> it.id().equals(task));
    if (next.isEmpty()) {
      return view();
    }
    labels.label(side, seconds, rationale);
    return view(
        rationale.isBlank()
            ? Optional.empty()
            : Optional.of(ReasonView.of(judgment(next.get(), side, rationale))));
  }

  synchronized View undo() {
    labels.undo();
    return view();
  }

  /// What would be said of a reason for the next task.
  synchronized ReasonView reason(String rationale) {
    return labels
        .next()
        .map(task -> ReasonView.of(judgment(task, Side.FIRST, rationale)))
        .orElse(new ReasonView(false, ""));
  }

  private static RationaleJudgment judgment(Task task, Side side, String rationale) {
    boolean first = side != Side.SECOND;
    return RationaleJudgment.of(
        task.prompt(),
        first ? task.first() : task.second(),
        first ? task.second() : task.first(),
        rationale);
  }

  synchronized List<Preference> labels() {
    return labels.labels();
  }

  PairFeedback feedback() {
    return PairFeedback.of(labels(), pool);
  }
}
