package org.rlhflab.ppo.lesson.labeling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.rlhflab.ppo.lesson.labeling.LabelingTasks.Task;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.Verdict;

/// One person's labels of [LabelingTasks], in a standard label file that is whole at every moment:
/// it is replaced after every choice and every undoing.
///
/// A file that is there is gone on with, in a new session. Known answers are written into the
/// labels, so that `rlhf labels audit` measures them too.
public final class OwnLabels {
  /// What can be said of a pair.
  public enum Side {
    FIRST,
    SECOND,
    TIE
  }

  private final Path file;
  private final LabelingTasks tasks;
  private final String annotator;
  private final KnownAnswer.Judge judge;
  private final Predicate<KnownAnswer> isGold;
  private final List<Preference> labels;
  private final int session;

  private OwnLabels(
      Path file,
      LabelingTasks tasks,
      String annotator,
      KnownAnswer.Judge judge,
      Predicate<KnownAnswer> isGold,
      List<Preference> labels) {
    this.file = file;
    this.tasks = tasks;
    this.annotator = annotator;
    this.judge = judge;
    this.isGold = isGold;
    this.labels = labels;
    this.session = 1 + labels.stream().mapToInt(OwnLabels::session).max().orElse(0);
  }

  /// The labels of a file, or none where there is none yet.
  public static OwnLabels open(
      Path file, LabelingTasks tasks, String annotator, KnownAnswer.Judge judge) {
    return open(file, tasks, annotator, judge, _ -> true);
  }

  /// The same, with the known answer written only into labels of tasks that serve as gold.
  public static OwnLabels open(
      Path file,
      LabelingTasks tasks,
      String annotator,
      KnownAnswer.Judge judge,
      Predicate<KnownAnswer> isGold) {
    List<Preference> labels =
        Files.exists(file) ? new ArrayList<>(PreferenceFile.read(file)) : new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    tasks.tasks().forEach(task -> places.put(id(annotator, task.id()), places.size()));
    for (int l = 0; l < labels.size(); l++) {
      if (!Integer.valueOf(l).equals(places.get(labels.get(l).id()))) {
        throw BadInput.in(
            file,
            "label %d is not of the task that was given; move the file away to begin anew"
                .formatted(l + 1));
      }
    }
    return new OwnLabels(file, tasks, annotator, judge, isGold, labels);
  }

  /// Where they are.
  public Path file() {
    return file;
  }

  /// How many tasks are done.
  public int done() {
    return labels.size();
  }

  /// How many there are.
  public int total() {
    return tasks.tasks().size();
  }

  /// What is to be judged next; empty when all is done.
  public Optional<Task> next() {
    return done() < total() ? Optional.of(tasks.tasks().get(done())) : Optional.empty();
  }

  /// Everything said so far, in order.
  public List<Preference> labels() {
    return List.copyOf(labels);
  }

  /// Says something of the next task, and saves it.
  public void label(Side side, double seconds) {
    label(side, seconds, "");
  }

  /// The same, with the reason for it.
  public void label(Side side, double seconds, String rationale) {
    Task task = next().orElseThrow(() -> new IllegalStateException("all tasks are done"));
    labels.add(preference(task, side, seconds, rationale));
    save();
  }

  /// Takes the last one back, and saves that; false where there is none.
  public boolean undo() {
    if (labels.isEmpty()) {
      return false;
    }
    labels.removeLast();
    save();
    return true;
  }

  private Preference preference(Task task, Side side, double seconds, String rationale) {
    boolean firstChosen = side != Side.SECOND;
    String chosen = firstChosen ? task.first() : task.second();
    String rejected = firstChosen ? task.second() : task.first();
    int before = (int) labels.stream().filter(label -> session(label) == session).count();
    Preference label =
        new Preference(
            id(annotator, task.id()),
            task.prompt(),
            chosen,
            rejected,
            side == Side.TIE,
            annotator,
            Preference.OVERALL,
            rationale,
            Optional.of(firstChosen ? Verdict.CHOSEN : Verdict.REJECTED),
            Optional.empty(),
            task.repeatOf().isEmpty() ? "" : id(annotator, task.repeatOf()),
            String.valueOf(session),
            OptionalInt.of(before + 1),
            OptionalDouble.of(Math.round(10 * seconds) / 10.0),
            task.source(),
            OptionalInt.empty(),
            1,
            Map.of());
    return judge
        .of(task.prompt(), chosen, rejected)
        .filter(isGold)
        .map(known -> label.withGold(known.verdict()))
        .orElse(label);
  }

  /// A label file needs at least one line, so none is no file.
  private void save() {
    if (!labels.isEmpty()) {
      PreferenceFile.write(file, labels);
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  private static String id(String annotator, String task) {
    return task + ":" + annotator;
  }

  private static int session(Preference label) {
    return label.session().matches("[0-9]{1,6}") ? Integer.parseInt(label.session()) : 0;
  }
}
