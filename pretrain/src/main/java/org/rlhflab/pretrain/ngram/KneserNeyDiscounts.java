package org.rlhflab.pretrain.ngram;

/// What modified Kneser-Ney takes off each count, to have something for n-grams never seen.
///
/// ```
/// Y   = n1 / (n1 + 2 n2)
/// D1  = 1 - 2 Y n2 / n1
/// D2  = 2 - 3 Y n3 / n2
/// D3+ = 3 - 4 Y n4 / n3
/// ```
///
/// with nr the number of n-grams of that length whose count is r.
///
/// Source: Chen and Goodman 1998, section 3 (modified Kneser-Ney). Small or very regular corpora
/// break the estimate: some nr is 0, or a discount comes out at 0, below, or above its count. Then
/// the whole length takes 0.5, 1, 1.5, as KenLM does with `--discount_fallback`.
///
/// @param one taken off a count of 1, in (0, 1]
/// @param two taken off a count of 2, in (0, 2]
/// @param threePlus taken off a count of 3 or more, in (0, 3]
public record KneserNeyDiscounts(double one, double two, double threePlus) {
  /// Where counts of counts give no estimate.
  public static final KneserNeyDiscounts FALLBACK = new KneserNeyDiscounts(0.5, 1, 1.5);

  /// Checks the ranges.
  public KneserNeyDiscounts {
    if (!isUsable(one, 1) || !isUsable(two, 2) || !isUsable(threePlus, 3)) {
      throw new IllegalArgumentException(
          "discounts must be in (0, 1], (0, 2], (0, 3], got %s, %s, %s"
              .formatted(one, two, threePlus));
    }
  }

  /// The discounts for counts of counts n1..n4, given at these indices.
  public static KneserNeyDiscounts of(long[] n) {
    double y = n[1] / (n[1] + 2.0 * n[2]);
    double one = 1 - 2 * y * n[2] / n[1];
    double two = 2 - 3 * y * n[3] / n[2];
    double threePlus = 3 - 4 * y * n[4] / n[3];
    // A division by zero gives NaN or an infinity, neither of which is usable.
    boolean usable = isUsable(one, 1) && isUsable(two, 2) && isUsable(threePlus, 3);
    return usable ? new KneserNeyDiscounts(one, two, threePlus) : FALLBACK;
  }

  /// What is taken off `count`.
  public double of(int count) {
    return switch (count) {
      case 0 -> 0;
      case 1 -> one;
      case 2 -> two;
      default -> threePlus;
    };
  }

  private static boolean isUsable(double discount, int count) {
    return discount > 0 && discount <= count;
  }
}
