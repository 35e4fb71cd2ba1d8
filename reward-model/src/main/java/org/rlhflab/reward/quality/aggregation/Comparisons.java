package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.reward.label.Preference;

/// Who beat whom, and in whose eyes: the input of the Bradley-Terry models. A tie is half a win
/// each.
///
/// @param items names of what is compared
/// @param annotators names of those who compare
/// @param rows every comparison
public record Comparisons(List<String> items, List<String> annotators, List<Row> rows) {

  /// One comparison.
  ///
  /// @param winner an item
  /// @param loser another item
  /// @param annotator who says so
  /// @param weight how often
  public record Row(int winner, int loser, int annotator, double weight) {}

  /// Copies its lists and checks that nothing is compared with itself.
  public Comparisons {
    items = List.copyOf(items);
    annotators = List.copyOf(annotators);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.winner() == row.loser() || !(row.weight() >= 0)) {
        throw new IllegalArgumentException(
            "a comparison needs two different items and a weight of at least 0, got " + row);
      }
    }
  }

  /// Of labels: an item is a response to a prompt, judged by a criterion. Equal responses are left
  /// out.
  public static Comparisons of(List<Preference> labels) {
    ResponseNumbers responses = ResponseNumbers.of(labels);
    Map<String, Integer> annotators = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    for (Preference label : labels) {
      if (label.isEmptyChoice()) {
        continue;
      }
      int chosen = responses.chosen(label);
      int rejected = responses.rejected(label);
      int who = annotators.computeIfAbsent(label.annotator(), _ -> annotators.size());
      rows.add(new Row(chosen, rejected, who, label.tie() ? 0.5 : 1));
      if (label.tie()) {
        rows.add(new Row(rejected, chosen, who, 0.5));
      }
    }
    return new Comparisons(responses.texts(), List.copyOf(annotators.keySet()), rows);
  }
}
