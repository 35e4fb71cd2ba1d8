package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.label.Preference;

/// Labels to train on and labels kept from training, apart by prompt: no prompt is in both.
///
/// Whether a prompt is held out depends on the seed and the prompt alone, so other labels of the
/// same prompts are split alike. Where chance would hold out no prompt of several, or all of them,
/// one changes sides.
///
/// @param training labels to learn from, at least one
/// @param heldOut labels to judge by; none where the share is 0 or there is one prompt only
record PromptSplit(List<Preference> training, List<Preference> heldOut) {

  /// Copies its lists.
  PromptSplit {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  static PromptSplit of(List<Preference> labels, double share, RandomStreams random) {
    Map<String, Double> places = new TreeMap<>();
    for (Preference label : labels) {
      places.computeIfAbsent(label.prompt(), prompt -> place(prompt, random));
    }
    List<Double> sorted = places.values().stream().sorted(Comparator.naturalOrder()).toList();
    double limit = share;
    if (share > 0 && sorted.size() > 1) {
      limit = Math.clamp(share, Math.nextUp(sorted.getFirst()), sorted.getLast());
    }
    boolean some = share > 0 && sorted.size() > 1;
    List<Preference> training = new ArrayList<>();
    List<Preference> heldOut = new ArrayList<>();
    for (Preference label : labels) {
      (some && places.getOrDefault(label.prompt(), 1.0) < limit ? heldOut : training).add(label);
    }
    return new PromptSplit(training, heldOut);
  }

  private static double place(String prompt, RandomStreams random) {
    return RandomStreams.uniform(random.seed(), random.key("reward-model", "held-out", prompt), 0);
  }
}
