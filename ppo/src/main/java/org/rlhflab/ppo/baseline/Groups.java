package org.rlhflab.ppo.baseline;

/// Responses to one prompt stand one after another: group g is the responses `g * size` up to,
/// without, `(g + 1) * size`.
final class Groups {
  private Groups() {}

  /// How many groups of that size there are; a rest is refused.
  static int count(int responses, int size) {
    if (size < 1 || responses == 0 || responses % size != 0) {
      throw new IllegalArgumentException(
          "responses must be groups of " + size + ", got " + responses);
    }
    return responses / size;
  }

  /// The mean of a group.
  static double mean(float[] values, int group, int size) {
    double sum = 0;
    for (int i = group * size; i < (group + 1) * size; i++) {
      sum += values[i];
    }
    return sum / size;
  }
}
