package org.rlhflab.ppo.lesson.labeling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import tools.jackson.core.JacksonException;

/// The pairs that somebody is given, in order, hidden repeats among them. They are drawn once and
/// kept in a file, so that a run folder that changes does not change the tasks.
///
/// @param tasks in order
public record LabelingTasks(List<Task> tasks) {
  /// A pair is given only if the rubric tells its two sides apart by at least this many points, or
  /// not at all.
  static final double CLEAR = 0.2;

  /// At most one pair in so many is one that the rubric cannot tell apart.
  private static final int TIES = 10;

  /// One task.
  ///
  /// @param id unique among the tasks
  /// @param prompt the question
  /// @param first the response shown first
  /// @param second the response shown second
  /// @param repeatOf the id of the task that this one repeats, or empty
  /// @param source where the responses come from
  public record Task(
      String id, String prompt, String first, String second, String repeatOf, String source) {
    /// A task that a file gives without these two is no repeat and of unknown origin.
    public Task {
      repeatOf = Objects.requireNonNullElse(repeatOf, "");
      source = Objects.requireNonNullElse(source, "");
    }
  }

  /// Checks that there is something to do, and copies its list.
  public LabelingTasks {
    tasks = List.copyOf(Objects.requireNonNullElse(tasks, List.of()));
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("holds no task");
    }
  }

  /// Draws pairs out of labels, whoever is called chosen there, and repeats some of them, the sides
  /// exchanged in every second repeat. A repeat comes in the second half, never right after its
  /// original.
  public static LabelingTasks draw(
      List<Preference> labels, KnownAnswer.Judge judge, int pairs, int repeats, long seed) {
    RandomStreams random = new RandomStreams(seed);
    List<Preference> shuffled = new ArrayList<>(labels);
    Collections.shuffle(shuffled, random.stream("lesson", "pairs"));
    RandomGenerator sides = random.stream("lesson", "sides");
    List<Task> tasks = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    int ties = 0;
    for (Preference label : shuffled) {
      if (tasks.size() == pairs) {
        break;
      }
      Optional<KnownAnswer> known = label.isEmptyChoice() ? Optional.empty() : judge.of(label);
      if (known.isEmpty() || asked.contains(label.prompt())) {
        continue;
      }
      boolean tie = known.get().gap() == 0;
      if (tie ? ties >= pairs / TIES : Math.abs(known.get().gap()) < CLEAR) {
        continue;
      }
      ties += tie ? 1 : 0;
      asked.add(label.prompt());
      boolean swap = sides.nextBoolean();
      tasks.add(
          new Task(
              "task-%02d".formatted(tasks.size() + 1),
              label.prompt(),
              swap ? label.rejected() : label.chosen(),
              swap ? label.chosen() : label.rejected(),
              "",
              label.source()));
    }
    if (tasks.size() < pairs) {
      throw new BadInput(
          "only %d of the labels hold a pair that the rubric can tell apart, %d are needed; give another --run"
              .formatted(tasks.size(), pairs));
    }
    return new LabelingTasks(withRepeats(tasks, repeats));
  }

  private static List<Task> withRepeats(List<Task> once, int repeats) {
    List<Task> tasks = new ArrayList<>(once);
    int half = once.size() / 2;
    int apart = Math.max(1, half / Math.max(1, repeats));
    for (int r = 0; r < repeats && r * apart < half; r++) {
      Task original = once.get(r * apart);
      boolean swap = r % 2 == 1;
      tasks.add(
          Math.min(tasks.size(), half + (r + 1) * (apart + 1)),
          new Task(
              "task-%02d".formatted(once.size() + r + 1),
              original.prompt(),
              swap ? original.second() : original.first(),
              swap ? original.first() : original.second(),
              original.id(),
              original.source()));
    }
    return tasks;
  }

  /// The tasks in a file.
  public static Optional<LabelingTasks> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(
        Json.read(
            file,
            node -> {
              try {
                return Json.MAPPER.treeToValue(node, LabelingTasks.class);
              } catch (JacksonException e) {
                throw new IllegalArgumentException("holds no tasks of rlhf lesson", e);
              }
            },
            "move it away, with the label file beside it, to begin anew"));
  }

  /// Writes them, whole or not at all.
  public void write(Path file) {
    AtomicFile.writeText(file, Json.MAPPER.writeValueAsString(this) + "\n");
  }
}
