package org.rlhflab.ppo.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rlhflab.ppo.lesson.demonstration.Demonstration;
import org.rlhflab.pretrain.stage.Json;

/// The lesson in its own words, as `lesson.json` holds it.
///
/// @param sections in order
public record Lesson(List<Section> sections) {

  /// A part of the lesson that can be gone to by its number.
  ///
  /// @param id unique, for progress files and addresses
  /// @param title as shown
  /// @param claims what it says, at least one
  /// @param exercise the [Exercises] entry that ends it, by name
  public record Section(String id, String title, List<Claim> claims, Optional<String> exercise) {
    /// Copies its list; a section may have no exercise.
    public Section {
      claims = List.copyOf(claims);
      exercise = Objects.requireNonNullElse(exercise, Optional.empty());
    }
  }

  /// Something said, and what shows it.
  ///
  /// @param says in a few sentences
  /// @param shown the demonstration's name
  /// @param tried a command that shows more; `{base}`, `{sft}`, `{policy}` and `{data}` stand for
  ///   folders
  public record Claim(
      String says,
      String shown,
      @com.fasterxml.jackson.annotation.JsonProperty("try") String tried) {

    /// What shows it.
    public Demonstration demonstration() {
      return Demonstration.of(shown);
    }
  }

  /// Copies its list.
  public Lesson {
    sections = List.copyOf(sections);
  }

  /// The lesson that comes along.
  public static Lesson load() {
    return resource("lesson.json", Lesson.class);
  }

  /// A record from a JSON file beside this class.
  static <T> T resource(String name, Class<T> type) {
    try (InputStream in = Objects.requireNonNull(Lesson.class.getResourceAsStream(name), name)) {
      return Json.MAPPER.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
