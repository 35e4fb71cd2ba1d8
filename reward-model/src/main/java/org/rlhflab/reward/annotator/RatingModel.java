package org.rlhflab.reward.annotator;

import java.util.EnumMap;
import java.util.Map;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.label.Rating;

/// How a person marks one response on every dimension of the rubric:
///
/// `mark_d = 3 + scale_use * (expertise * (score_d - 3) + halo + noise_d / sensitivity) +
/// leniency`, rounded and cut to 1-5; after a lapse `3 + leniency` for every dimension.
///
/// | symbol     | variable                | range                                                |
/// |------------|-------------------------|------------------------------------------------------|
/// | score_d    | `response.gold().of(d)` | 1 to 5                                               |
/// | halo       | `halo(...)`             | any: what is not in the rubric colours every mark    |
/// | noise_d    | `noise`                 | standard logistic, a draw of its own for each mark   |
/// | scale_use  | `profile.scaleUse()`    | over 0 to 1; a small one keeps to the middle         |
/// | leniency   | `profile.leniency()`    | points, below 0 for the strict                       |
///
/// Halo: Thorndike 1920, "A constant error in psychological ratings"; leniency and keeping to the
/// middle: Guilford 1954, "Psychometric methods", chapter 11; the same mark everywhere without
/// reading: Krosnick 1991, "Response strategies for coping with the cognitive demands of attitude
/// measures in surveys". The halo is made of the biases of [Utility], length measured from an
/// answer of 32 words; position, which a single response does not have, is left out.
///
/// @param profile what the person is like
record RatingModel(AnnotatorProfile profile) {
  private static final double MIDDLE = 3;
  private static final double USUAL_WORDS = 32;

  /// Noise as a uniform draw from [0, 1) decides it, one for each dimension.
  @FunctionalInterface
  interface Noise {
    double uniform(Dimension dimension);
  }

  /// What colours every mark alike, in rubric points.
  double halo(ResponseFeatures response, Utility.Circumstances now) {
    double words = Math.max(1, response.words());
    double doublings = StrictMath.log(words / USUAL_WORDS) / StrictMath.log(2);
    return profile.verbosityBias(now.tasksDone()) * doublings
        + profile.confidenceBias() * (response.boosters() - response.hedges())
        + profile.enthusiasmBias() * response.openers()
        + (response.tidy() ? profile.formattingBias() : 0)
        + profile.taste() * now.taste()
        + profile.sharedError() * now.sharedError();
  }

  /// Marks of a response that was read.
  Map<Dimension, Integer> read(ResponseFeatures response, Utility.Circumstances now, Noise noise) {
    double expertise = profile.expertise().getOrDefault(now.domain(), 1.0);
    double halo = halo(response, now);
    Map<Dimension, Integer> marks = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      double seen = expertise * (response.gold().of(dimension) - MIDDLE);
      double slip = logistic(noise.uniform(dimension)) / profile.sensitivity();
      marks.put(dimension, mark(MIDDLE + profile.scaleUse() * (seen + halo + slip)));
    }
    return marks;
  }

  /// Marks of a response that was not read.
  Map<Dimension, Integer> unread() {
    Map<Dimension, Integer> marks = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      marks.put(dimension, mark(MIDDLE));
    }
    return marks;
  }

  private int mark(double points) {
    return (int) Math.clamp(Math.round(points + profile.leniency()), Rating.LOWEST, Rating.HIGHEST);
  }

  private static double logistic(double uniform) {
    return StrictMath.log(uniform / (1 - uniform));
  }
}
