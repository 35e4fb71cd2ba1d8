package org.rlhflab.reward.model;

import java.util.List;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.bias.ResponseSurface;
import org.rlhflab.reward.quality.regression.BradleyTerryRegression;

/// What length by itself explains of the labels, set aside so that the reward model learns the
/// rest.
///
/// `P(chosen) = sigmoid(r(chosen) - r(rejected) + b (d(chosen) - d(rejected)))`
///
/// d is the binary logarithm of a response's words. b is fitted to the labels beforehand, with d
/// alone; in training it stands fixed, and afterwards it is dropped, so that scores no longer pay
/// for what length alone had earned. That is the *total* effect of length: where longer answers are
/// better ones because they tell more, it takes some of that away too. Dropping a length term after
/// training is the idea of Chen et al., "ODIN" (2024, arXiv:2402.07319), who learn theirs as a
/// second head.
///
/// @param perDoubling b, log-odds for twice the words
public record LengthOffset(double perDoubling) {
  /// Sets nothing aside.
  public static final LengthOffset NONE = new LengthOffset(0);

  /// Keeps b finite where the longer response always wins.
  private static final double RIDGE = 1;

  /// Of labels; those of two responses of one length say nothing.
  public static LengthOffset of(List<Preference> labels) {
    List<Preference> uneven = labels.stream().filter(it -> doublings(it) != 0).toList();
    if (uneven.isEmpty()) {
      return NONE;
    }
    double[][] differences =
        uneven.stream().map(it -> new double[] {doublings(it)}).toArray(double[][]::new);
    double[] outcomes = uneven.stream().mapToDouble(it -> it.tie() ? 0.5 : 1).toArray();
    double[] weights = uneven.stream().mapToDouble(Preference::weight).toArray();
    return new LengthOffset(
        BradleyTerryRegression.of(List.of("words"), differences, outcomes, weights, RIDGE)
            .coefficients()[0]);
  }

  /// What stands beside a label's margin.
  public double of(Preference label) {
    return perDoubling * doublings(label);
  }

  private static double doublings(Preference label) {
    return ResponseSurface.doublings(ResponseSurface.words(label.chosen()))
        - ResponseSurface.doublings(ResponseSurface.words(label.rejected()));
  }
}
