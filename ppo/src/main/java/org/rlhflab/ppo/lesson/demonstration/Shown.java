package org.rlhflab.ppo.lesson.demonstration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// A demonstration, ready to be drawn on a screen or a page.
///
/// @param from what it was computed from, in words
/// @param pieces in order
public record Shown(String from, List<Piece> pieces) {

  /// A part of it.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @Type(value = Note.class, name = "note"),
    @Type(value = Quote.class, name = "quote"),
    @Type(value = Figures.class, name = "figures")
  })
  public sealed interface Piece permits Note, Quote, Figures {}

  /// A sentence or two.
  public record Note(String text) implements Piece {}

  /// Somebody's words.
  ///
  /// @param who says it
  /// @param text what is said
  /// @param remark what the known truth says of it, or empty
  public record Quote(String who, String text, String remark) implements Piece {}

  /// A table.
  ///
  /// @param headings of its columns
  /// @param rows a cell for each heading
  public record Figures(List<String> headings, List<List<String>> rows) implements Piece {
    /// Copies its lists.
    public Figures {
      headings = List.copyOf(headings);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// Copies its list.
  public Shown {
    pieces = List.copyOf(pieces);
  }

  static Shown of(String from, Piece... pieces) {
    return new Shown(from, List.of(pieces));
  }
}
