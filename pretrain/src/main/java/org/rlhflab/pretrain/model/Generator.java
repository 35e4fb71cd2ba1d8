package org.rlhflab.pretrain.model;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.kernel.Workers;

/// Writes responses to many prompts at once, each token from the cached keys and values of those
/// before it.
///
/// The draw for a token depends only on the seed, the prompt's place in the list and the token's
/// place in the response. Finished sequences leave the batch.
public final class Generator {
  /// Sequences decoded side by side by one shard.
  static final int LANES = 64;

  private final Gpt gpt;
  private final Workers workers;
  private final int endOfText;
  private final List<DecodingShard> shards = new ArrayList<>();

  /// For a model whose responses end with the token `endOfText`.
  public Generator(Gpt gpt, Workers workers, int endOfText) {
    this.gpt = gpt;
    this.workers = workers;
    this.endOfText = endOfText;
    for (int s = 0; s < Workers.SHARDS; s++) {
      shards.add(new DecodingShard(gpt, LANES, endOfText));
    }
  }

  /// One response for each prompt. A response ends at its end-of-text token, at the sampling's
  /// limit, or where the context ends; prompts must leave room for one token.
  public List<Completion> generate(List<int[]> prompts, Sampling sampling, long seed) {
    for (int[] prompt : prompts) {
      if (prompt.length == 0 || prompt.length >= gpt.config().context()) {
        throw new IllegalArgumentException(
            "a prompt must have 1 to %d tokens, got %d"
                .formatted(gpt.config().context() - 1, prompt.length));
      }
    }
    Completion[] completions = new Completion[prompts.size()];
    int step = Workers.SHARDS * LANES;
    long head = gpt.offset(Gpt.LANGUAGE_MODEL);
    shards.forEach(shard -> shard.parametersChanged(head));
    for (int start = 0; start < prompts.size(); start += step) {
      int begin = start;
      int end = Math.min(prompts.size(), begin + step);
      int middle = begin + (end - begin + 1) / 2;
      workers.run(s ->
          shards
              .get(s)
              .generate(
                  prompts,
                  s == 0 ? begin : middle,
                  s == 0 ? middle : end,
                  sampling,
                  seed,
                  completions));
    }
    return List.of(completions);
  }

  /// The token that ends a response.
  public int endOfText() {
    return endOfText;
  }
}
