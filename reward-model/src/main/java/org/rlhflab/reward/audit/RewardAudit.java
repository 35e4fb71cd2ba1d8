package org.rlhflab.reward.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.ReliabilityCurve;
import org.rlhflab.reward.quality.regression.Logistic;

/// What a reward model pays for, beside what the gold rubric and the labels pay for on the same
/// pairs. In the form of its JSON document.
///
/// The model's choice of a pair is the probability that it gives, `sigmoid(score - score)` before
/// scores are normalized; standard errors are those of as many choices drawn by it. The rubric's
/// choice is the response with more points, half a choice each where they are equal.
///
/// @param pairs different ones, held-out ones first, filled up with pairs of the training where
///   those are few
/// @param heldOut those among them that the model was not trained on
/// @param judged whether the world can judge them; if not, only what shows on the surface counts
/// @param model what the model pays for
/// @param gold what the gold rubric pays for; empty where it cannot judge
/// @param labels what the labels pay for
/// @param length rank correlation of score and words over the pairs' responses
/// @param reliability how sure and how right the model is on held-out labels
/// @param notes what the figures do not cover, one sentence each
public record RewardAudit(
    int pairs,
    int heldOut,
    boolean judged,
    PreferenceEffects model,
    Optional<PreferenceEffects> gold,
    PreferenceEffects labels,
    Optional<RankCorrelation> length,
    Optional<ReliabilityCurve> reliability,
    List<String> notes) {
  /// The most pairs that are looked at: enough for a dozen effects, scored in a moment.
  public static final int MOST_PAIRS = 400;

  /// Copies its list.
  public RewardAudit {
    notes = List.copyOf(notes);
  }

  /// The labels that an audit looks at: every held-out one, then so many of the training that there
  /// are [#MOST_PAIRS].
  public static List<Preference> choose(List<Preference> heldOut, List<Preference> training) {
    List<Preference> chosen = new ArrayList<>(heldOut);
    training.stream().limit(Math.max(0, MOST_PAIRS - heldOut.size())).forEach(chosen::add);
    return chosen;
  }

  /// Of labels, those held out first, and the scores of their responses, a label's chosen one and
  /// then its rejected one.
  public static RewardAudit of(List<Preference> labels, float[] scores, int heldOut, World world) {
    if (scores.length != 2 * labels.size() || heldOut > labels.size()) {
      throw new IllegalArgumentException(
          "%d labels, %d of them held out, do not go with %d scores"
              .formatted(labels.size(), heldOut, scores.length));
    }
    Rows all = rows(labels, world);
    boolean judged = 2 * all.judged.size() >= labels.size() && !all.judged.isEmpty();
    List<Integer> used = judged ? List.copyOf(all.judged.keySet()) : all.everyOne(labels.size());
    List<Integer> different = different(labels, used);
    List<String> names = judged ? PairDifferences.JUDGED : PairDifferences.SURFACE;
    List<String> fixed = judged ? PairDifferences.LENGTH_GIVEN_CORRECTNESS : List.of("words");
    return new RewardAudit(
        different.size(),
        (int) different.stream().filter(n -> n < heldOut).count(),
        judged,
        PreferenceEffects.of(
            names,
            all.of(different, judged),
            outcomes(different, n -> Logistic.sigmoid(margin(scores, n))),
            fixed),
        judged
            ? Optional.of(
                PreferenceEffects.of(
                    names,
                    all.of(different, true),
                    outcomes(different, n -> all.goldChoice(n)),
                    fixed))
            : Optional.empty(),
        PreferenceEffects.of(
            names, all.of(used, judged), outcomes(used, n -> labels.get(n).tie() ? 0.5 : 1), fixed),
        rankCorrelation(labels, scores),
        reliability(labels, scores, heldOut),
        notes(labels.size(), all.judged.size(), heldOut, judged));
  }

  private static double margin(float[] scores, int n) {
    return (double) scores[2 * n] - scores[2 * n + 1];
  }

  /// What every label's responses differ in.
  private record Rows(Map<Integer, PairDifferences.Judged> judged, List<double[]> surface) {
    List<Integer> everyOne(int labels) {
      List<Integer> every = new ArrayList<>();
      for (int n = 0; n < labels; n++) {
        every.add(n);
      }
      return every;
    }

    double[][] of(List<Integer> rows, boolean asJudged) {
      return rows.stream()
          .map(n -> asJudged ? found(n).differences() : surface.get(n))
          .toArray(double[][]::new);
    }

    double goldChoice(int n) {
      return switch (found(n).gold().verdict()) {
        case TIE -> 0.5;
        case CHOSEN -> 1;
        case REJECTED -> 0;
      };
    }

    private PairDifferences.Judged found(int n) {
      PairDifferences.Judged found = judged.get(n);
      if (found == null) {
        throw new IllegalStateException("label " + n + " was not judged");
      }
      return found;
    }
  }

  private static Rows rows(List<Preference> labels, World world) {
    PairDifferences differences = new PairDifferences(world);
    Map<Integer, PairDifferences.Judged> judged = new LinkedHashMap<>();
    List<double[]> surface = new ArrayList<>();
    for (int n = 0; n < labels.size(); n++) {
      int row = n;
      differences.judged(labels.get(n)).ifPresent(it -> judged.put(row, it));
      surface.add(PairDifferences.surface(labels.get(n)));
    }
    return new Rows(judged, surface);
  }

  /// Without the second and later labels of a pair: what a model thinks of it does not change.
  private static List<Integer> different(List<Preference> labels, List<Integer> rows) {
    Set<List<Object>> seen = new java.util.HashSet<>();
    return rows.stream()
        .filter(n -> {
          Preference label = labels.get(n);
          return seen.add(
              List.of(
                  label.prompt(),
                  new java.util.TreeSet<>(List.of(label.chosen(), label.rejected()))));
        })
        .toList();
  }

  private static double[] outcomes(
      List<Integer> rows, java.util.function.IntToDoubleFunction choice) {
    return rows.stream().mapToInt(Integer::intValue).mapToDouble(choice).toArray();
  }

  private static Optional<RankCorrelation> rankCorrelation(
      List<Preference> labels, float[] scores) {
    Map<List<String>, double[]> responses = new LinkedHashMap<>(); // [score, words]
    for (int n = 0; n < labels.size(); n++) {
      Preference label = labels.get(n);
      String[] texts = {label.chosen(), label.rejected()};
      for (int side = 0; side < 2; side++) {
        responses.put(
            List.of(label.prompt(), texts[side]),
            new double[] {scores[2 * n + side], Behaviour.words(texts[side])});
      }
    }
    return RankCorrelation.of(
        responses.values().stream().mapToDouble(it -> it[0]).toArray(),
        responses.values().stream().mapToDouble(it -> it[1]).toArray());
  }

  private static Optional<ReliabilityCurve> reliability(
      List<Preference> labels, float[] scores, int heldOut) {
    if (heldOut == 0) {
      return Optional.empty();
    }
    double[] margins = new double[heldOut];
    boolean[] ties = new boolean[heldOut];
    for (int n = 0; n < heldOut; n++) {
      margins[n] = margin(scores, n);
      ties[n] = labels.get(n).tie();
    }
    return Optional.of(ReliabilityCurve.of(margins, ties));
  }

  private static List<String> notes(int labels, int judged, int heldOut, boolean byWorld) {
    List<String> notes = new ArrayList<>();
    if (!byWorld) {
      notes.add(
          "the world cannot judge %s: only what shows on the surface is counted, and nothing holds correctness fixed"
              .formatted(judged == 0 ? "these pairs" : "most of these pairs"));
    } else if (judged < labels) {
      notes.add(
          "%d of %d labels, which the world cannot judge, are left out"
              .formatted(labels - judged, labels));
    }
    if (heldOut < labels) {
      notes.add(
          "%d of %d labels were trained on: there the model may remember what it pays for elsewhere less"
              .formatted(labels - heldOut, labels));
    }
    return notes;
  }
}
