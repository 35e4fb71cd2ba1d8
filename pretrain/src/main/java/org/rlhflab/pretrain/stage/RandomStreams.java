package org.rlhflab.pretrain.stage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Reproducible randomness: every consumer draws from a stream of its own, known by its name, so
/// that adding a draw in one place never moves the numbers of another.
///
/// ```java
/// RandomGenerator random = new RandomStreams(seed).stream("pretrain", "init");
/// ```
///
/// Where draws must not depend on the order in which they are made (parallel sampling), use
/// [#uniform], which computes a number from its place alone. Its mixing function is that of
/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014, in David Stafford's variant 13.
///
/// @param seed what the user gave with `--seed`
public record RandomStreams(long seed) {
  /// 2^64 divided by the golden ratio, odd: the step between neighbours in SplitMix64.
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final double TO_UNIT = 0x1.0p-53;

  /// A fresh generator at the beginning of the stream with this name.
  public RandomGenerator stream(String... name) {
    return new SplittableRandom(key(name));
  }

  /// A number that stands for the stream with this name, for use with [#uniform].
  public long key(String... name) {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
    for (String part : name) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length keeps ("ab", "c") apart from ("a", "bc").
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /// The number in [0, 1) that stands at place `counter` of `stream`: no state, no allocation.
  public static double uniform(long seed, long stream, long counter) {
    long mixed = mix(seed + GOLDEN_GAMMA);
    mixed = mix(mixed + stream * GOLDEN_GAMMA);
    mixed = mix(mixed + counter * GOLDEN_GAMMA);
    return (mixed >>> 11) * TO_UNIT;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
