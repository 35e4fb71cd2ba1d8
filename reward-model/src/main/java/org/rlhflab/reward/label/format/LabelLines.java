package org.rlhflab.reward.label.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import tools.jackson.databind.node.ObjectNode;

/// A label file of any kind, line by line in our own form. A file is of one kind: that of its first
/// line that can be read, unless the reader names one; a line of another is bad.
///
/// @param file JSON Lines, or CSV where its name or `kind` says so; plain or `.gz`
/// @param kind what it must be; empty for whatever it looks like
/// @param columns of a CSV file, our name to the file's
/// @param needs ends the sentence on a missing field
public record LabelLines(
    Path file, Optional<LabelKind> kind, Map<String, String> columns, String needs) {

  /// Takes a line in our own form.
  @FunctionalInterface
  public interface OnLine {
    /// `kind` is what the line was written in, `text` as what; a complaint of its own about the
    /// line is thrown as [BadInput].
    void accept(long number, ObjectNode ours, LabelKind kind, String text);
  }

  /// Takes lines as they are written, before anybody parses them.
  @FunctionalInterface
  public interface QuickReader {
    /// Takes a line of the form [LabelKind#TRL], or gives false and leaves it to others; a
    /// complaint about a line that it takes is thrown as [BadInput].
    boolean takes(long number, String text);
  }

  /// Copies its map.
  public LabelLines {
    columns = Map.copyOf(columns);
  }

  /// A file of whatever kind it looks like, its columns named as ours are.
  public static LabelLines of(Path file, String needs) {
    return new LabelLines(file, Optional.empty(), Map.of(), needs);
  }

  /// Every good line to `onLine`, every bad one to `onBad`, bytes to `progress`.
  public void forEach(OnLine onLine, TextLines.BadLine onBad, Progress progress) {
    forEach((_, _) -> false, onLine, onBad, progress);
  }

  /// The same, but `quick` is offered every line first that may be in TRL's form.
  public void forEach(
      QuickReader quick, OnLine onLine, TextLines.BadLine onBad, Progress progress) {
    Reading reading = new Reading(quick, onLine, onBad);
    if (isCsv()) {
      new CsvTable(file, columns).forEach(reading::csv, onBad, progress);
      return;
    }
    boolean[] any = {false};
    TextLines.forEach(
        file,
        (number, text) -> {
          if (!text.isBlank()) {
            any[0] = true;
            reading.text(number, text);
          }
        },
        (number, problem, text) -> {
          any[0] = true;
          onBad.accept(number, problem, text);
        },
        progress);
    if (!any[0]) {
      throw BadInput.in(file, "is empty; it needs one JSON object on each line");
    }
  }

  /// What kind the file is of; a file without a readable line is refused.
  public LabelKind detected() {
    List<BadInput> problems = new ArrayList<>();
    return look(problems)
        .orElseThrow(() ->
            problems.isEmpty()
                ? BadInput.in(file, "has no line that could be read; see data/README.md")
                : problems.getFirst());
  }

  /// What kind the file is of: as named, or that of its first readable line, if it has any.
  public Optional<LabelKind> look() {
    return look(new ArrayList<>());
  }

  private Optional<LabelKind> look(List<BadInput> problems) {
    if (kind.isPresent()) {
      return kind;
    }
    try {
      forEach(
          (_, _, found, _) -> {
            throw new Found(found);
          },
          (_, problem, _) -> {
            if (problems.isEmpty()) { // the first says enough
              problems.add(problem);
            }
          },
          Progress.NONE);
    } catch (Found found) {
      return Optional.of(found.kind);
    }
    return Optional.empty();
  }

  private boolean isCsv() {
    Path name = file.getFileName();
    String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    return kind.map(it -> it == LabelKind.CSV)
        .orElse(lower.endsWith(".csv") || lower.endsWith(".csv.gz"));
  }

  /// Ends reading at the first good line.
  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final LabelKind kind;

    Found(LabelKind kind) {
      super(null, null, false, false);
      this.kind = kind;
    }
  }

  private final class Reading {
    private final QuickReader quick;
    private final OnLine onLine;
    private final TextLines.BadLine onBad;
    private @Nullable LabelKind first;
    private long firstLine;

    Reading(QuickReader quick, OnLine onLine, TextLines.BadLine onBad) {
      this.quick = quick;
      this.onLine = onLine;
      this.onBad = onBad;
    }

    void csv(long number, ObjectNode object, String text) {
      try {
        read(number, object, LabelKind.CSV, text);
      } catch (BadInput problem) {
        onBad.accept(number, problem, text);
      }
    }

    void text(long number, String text) {
      try {
        boolean plain = kind.map(it -> same(it, LabelKind.TRL)).orElse(true);
        if (plain && (first == null || first == LabelKind.TRL) && quick.takes(number, text)) {
          remember(number, LabelKind.TRL);
          return;
        }
        ObjectNode object = JsonLines.object(file, number, text);
        read(number, object, LabelKind.of(object), text);
      } catch (BadInput problem) {
        onBad.accept(number, problem, text);
      }
    }

    private void read(long number, ObjectNode object, LabelKind looks, String text) {
      ObjectNode ours = looks.ours(new LineFields(file, number, object, needs));
      check(number, looks);
      onLine.accept(number, ours, looks, text);
      remember(number, looks);
    }

    private void remember(long number, LabelKind looks) {
      if (first == null) {
        first = looks;
        firstLine = number;
      }
    }

    private void check(long number, LabelKind looks) {
      if (kind.isPresent() && !same(kind.get(), looks)) {
        throw BadInput.at(
            file, number, "is in the form %s, not %s".formatted(looks.key(), kind.get().key()));
      }
      if (first != null && first != looks) {
        throw BadInput.at(
            file,
            number,
            "is in the form %s, but line %d is in the form %s; a file holds one form"
                .formatted(looks.key(), firstLine, first.key()));
      }
    }

    /// Ours and TRL's explicit prompt look alike.
    private static boolean same(LabelKind expected, LabelKind looks) {
      return expected == looks || (expected == LabelKind.RLHF && looks == LabelKind.TRL);
    }
  }
}
