package org.rlhflab.ppo.lesson;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;

/// How far somebody is in the lesson: a small JSON file of one person.
///
/// @param name whose progress it is
/// @param section where to go on, by its id; empty at the start
/// @param claim how many of that section's claims have been read
/// @param finished ids of the sections that were gone through to the end
/// @param answers what was answered in exercises, by exercise
public record LessonProgress(
    String name, String section, int claim, List<String> finished, Map<String, String> answers) {

  /// Copies its collections; what a file leaves out is empty.
  public LessonProgress {
    name = Objects.requireNonNullElse(name, "");
    section = Objects.requireNonNullElse(section, "");
    finished = List.copyOf(Objects.requireNonNullElse(finished, List.of()));
    answers =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNullElse(answers, Map.of())));
  }

  /// Nothing read yet.
  public static LessonProgress start(String name) {
    return new LessonProgress(name, "", 0, List.of(), Map.of());
  }

  /// What a file holds, or the start where there is none.
  public static LessonProgress read(Path file, String name) {
    if (!Files.exists(file)) {
      return start(name);
    }
    return Json.read(
        file,
        node -> {
          try {
            return Json.MAPPER.treeToValue(node, LessonProgress.class);
          } catch (JacksonException e) {
            throw new IllegalArgumentException("is no progress of rlhf lesson", e);
          }
        },
        "move it away to begin anew, or take another --name");
  }

  /// Writes it, whole or not at all.
  public void write(Path file) {
    AtomicFile.writeText(file, Json.MAPPER.writeValueAsString(this) + "\n");
  }

  /// At a claim of a section.
  public LessonProgress at(String section, int claim) {
    return new LessonProgress(name, section, claim, finished, answers);
  }

  /// With a section gone through.
  public LessonProgress finished(String section) {
    List<String> more = new ArrayList<>(finished);
    if (!more.contains(section)) {
      more.add(section);
    }
    return new LessonProgress(name, section, claim, more, answers);
  }

  /// With an exercise answered.
  public LessonProgress answered(String exercise, String answer) {
    Map<String, String> more = new LinkedHashMap<>(answers);
    more.put(exercise, answer);
    return new LessonProgress(name, section, claim, finished, more);
  }

  /// The number of the section to go on with, from 0: the one that was left, or the first that is
  /// not finished; the first one where all are.
  public int next(Lesson lesson) {
    for (int s = 0; s < lesson.sections().size(); s++) {
      String id = lesson.sections().get(s).id();
      if (id.equals(section) && !finished.contains(id)) {
        return s;
      }
    }
    for (int s = 0; s < lesson.sections().size(); s++) {
      if (!finished.contains(lesson.sections().get(s).id())) {
        return s;
      }
    }
    return 0;
  }
}
