package org.rlhflab.reward.annotator;

/// Random numbers that are fixed by what they are for: the same seed and key give the same draw, in
/// whatever order anything is asked. So a taste comes back when the same person meets the same
/// response again, and labels don't depend on who labels first.
///
/// The key is hashed by FNV-1a over its UTF-16 units, and finished by SplitMix64's mixer.
///
/// @param seed of the whole run
public record FixedDraws(long seed) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// A draw from [0, 1).
  public double uniform(String... key) {
    return (hash(0, key) >>> 11) * 0x1.0p-53;
  }

  /// A standard normal draw, by Box and Muller's transformation of two uniform ones.
  public double normal(String... key) {
    double radius = 1.0 - (hash(1, key) >>> 11) * 0x1.0p-53; // (0, 1]: its logarithm is finite
    double angle = (hash(2, key) >>> 11) * 0x1.0p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /// One of 0 .. bound - 1.
  public int below(int bound, String... key) {
    return (int) (uniform(key) * bound);
  }

  private long hash(int which, String... key) {
    long h = mix(FNV_OFFSET ^ mix(seed * 4 + which));
    for (String part : key) {
      for (int i = 0; i < part.length(); i++) {
        h = (h ^ part.charAt(i)) * FNV_PRIME;
      }
      h = (h ^ 0x10000L) * FNV_PRIME; // no character: ("ab", "c") differs from ("a", "bc")
    }
    return mix(h);
  }

  private static long mix(long z) {
    long x = z + 0x9e3779b97f4a7c15L;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
