package org.rlhflab.reward.annotator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;

/// Responses and people for the tests of this package.
final class Samples {
  /// Every dimension counts alike, so that a uniform score is the overall one.
  static final Map<Dimension, Double> EVEN = even();

  static final GoldRubric RUBRIC = new GoldRubric(EVEN);

  private Samples() {}

  private static Map<Dimension, Double> even() {
    Map<Dimension, Double> weights = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      weights.put(dimension, 1.0 / Dimension.values().length);
    }
    return weights;
  }

  /// A response with the same gold score on every dimension.
  static ResponseFeatures response(String text, double gold, int words) {
    return new ResponseFeatures(
        text,
        List.of(new Sentence(SentenceKind.CORE, "t", 0, text)),
        score(Map.of(), gold),
        words,
        0,
        0,
        0,
        true);
  }

  /// A score that is `gold` on every dimension but those named.
  static GoldScore score(Map<Dimension, Double> except, double gold) {
    Map<Dimension, Double> scores = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      scores.put(dimension, except.getOrDefault(dimension, gold));
    }
    double mean = scores.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new GoldScore(scores, mean);
  }

  static PairToLabel pair(ResponseFeatures a, ResponseFeatures b) {
    return new PairToLabel("p", "What is a stack?", "programming", a, b);
  }

  /// Many pairs whose gold scores and lengths vary independently.
  static List<PairToLabel> pairs(int n) {
    FixedDraws draws = new FixedDraws(11);
    List<PairToLabel> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      pairs.add(
          new PairToLabel(
              "p" + i,
              "Question " + i + "?",
              "programming",
              varied(draws, "a" + i),
              varied(draws, "b" + i)));
    }
    return pairs;
  }

  private static ResponseFeatures varied(FixedDraws draws, String name) {
    return response(
        "Answer " + name, 3 + draws.uniform("gold", name) * 2, 8 + draws.below(40, "words", name));
  }

  static AnnotatorProfile profile(String json) {
    return AnnotatorFile.parse(json).getFirst();
  }

  static SimulatedAnnotator annotator(String json) {
    return new SimulatedAnnotator(profile(json), RUBRIC, new FixedDraws(7));
  }
}
