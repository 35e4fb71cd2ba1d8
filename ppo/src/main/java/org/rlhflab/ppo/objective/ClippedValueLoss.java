package org.rlhflab.ppo.objective;

/// The value head's loss: the squared error of its guess, with nothing gained from moving further
/// from the old guess than the clip range.
///
/// `loss = 0.5 * mean over tokens of max((V - R)^2, (clip(V, V_old - eps, V_old + eps) - R)^2)`
///
/// Source: Schulman et al. 2017 has it in code only (OpenAI baselines, `ppo2`); TRL's `PPOTrainer`.
///
/// | symbol | variable    | range                                                       |
/// |--------|-------------|-------------------------------------------------------------|
/// | V      | `values`    | the value head's guesses now                                |
/// | V_old  | `oldValues` | its guesses when the responses were sampled                 |
/// | R      | `returns`   | from [GeneralizedAdvantageEstimation], before any whitening |
/// | eps    | `clipRange` | over 0, in units of the return                              |
///
/// The value coefficient is not in here: whoever adds the losses multiplies.
///
/// @param clipRange how far a guess may usefully move in one iteration
public record ClippedValueLoss(float clipRange) {

  /// Checks the range.
  public ClippedValueLoss {
    if (!(clipRange > 0)) {
      throw new IllegalArgumentException("clipRange must be over 0, got " + clipRange);
    }
  }

  /// What came of one minibatch.
  ///
  /// @param loss `loss/value_avg`
  /// @param clipFraction `val/clipfrac_avg`: share of tokens where the clipped term is the larger
  public record Result(double loss, double clipFraction) {}

  /// Evaluates a minibatch and writes d(loss)/d(V) into the last array.
  public Result evaluate(
      float[] values, // [tokens]
      float[] oldValues, // [tokens]
      float[] returns, // [tokens]
      float[] dValues) { // [tokens]
    int n = values.length;
    Lengths.equal(n, oldValues.length, returns.length, dValues.length);
    double loss = 0;
    int clipped = 0;
    for (int t = 0; t < n; t++) {
      double old = oldValues[t];
      double error = (double) values[t] - returns[t];
      double clippedError = Math.clamp(values[t], old - clipRange, old + clipRange) - returns[t];
      // The clipped term can only be the larger where the guess is clipped, and there it is
      // constant.
      boolean isClipped = clippedError * clippedError > error * error;
      loss += 0.5 * (isClipped ? clippedError * clippedError : error * error);
      dValues[t] = isClipped ? 0 : (float) (error / n);
      clipped += isClipped ? 1 : 0;
    }
    return new Result(loss / n, (double) clipped / n);
  }
}
