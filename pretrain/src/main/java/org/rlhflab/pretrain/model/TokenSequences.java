package org.rlhflab.pretrain.model;

import java.util.List;

/// A batch of sequences of unequal length laid end to end, so that nothing is padded.
///
/// @param tokens all tokens, `[rows]`
/// @param starts where each sequence starts, and at the end where the last one ends, `[sequences +
///   1]`
public record TokenSequences(int[] tokens, int[] starts) {

  /// Checks that the starts rise from 0 to the number of tokens.
  public TokenSequences {
    if (starts.length < 2 || starts[0] != 0 || starts[starts.length - 1] != tokens.length) {
      throw new IllegalArgumentException("starts must run from 0 to " + tokens.length);
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] <= starts[i - 1]) {
        throw new IllegalArgumentException("sequence " + (i - 1) + " is empty");
      }
    }
  }

  /// Lays sequences end to end.
  public static TokenSequences of(List<int[]> sequences) {
    int[] starts = new int[sequences.size() + 1];
    for (int i = 0; i < sequences.size(); i++) {
      starts[i + 1] = starts[i] + sequences.get(i).length;
    }
    int[] tokens = new int[starts[sequences.size()]];
    for (int i = 0; i < sequences.size(); i++) {
      int[] sequence = sequences.get(i);
      System.arraycopy(sequence, 0, tokens, starts[i], sequence.length);
    }
    return new TokenSequences(tokens, starts);
  }

  /// Number of tokens.
  public int rows() {
    return tokens.length;
  }

  /// Number of sequences.
  public int count() {
    return starts.length - 1;
  }

  /// Tokens of sequence `i`.
  public int length(int i) {
    return starts[i + 1] - starts[i];
  }

  /// Where to cut into two shards of about equal work, at a multiple of `group` sequences: the
  /// first sequence of the second shard.
  public int middle(int group) {
    int best = 0;
    int wanted = rows() / 2;
    for (int i = group; i < count(); i += group) {
      if (Math.abs(starts[i] - wanted) < Math.abs(starts[best] - wanted)) {
        best = i;
      }
    }
    return best;
  }
}
