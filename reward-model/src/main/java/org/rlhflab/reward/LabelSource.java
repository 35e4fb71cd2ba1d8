package org.rlhflab.reward;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlhflab.reward.label.Preference;

/// What the `source` of labels means for a reward model made from them, in one sentence.
final class LabelSource {
  static final String GRAMMAR = "grammar";

  private LabelSource() {}

  /// `model` is the fingerprint of the model that the reward model starts from.
  static String sentence(List<Preference> labels, String model) {
    Map<String, Integer> counts = new TreeMap<>();
    labels.forEach(label -> counts.merge(meaning(label.source(), model), 1, Integer::sum));
    if (counts.size() == 1) {
      return "all labels are on " + counts.keySet().iterator().next();
    }
    List<String> parts =
        counts.entrySet().stream().map(e -> e.getValue() + " on " + e.getKey()).toList();
    return "of the labels " + String.join("; ", parts);
  }

  private static String meaning(String source, String model) {
    if (source.equals(model)) {
      return "responses sampled from this very model, as it should be";
    }
    if (source.isEmpty()) {
      return "responses of unknown origin, which may be unlike this model's";
    }
    if (source.equals(GRAMMAR)) {
      return "text written by the world's grammar, from which less is learnt about this model's own"
          + " responses";
    }
    String shortened = source.length() > 12 ? source.substring(0, 12) : source;
    return "responses of another model (" + shortened + "), which may be unlike this model's";
  }
}
