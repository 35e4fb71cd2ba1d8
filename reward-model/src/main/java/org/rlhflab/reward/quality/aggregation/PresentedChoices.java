package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.bias.ResponseSurface;

/// Choices between responses with the way in which they were presented: the input of
/// [JointPreferenceModel].
///
/// @param responses names of what is compared
/// @param annotators names of those who compare
/// @param rows every choice
public record PresentedChoices(List<String> responses, List<String> annotators, List<Row> rows) {

  /// One choice.
  ///
  /// @param chosen a response
  /// @param rejected another response
  /// @param tie whether neither is better
  /// @param annotator who says so
  /// @param differences chosen less rejected: shown first (1 or -1), binary log of the words,
  ///   boosters less hedges
  public record Row(int chosen, int rejected, boolean tie, int annotator, double[] differences) {}

  /// Copies its lists.
  public PresentedChoices {
    responses = List.copyOf(responses);
    annotators = List.copyOf(annotators);
    rows = List.copyOf(rows);
  }

  /// Of labels; equal responses are left out.
  public static PresentedChoices of(List<Preference> labels) {
    ResponseNumbers responses = ResponseNumbers.of(labels);
    Map<String, Integer> annotators = new LinkedHashMap<>();
    Map<String, ResponseSurface> surfaces = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (Preference label : labels) {
      if (!label.isEmptyChoice()) {
        ResponseSurface chosen = surfaces.computeIfAbsent(label.chosen(), ResponseSurface::of);
        ResponseSurface rejected = surfaces.computeIfAbsent(label.rejected(), ResponseSurface::of);
        rows.add(
            new Row(
                responses.chosen(label),
                responses.rejected(label),
                label.tie(),
                annotators.computeIfAbsent(label.annotator(), _ -> annotators.size()),
                new double[] {
                  label.first().map(it -> it == Verdict.CHOSEN ? 1.0 : -1.0).orElse(0.0),
                  chosen.doublings() - rejected.doublings(),
                  chosen.confidence() - rejected.confidence()
                }));
      }
    }
    return new PresentedChoices(responses.texts(), List.copyOf(annotators.keySet()), rows);
  }

  boolean hasTies() {
    return rows.stream().anyMatch(Row::tie);
  }
}
