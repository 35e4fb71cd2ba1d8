package org.rlhflab.reward.quality.judgment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.reward.label.Preference;

/// Labels of pairs as judgments: an item is a prompt, a criterion and two responses, whichever of
/// them is called chosen; the categories are the response that comes first in the order of their
/// texts, a tie, and the other one.
///
/// @param labels the labels, those with two equal responses left out
/// @param judgments judgment j is label j
public record PairJudgments(List<Preference> labels, Judgments judgments) {
  /// The response whose text comes first in the alphabet is better.
  public static final int FIRST = 0;

  /// Neither is better.
  public static final int TIE = 1;

  /// The response whose text comes second in the alphabet is better.
  public static final int SECOND = 2;

  private record Pair(String prompt, String criterion, String one, String other) {}

  /// Copies its list.
  public PairJudgments {
    labels = List.copyOf(labels);
  }

  /// Of a file's labels.
  public static PairJudgments of(List<Preference> all) {
    List<Preference> labels = all.stream().filter(it -> !it.isEmptyChoice()).toList();
    Judgments.Builder judgments = new Judgments.Builder("first", "tie", "second");
    Map<Pair, String> names = new HashMap<>();
    for (Preference label : labels) {
      boolean inOrder = inOrder(label);
      Pair pair =
          new Pair(
              label.prompt(),
              label.criterion(),
              inOrder ? label.chosen() : label.rejected(),
              inOrder ? label.rejected() : label.chosen());
      String name = names.computeIfAbsent(pair, _ -> "pair-" + (names.size() + 1));
      judgments.add(name, label.annotator(), label.tie() ? "tie" : inOrder ? "first" : "second");
    }
    return new PairJudgments(labels, judgments.build());
  }

  /// Without anybody's second judgment of a pair.
  public PairJudgments firstOfEach() {
    Set<Long> seen = new HashSet<>();
    List<Preference> first = new ArrayList<>();
    for (int j = 0; j < labels.size(); j++) {
      if (seen.add(((long) judgments.item(j) << 32) | judgments.annotator(j))) {
        first.add(labels.get(j));
      }
    }
    return of(first);
  }

  /// Whether the chosen response is the one that comes first in the alphabet.
  public static boolean inOrder(Preference label) {
    return label.chosen().compareTo(label.rejected()) < 0;
  }

  /// The category that is right by a label's gold field, or -1 on a task without known answer.
  public static int gold(Preference label) {
    if (label.gold().isEmpty()) {
      return -1;
    }
    return switch (label.gold().get()) {
      case TIE -> TIE;
      case CHOSEN -> inOrder(label) ? FIRST : SECOND;
      case REJECTED -> inOrder(label) ? SECOND : FIRST;
    };
  }
}
