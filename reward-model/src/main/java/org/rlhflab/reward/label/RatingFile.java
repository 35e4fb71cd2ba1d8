package org.rlhflab.reward.label;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.LabelLines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ratings as JSON Lines, ours or HelpSteer's, read as strictly as [PreferenceFile] reads
/// preferences, and written with the same bytes every time:
/// `{"id","prompt","response","annotator","ratings":{"accuracy":1..5,...},"source"}`. Beside the
/// rubric's dimensions, whose marks are whole, there may be those of [Rating#OTHERS].
public final class RatingFile {
  static final String NEEDS = "every rating needs prompt, response, ratings (see data/README.md)";

  private static final Set<String> KNOWN =
      Set.of("id", "prompt", "response", "annotator", "ratings", "source");

  private RatingFile() {}

  /// Takes one rating.
  @FunctionalInterface
  public interface OnRating {
    /// `line` counts from 1.
    void accept(long line, Rating rating);
  }

  /// Every rating of a file; the first bad line ends it.
  public static List<Rating> read(Path file) {
    List<Rating> ratings = new ArrayList<>();
    forEach(
        file,
        (line, rating) -> ratings.add(rating),
        (_, problem, _) -> {
          throw problem;
        });
    return ratings;
  }

  /// Every good rating in order, and every bad line to `onBad`.
  public static void forEach(Path file, OnRating onRating, TextLines.BadLine onBad) {
    PreferenceFile.Ids ids = new PreferenceFile.Ids(file);
    LabelLines.of(file, NEEDS)
        .forEach(
            (line, object, kind, _) -> {
              LineFields fields = new LineFields(file, line, object, NEEDS);
              if (kind.holds() != LabelKind.Holds.RATINGS) {
                throw fields.error("is no rating, but in the form " + kind.key() + "; " + NEEDS);
              }
              Rating rating = rating(fields);
              ids.check(rating.id(), line);
              onRating.accept(line, rating);
            },
            onBad,
            Progress.NONE);
  }

  /// Writes ratings, one a line, whole or not at all.
  public static void write(Path file, Iterable<Rating> ratings) {
    JsonLines.write(file, sink -> ratings.forEach(it -> sink.write(object(it))));
  }

  /// What [#write] would write, as text.
  public static String text(Iterable<Rating> ratings) {
    StringBuilder text = new StringBuilder();
    ratings.forEach(it -> text.append(Json.MAPPER.writeValueAsString(object(it))).append('\n'));
    return text.toString();
  }

  static Rating rating(LineFields fields) {
    String prompt = fields.text("prompt");
    String response = fields.text("response");
    PreferenceFile.checkResponse(fields, "response", response);
    ObjectNode given = given(fields);
    return new Rating(
        fields.optionalText("id"),
        prompt,
        response,
        fields.optionalText("annotator"),
        marks(fields, given),
        others(fields, given),
        fields.optionalText("source"),
        fields.allBut(KNOWN));
  }

  private static ObjectNode given(LineFields fields) {
    if (!fields.has("ratings")) {
      throw fields.error("\"ratings\" is missing; " + NEEDS);
    }
    if (!(fields.object().get("ratings") instanceof ObjectNode given) || given.isEmpty()) {
      throw fields.error(
          "\"ratings\" must be an object such as {\"accuracy\":4}, got "
              + fields.object().get("ratings"));
    }
    return given;
  }

  private static Map<Dimension, Integer> marks(LineFields fields, ObjectNode given) {
    Map<Dimension, Integer> marks = new EnumMap<>(Dimension.class);
    given.forEachEntry((name, mark) -> {
      if (!Rating.OTHERS.contains(name)) {
        marks.put(dimension(fields, name), mark(fields, name, mark));
      }
    });
    return marks;
  }

  private static Map<String, Double> others(LineFields fields, ObjectNode given) {
    Map<String, Double> others = new LinkedHashMap<>();
    given.forEachEntry((name, mark) -> {
      if (Rating.OTHERS.contains(name)) {
        double value = mark.isNumber() ? mark.doubleValue() : Double.NaN;
        if (!(value >= Rating.LOWEST && value <= Rating.HIGHEST)) {
          throw fields.error("the rating of %s must be 1 to 5, got %s".formatted(name, mark));
        }
        others.put(name, value);
      }
    });
    return others;
  }

  private static Dimension dimension(LineFields fields, String name) {
    return Arrays.stream(Dimension.values())
        .filter(dimension -> dimension.key().equals(name))
        .findFirst()
        .orElseThrow(() ->
            fields.error(
                "\"ratings\" holds \"%s\", which is no dimension; there are %s"
                    .formatted(
                        name,
                        Arrays.stream(Dimension.values())
                            .map(Dimension::key)
                            .collect(Collectors.joining(", ")))));
  }

  private static int mark(LineFields fields, String name, JsonNode mark) {
    double value = mark.isNumber() ? mark.doubleValue() : Double.NaN;
    if (!(value >= Rating.LOWEST && value <= Rating.HIGHEST) || value != Math.rint(value)) {
      throw fields.error("the rating of %s must be 1, 2, 3, 4 or 5, got %s".formatted(name, mark));
    }
    return (int) value;
  }

  private static ObjectNode object(Rating rating) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    PreferenceFile.putText(object, "id", rating.id());
    object.put("prompt", rating.prompt());
    object.put("response", rating.response());
    PreferenceFile.putText(object, "annotator", rating.annotator());
    ObjectNode marks = object.putObject("ratings");
    rating.ratings().forEach((dimension, mark) -> marks.put(dimension.key(), mark));
    rating
        .others()
        .forEach((name, mark) -> {
          if (mark == Math.rint(mark)) {
            marks.put(name, (int) (double) mark);
          } else {
            marks.put(name, mark);
          }
        });
    PreferenceFile.putText(object, "source", rating.source());
    rating.extra().forEach((field, value) -> object.set(field, Json.MAPPER.valueToTree(value)));
    return object;
  }
}
