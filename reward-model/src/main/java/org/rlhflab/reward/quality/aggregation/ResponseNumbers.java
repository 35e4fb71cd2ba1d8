package org.rlhflab.reward.quality.aggregation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.reward.label.Preference;

/// The numbers of responses, from 0, in the order in which labels bring them, a chosen response
/// before the rejected one: one numbering for all who compare the responses of the same labels.
///
/// A response is a text to a prompt, judged by a criterion.
final class ResponseNumbers {
  private final Map<List<String>, Integer> numbers = new LinkedHashMap<>();

  /// All responses of some labels; equal pairs are left out.
  static ResponseNumbers of(List<Preference> labels) {
    ResponseNumbers numbers = new ResponseNumbers();
    for (Preference label : labels) {
      if (!label.isEmptyChoice()) {
        numbers.add(label, label.chosen());
        numbers.add(label, label.rejected());
      }
    }
    return numbers;
  }

  private void add(Preference label, String response) {
    numbers.putIfAbsent(key(label, response), numbers.size());
  }

  /// The number of a label's chosen response.
  int chosen(Preference label) {
    return number(label, label.chosen());
  }

  /// The number of a label's rejected response.
  int rejected(Preference label) {
    return number(label, label.rejected());
  }

  private int number(Preference label, String response) {
    Integer number = numbers.get(key(label, response));
    if (number == null) {
      throw new IllegalArgumentException("not among these labels: " + label);
    }
    return number;
  }

  /// Every response's text, by its number.
  List<String> texts() {
    return numbers.keySet().stream().map(List::getLast).toList();
  }

  private static List<String> key(Preference label, String response) {
    return List.of(label.prompt(), label.criterion(), response);
  }
}
