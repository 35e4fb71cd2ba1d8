package org.rlhflab.pretrain.model;

import java.util.List;

/// A batch for learning to predict tokens: whole sequences in, and which of their tokens count.
///
/// @param inputs every sequence without its last token
/// @param rows rows of `inputs` whose next token is to be predicted, rising, `[targets]`
/// @param targets those next tokens, `[targets]`
public record NextTokenBatch(TokenSequences inputs, int[] rows, int[] targets) {

  /// A sequence and where its predicted part begins: 1 predicts everything after the first token, a
  /// prompt's length only what follows the prompt.
  ///
  /// @param tokens at least 2
  /// @param first index of the first token to predict, at least 1
  public record Example(int[] tokens, int first) {
    /// Checks that there is something to predict.
    public Example {
      if (first < 1 || first >= tokens.length) {
        throw new IllegalArgumentException(
            "first must be in [1, " + tokens.length + "), got " + first);
      }
    }

    /// Tokens to predict.
    public int targets() {
      return tokens.length - first;
    }
  }

  /// Lays examples end to end.
  public static NextTokenBatch of(List<Example> examples) {
    int rows = examples.stream().mapToInt(e -> e.tokens().length - 1).sum();
    int count = examples.stream().mapToInt(Example::targets).sum();
    int[] tokens = new int[rows];
    int[] starts = new int[examples.size() + 1];
    int[] wanted = new int[count];
    int[] targets = new int[count];
    int next = 0;
    for (int i = 0; i < examples.size(); i++) {
      int[] all = examples.get(i).tokens();
      System.arraycopy(all, 0, tokens, starts[i], all.length - 1);
      starts[i + 1] = starts[i] + all.length - 1;
      for (int t = examples.get(i).first(); t < all.length; t++) {
        wanted[next] = starts[i] + t - 1;
        targets[next++] = all[t];
      }
    }
    return new NextTokenBatch(new TokenSequences(tokens, starts), wanted, targets);
  }
}
