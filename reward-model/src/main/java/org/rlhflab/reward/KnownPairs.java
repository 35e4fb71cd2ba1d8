package org.rlhflab.reward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.LinearScorer;

/// Pairs whose features and order are known, found again from the labels that people give to them.
final class KnownPairs {
  /// One pair seen from one side.
  ///
  /// @param difference of the features, `[feature]`
  /// @param answer what the gold rubric says, the side being the chosen one
  private record Seen(double[] difference, KnownAnswer answer) {}

  private final Map<List<String>, Seen> seen = new HashMap<>();
  private final List<PairToLabel> pairs;

  /// With what a model sees in them.
  KnownPairs(FrozenFeatures features, List<PairToLabel> pairs) {
    this.pairs = List.copyOf(pairs);
    double[][] rows = features.of(asLabels(pairs)).differences();
    for (int n = 0; n < rows.length; n++) {
      PairToLabel pair = pairs.get(n);
      double[] turned = new double[rows[n].length];
      for (int c = 0; c < turned.length; c++) {
        turned[c] = -rows[n][c];
      }
      String a = pair.a().text();
      String b = pair.b().text();
      KnownAnswer answer = pair.answer();
      seen.put(List.of(pair.prompt(), a, b), new Seen(rows[n], answer));
      seen.put(List.of(pair.prompt(), b, a), new Seen(turned, answer.swapped()));
    }
  }

  /// Pairs in the form of labels that nobody gave.
  static List<Preference> asLabels(List<PairToLabel> pairs) {
    return pairs.stream()
        .map(pair -> Preference.of(pair.prompt(), pair.a().text(), pair.b().text()))
        .toList();
  }

  /// What a linear scorer learns from labels of these pairs.
  LinearScorer.Data data(List<Preference> labels) {
    return new LinearScorer.Data(
        labels.stream().map(label -> seen(label).difference()).toArray(double[][]::new),
        labels.stream().mapToDouble(label -> label.tie() ? 0.5 : 1).toArray(),
        labels.stream().mapToDouble(Preference::weight).toArray(),
        labels.stream().map(Preference::prompt).toList());
  }

  /// Share of the labels that choose as the gold rubric does, a tie counted half; pairs that it
  /// finds equal are passed over, and without others it is one half.
  double right(List<Preference> labels) {
    return labels.stream()
        .filter(label -> !seen(label).answer().isTie())
        .mapToDouble(
            label -> label.tie() ? 0.5 : HeldOutFigures.agreement(seen(label).answer().gap()))
        .average()
        .orElse(0.5);
  }

  /// Share of the pairs that a scorer orders as the gold rubric does, equal scores counted half;
  /// pairs that the rubric finds equal are passed over.
  double accuracy(LinearScorer scorer) {
    return ordered()
        .mapToDouble(it ->
            HeldOutFigures.agreement(
                Math.signum(it.answer().gap()) * scorer.margin(it.difference())))
        .average()
        .orElseThrow(() -> new IllegalStateException("the gold rubric orders none of the pairs"));
  }

  /// How many of the pairs the gold rubric orders.
  int countOrdered() {
    return (int) ordered().count();
  }

  private Stream<Seen> ordered() {
    return pairs.stream()
        .map(pair -> seen(pair.prompt(), pair.a().text(), pair.b().text()))
        .filter(it -> !it.answer().isTie());
  }

  private Seen seen(Preference label) {
    return seen(label.prompt(), label.chosen(), label.rejected());
  }

  private Seen seen(String prompt, String chosen, String rejected) {
    Seen found = seen.get(List.of(prompt, chosen, rejected));
    if (found == null) {
      throw new IllegalArgumentException("a label of none of the pairs: " + prompt);
    }
    return found;
  }
}
