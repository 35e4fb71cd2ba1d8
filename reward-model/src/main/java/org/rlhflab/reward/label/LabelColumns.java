package org.rlhflab.reward.label;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.reward.label.format.LabelKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The columns of a file of labels. Hugging Face's `datasets`, which reads files for TRL, wants the
/// same ones of the same type in every line, and TRL takes some names for its own: in its forms
/// every line gets every column, those of mixed or nested types and those names left out.
final class LabelColumns {
  /// Columns by which TRL tells what a data set is, or that it feeds to the model.
  private static final Set<String> NAMES_OF_TRL =
      Set.of(
          "messages",
          "completion",
          "text",
          "label",
          "image",
          "images",
          "tools",
          "chat_template_kwargs");

  private static final Set<String> TEXTS_OF_OURS =
      Set.of(
          "id",
          "annotator",
          "criterion",
          "rationale",
          "first",
          "gold",
          "repeat_of",
          "session",
          "source");

  private enum Type {
    TEXT,
    WHOLE,
    FRACTION,
    FLAG,
    MIXED
  }

  private final Map<String, Type> columns = new LinkedHashMap<>();
  private final LabelKind kind;
  private long lines;
  private long ties;

  /// For a file of a form.
  LabelColumns(LabelKind kind) {
    this.kind = kind;
  }

  /// Looks at one label in our own form.
  void add(ObjectNode label) {
    if (isTie(label) && !kind.hasTies()) {
      ties++;
      return;
    }
    lines++;
    label.forEachEntry((name, value) -> columns.merge(name, type(value), LabelColumns::join));
  }

  /// Lines to write.
  long lines() {
    return lines;
  }

  /// Ties that the form has no word for.
  long ties() {
    return ties;
  }

  /// Every column, in the order in which they came.
  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /// A label with the columns that its file is to have.
  ObjectNode fitted(ObjectNode label) {
    if (!kind.isOfTrl()) {
      return label;
    }
    ObjectNode fitted = label.objectNode();
    columns.forEach((name, type) -> {
      boolean needed = name.equals("completion") && !label.has("chosen");
      if (type != Type.MIXED && (needed || !NAMES_OF_TRL.contains(name))) {
        put(fitted, name, type, label.get(name));
      }
    });
    return fitted;
  }

  private static void put(
      ObjectNode fitted,
      String name,
      Type type,
      @org.jspecify.annotations.Nullable JsonNode value) {
    if (value != null && type == Type.FRACTION) {
      fitted.put(name, value.doubleValue());
    } else if (value != null) {
      fitted.set(name, value);
    } else if (TEXTS_OF_OURS.contains(name)) {
      fitted.put(name, "");
    } else if (name.equals("weight")) {
      fitted.put(name, 1.0);
    } else {
      fitted.putNull(name);
    }
  }

  /// Whether a label prefers neither.
  static boolean isTie(ObjectNode label) {
    return label.path("tie").asBoolean(false);
  }

  private static Type type(JsonNode value) {
    if (value.isString()) {
      return Type.TEXT;
    }
    if (value.isBoolean()) {
      return Type.FLAG;
    }
    if (value.isInt() || value.isLong()) {
      return Type.WHOLE;
    }
    return value.isFloatingPointNumber() ? Type.FRACTION : Type.MIXED;
  }

  private static Type join(Type a, Type b) {
    if (a == b) {
      return a;
    }
    boolean numbers =
        (a == Type.WHOLE && b == Type.FRACTION) || (a == Type.FRACTION && b == Type.WHOLE);
    return numbers ? Type.FRACTION : Type.MIXED;
  }
}
