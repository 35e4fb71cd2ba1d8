package org.rlhflab.reward.label;

import java.util.function.ToIntBiFunction;

/// What of a label file a model can't take in: prompt and response together have more tokens than
/// its context, and what is beyond is cut.
///
/// @param context tokens that the model takes in
/// @param labels with at least one response that does not fit
/// @param tokens beyond the context, over all responses
/// @param longest tokens of the longest prompt with its response
public record TokensBeyondContext(int context, long labels, long tokens, int longest) {

  /// Counts as labels come.
  public static final class Counter {
    private final int context;
    private final ToIntBiFunction<String, String> length;
    private long labels;
    private long tokens;
    private int longest;

    /// For a context; `length` gives the tokens of a prompt with a response.
    public Counter(int context, ToIntBiFunction<String, String> length) {
      this.context = context;
      this.length = length;
    }

    void add(Preference label) {
      int chosen = length.applyAsInt(label.prompt(), label.chosen());
      int rejected = length.applyAsInt(label.prompt(), label.rejected());
      int longer = Math.max(chosen, rejected);
      longest = Math.max(longest, longer);
      labels += longer > context ? 1 : 0;
      tokens += Math.max(0, chosen - context) + Math.max(0, rejected - context);
    }

    TokensBeyondContext result() {
      return new TokensBeyondContext(context, labels, tokens, longest);
    }
  }
}
