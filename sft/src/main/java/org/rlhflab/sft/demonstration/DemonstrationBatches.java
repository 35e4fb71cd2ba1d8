package org.rlhflab.sft.demonstration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.stage.ShuffledPasses;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;

/// Batches for fine-tuning: demonstrations, of which only the completion is predicted, and among
/// them pieces of pretraining text, predicted whole.
///
/// Without the pretraining text (replay; Rolnick et al. 2019, arXiv 1811.11682) a small model
/// forgets the topics that no demonstration is about.
public final class DemonstrationBatches {
  private static final int REPLAYED_TOKENS = 64;

  private final List<Example> demonstrations;
  private final List<int[]> documents;
  private final int batchSize;
  private final double replay;
  private final RandomStreams random;
  private final ShuffledPasses order;

  /// Demonstrations in batches of `batchSize`, and for each of them `replay` documents.
  public DemonstrationBatches(
      List<Example> demonstrations,
      List<int[]> documents,
      int batchSize,
      double replay,
      RandomStreams random) {
    if (demonstrations.isEmpty()) {
      throw new IllegalArgumentException("there are no demonstrations to learn from");
    }
    this.demonstrations = List.copyOf(demonstrations);
    this.documents = documents.stream().filter(d -> d.length >= 2).toList();
    this.batchSize = batchSize;
    this.replay = replay;
    this.random = random;
    this.order = new ShuffledPasses(demonstrations.size(), random, "sft", "order");
  }

  /// A demonstration in tokens: prompt, completion, end-of-text; cut to `context` + 1 tokens.
  public static Example example(Tokenizer tokenizer, Demonstration demonstration, int context) {
    int[] prompt = tokenizer.encode(PromptFormat.prompt(demonstration.prompt()));
    int[] answer = tokenizer.encode(PromptFormat.completion(demonstration.completion()));
    int[] tokens = new int[prompt.length + answer.length + 1];
    System.arraycopy(prompt, 0, tokens, 0, prompt.length);
    System.arraycopy(answer, 0, tokens, prompt.length, answer.length);
    tokens[tokens.length - 1] = tokenizer.endOfText();
    int length = Math.min(tokens.length, context + 1);
    return new Example(
        java.util.Arrays.copyOf(tokens, length), Math.min(prompt.length, length - 1));
  }

  /// The batch at `step`, from 0, which depends on nothing but the step; each demonstration comes
  /// once before any comes again.
  public NextTokenBatch batch(long step) {
    RandomGenerator draws = random.stream("sft", "replay", Long.toString(step));
    List<Example> batch = new ArrayList<>();
    for (long i = step * batchSize; i < (step + 1) * batchSize; i++) {
      batch.add(demonstrations.get(order.at(i)));
      for (long due = owed(i); due < owed(i + 1); due++) {
        batch.add(replayed(draws));
      }
    }
    return NextTokenBatch.of(batch);
  }

  /// Documents to be replayed before demonstration number `i`.
  private long owed(long i) {
    return documents.isEmpty() ? 0 : (long) Math.floor(i * replay);
  }

  private Example replayed(RandomGenerator draws) {
    int[] document = documents.get(draws.nextInt(documents.size()));
    int length = Math.min(document.length, REPLAYED_TOKENS + 1);
    int from = draws.nextInt(document.length - length + 1);
    return new Example(java.util.Arrays.copyOfRange(document, from, from + length), 1);
  }
}
