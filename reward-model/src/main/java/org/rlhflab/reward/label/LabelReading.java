package org.rlhflab.reward.label;

import java.util.function.UnaryOperator;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.LabelLines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Labels of any sort, checked by the rules of their sort and given in our own form, what says
/// nothing left out: the form in which two labels can be compared.
///
/// @param lines the file
/// @param holds the sort
record LabelReading(LabelLines lines, LabelKind.Holds holds) {
  private static final String DEMONSTRATION_NEEDS =
      "every demonstration needs prompt and completion (see data/README.md)";

  /// Takes one label.
  @FunctionalInterface
  interface OnLabel {
    void accept(long line, ObjectNode label);
  }

  void forEach(OnLabel onLabel, TextLines.BadLine onBad, Progress progress) {
    switch (holds) {
      case PAIRS ->
          PreferenceFile.forEach(
              lines,
              (line, label) -> onLabel.accept(line, PreferenceFile.object(label)),
              onBad,
              progress);
      case RATINGS -> others(RatingFile.NEEDS, LabelReading::rating, onLabel, onBad, progress);
      case DEMONSTRATIONS ->
          others(DEMONSTRATION_NEEDS, LabelReading::demonstration, onLabel, onBad, progress);
    }
  }

  private void others(
      String needs,
      UnaryOperator<LineFields> check,
      OnLabel onLabel,
      TextLines.BadLine onBad,
      Progress progress) {
    PreferenceFile.Ids ids = new PreferenceFile.Ids(lines.file());
    lines.forEach(
        (line, object, kind, _) -> {
          LineFields fields = new LineFields(lines.file(), line, object, needs);
          if (kind.holds() != holds) {
            throw fields.error("is in the form " + kind.key() + "; " + needs);
          }
          ObjectNode label = check.apply(fields).object();
          ids.check(label.path("id").asString(""), line);
          onLabel.accept(line, label);
        },
        onBad,
        progress);
  }

  /// A label as it is read back from a line of that kind.
  static ObjectNode readBack(LineFields line, LabelKind kind) {
    LineFields ours = new LineFields(line.file(), line.line(), kind.ours(line), line.needs());
    return switch (kind.holds()) {
      case PAIRS -> PreferenceFile.object(PreferenceFile.preference(ours));
      case RATINGS -> rating(ours).object();
      case DEMONSTRATIONS -> demonstration(ours).object();
    };
  }

  private static LineFields demonstration(LineFields fields) {
    fields.text("prompt");
    fields.text("completion");
    return withoutEmpty(fields);
  }

  /// Marks on any dimensions, fractions too: the rubric's dimensions are [RatingFile]'s business.
  static LineFields rating(LineFields fields) {
    fields.text("prompt");
    PreferenceFile.checkResponse(fields, "response", fields.text("response"));
    JsonNode marks = fields.object().path("ratings");
    if (!marks.isObject() || marks.isEmpty()) {
      throw fields.error(
          "\"ratings\" must be an object such as {\"accuracy\":4}; " + fields.needs());
    }
    marks.forEachEntry((dimension, mark) -> {
      if (!mark.isNumber()
          || !(mark.doubleValue() >= Rating.LOWEST && mark.doubleValue() <= Rating.HIGHEST)) {
        throw fields.error("the rating of %s must be 1 to 5, got %s".formatted(dimension, mark));
      }
    });
    return withoutEmpty(fields);
  }

  private static LineFields withoutEmpty(LineFields fields) {
    ObjectNode label = fields.object().objectNode();
    fields
        .object()
        .forEachEntry((field, value) -> {
          if (!value.isNull() && !(value.isString() && value.stringValue().isEmpty())) {
            label.set(field, value);
          }
        });
    return new LineFields(fields.file(), fields.line(), label, fields.needs());
  }
}
