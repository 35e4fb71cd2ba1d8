package org.rlhflab.ppo.objective;

/// Brings advantages (or rewards) to one scale, so that a step's size does not depend on the
/// reward's.
///
/// `x' = (x - mean) / sqrt(var + 1e-8)`, `+ mean` again where the mean is kept
///
/// Source: TRL's `masked_whiten`; Ziegler et al. 2019's code (`utils.whiten`).
///
/// | symbol | variable | range                                                        |
/// |--------|----------|--------------------------------------------------------------|
/// | mean   |          | over all tokens of all responses                             |
/// | var    |          | the same, unbiased: divided by the number of tokens less one |
///
/// lm-human-preferences divides by the number of tokens instead; TRL, and so we, by one less.
///
/// @param shiftMean whether the mean is taken out: yes for advantages, no for rewards
public record Whitening(boolean shiftMean) {
  private static final double EPSILON = 1e-8;

  /// Whitens the array in place; needs two values at least.
  public void apply(float[] x) { // [tokens]
    if (x.length < 2) {
      throw new IllegalArgumentException("a variance needs two values, got " + x.length);
    }
    double mean = 0;
    for (float value : x) {
      mean += value;
    }
    mean /= x.length;
    double variance = 0;
    for (float value : x) {
      variance += (value - mean) * (value - mean);
    }
    variance /= x.length - 1;
    double scale = 1 / Math.sqrt(variance + EPSILON);
    for (int t = 0; t < x.length; t++) {
      x[t] = (float) ((x[t] - mean) * scale + (shiftMean ? 0 : mean));
    }
  }
}
