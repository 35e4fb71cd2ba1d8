package org.rlhflab.ppo;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.stage.ShuffledPasses;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;

/// Training prompts in shuffled order, each once before any comes again.
final class PromptQueue {
  private final List<Queued> all;
  private final ShuffledPasses order;

  /// A prompt and its tokens.
  record Queued(Prompt prompt, int[] tokens) {}

  /// Prompts that leave no room for an answer are left out.
  PromptQueue(List<Prompt> prompts, ModelFolder model, RandomStreams random) {
    Tokenizer tokenizer = model.tokenizer();
    int context = model.gpt().config().context();
    this.all =
        prompts.stream()
            .map(p -> new Queued(p, tokenizer.encode(PromptFormat.prompt(p.prompt()))))
            .filter(p -> p.tokens().length < context)
            .toList();
    if (all.isEmpty()) {
      throw new BadInput("no prompt leaves room for an answer in " + context + " tokens");
    }
    this.order = new ShuffledPasses(all.size(), random, "ppo", "prompts");
  }

  /// `count` prompts from a place on, which is counted from 0.
  List<Queued> from(long place, int count) {
    return from(place, count, 1);
  }

  /// The same, each of them so many times in a row.
  List<Queued> from(long place, int count, int times) {
    return LongStream.range(place, place + count)
        .mapToObj(i -> all.get(order.at(i)))
        .flatMap(prompt -> Collections.nCopies(times, prompt).stream())
        .toList();
  }
}
