package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.BayesCeiling;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.Preference;

/// What a round of labelling came to, in the form of its JSON document.
///
/// @param file where the labels are
/// @param pairs new pairs that were labelled
/// @param labels labels of all people
/// @param gold labels of gold tasks
/// @param repeats labels of pairs that the same person had judged before
/// @param ties first labels of new pairs that prefer neither
/// @param longerChosen share of their others, where lengths differ, that prefer the one with more
///   words
/// @param goldAgreement share of them, where the gold rubric has a preference, that share it
/// @param secondPreferred share of the first labels of new pairs that prefer response B, which is
///   the second model's where there are two, a tie counted as half; whole prompts are resampled
/// @param bayesCeiling the most of such labels that any model could foresee
/// @param bayesCeilingGold the most of such pairs that a model of these people could order as the
///   gold rubric does
/// @param source the fingerprint of the model that wrote the responses
public record AnnotateSummary(
    String file,
    int pairs,
    int labels,
    int gold,
    int repeats,
    int ties,
    OptionalDouble longerChosen,
    OptionalDouble goldAgreement,
    Optional<Interval> secondPreferred,
    double bayesCeiling,
    OptionalDouble bayesCeilingGold,
    String source) {
  private static final double EQUAL = 1e-9;
  private static final long BOOTSTRAP_SEED = 7;

  /// Counts the labels that a crowd gave to pairs.
  static AnnotateSummary of(
      String file, List<Preference> labels, SampledPairs sampled, List<AnnotatorProfile> crowd) {
    Map<List<String>, ResponseFeatures> features = new HashMap<>();
    Map<List<String>, Double> second = new HashMap<>(); // by prompt, chosen and rejected
    for (PairToLabel pair : sampled.pairs()) {
      second.put(List.of(pair.prompt(), pair.a().text(), pair.b().text()), 0.0);
      second.putIfAbsent(List.of(pair.prompt(), pair.b().text(), pair.a().text()), 1.0);
      features.put(List.of(pair.prompt(), pair.a().text()), pair.a());
      features.put(List.of(pair.prompt(), pair.b().text()), pair.b());
    }
    Map<String, List<Double>> clusters = new LinkedHashMap<>();
    int gold = 0;
    int repeats = 0;
    int ties = 0;
    double[] longer = new double[2]; // [yes, all]
    double[] better = new double[2]; // [yes, all]
    for (Preference label : labels) {
      if (label.gold().isPresent()) {
        gold++;
        continue;
      }
      if (!label.repeatOf().isEmpty()) {
        repeats++;
        continue;
      }
      ResponseFeatures chosen = features.get(List.of(label.prompt(), label.chosen()));
      ResponseFeatures rejected = features.get(List.of(label.prompt(), label.rejected()));
      if (chosen == null || rejected == null) {
        throw new IllegalArgumentException("a label of none of the pairs: " + label.id());
      }
      clusters
          .computeIfAbsent(label.prompt(), _ -> new ArrayList<>())
          .add(
              label.tie()
                  ? 0.5
                  : second.getOrDefault(
                      List.of(label.prompt(), label.chosen(), label.rejected()), 0.5));
      if (label.tie()) {
        ties++;
      } else {
        count(longer, chosen.words() - rejected.words());
        count(better, chosen.gold().overall() - rejected.gold().overall());
      }
    }
    BayesCeiling ceiling = BayesCeiling.of(sampled.pairs(), crowd, GoldRubric.DEFAULTS);
    return new AnnotateSummary(
        file,
        sampled.pairs().size(),
        labels.size(),
        gold,
        repeats,
        ties,
        share(longer),
        share(better),
        HeldOutFigures.interval(clusters, BootstrapInterval.withSeed(BOOTSTRAP_SEED)),
        ceiling.labels(),
        ceiling.gold(),
        sampled.source());
  }

  private static void count(double[] of, double difference) {
    if (Math.abs(difference) >= EQUAL) {
      of[0] += difference > 0 ? 1 : 0;
      of[1]++;
    }
  }

  private static OptionalDouble share(double[] of) {
    return of[1] == 0 ? OptionalDouble.empty() : OptionalDouble.of(of[0] / of[1]);
  }
}
