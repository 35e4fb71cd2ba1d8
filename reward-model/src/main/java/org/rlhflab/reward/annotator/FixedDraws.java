package org.rlhflab.reward.annotator;

import org.rlhflab.pretrain.stage.RandomStreams;

/// Random numbers that are fixed by what they are for: the same seed and key give the same draw, in
/// whatever order anything is asked. So a taste comes back when the same person meets the same
/// response again, and labels don't depend on who labels first.
///
/// @param seed of the whole run
public record FixedDraws(long seed) {

  /// A draw from [0, 1).
  public double uniform(String... key) {
    return RandomStreams.uniform(seed, stream(key), 0);
  }

  /// A standard normal draw, by Box and Muller's transformation of two uniform ones.
  public double normal(String... key) {
    long stream = stream(key);
    double radius = 1 - RandomStreams.uniform(seed, stream, 1); // (0, 1]: its logarithm is finite
    double angle = RandomStreams.uniform(seed, stream, 2);
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /// One of 0 .. bound - 1.
  public int below(int bound, String... key) {
    return (int) (uniform(key) * bound);
  }

  private long stream(String... key) {
    return new RandomStreams(seed).key(key);
  }
}
