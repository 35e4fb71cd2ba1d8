package org.rlhflab.ppo.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.evaluation.NamedModel;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;

/// A model that answers, or goes on with raw text.
final class Speaker {
  private final NamedModel named;
  private final boolean raw;
  private final Generator generator;

  Speaker(NamedModel named, boolean raw, Workers workers) {
    this.named = named;
    this.raw = raw;
    this.generator =
        new Generator(named.model().gpt(), workers, named.model().tokenizer().endOfText());
  }

  String name() {
    return named.name();
  }

  /// Why a prompt cannot be answered, in one sentence; empty if it can.
  Optional<String> complaint(String prompt) {
    int tokens = tokens(prompt).length;
    int context = named.model().gpt().config().context();
    return tokens < context
        ? Optional.empty()
        : Optional.of(
            "%s reads at most %d tokens, and this prompt has %d; make it shorter"
                .formatted(name(), context - 1, tokens));
  }

  /// Several answers to one prompt, for which there must be no complaint.
  List<Answer> answer(String prompt, int samples, Sampling sampling, long seed) {
    List<int[]> prompts = Collections.nCopies(samples, tokens(prompt));
    List<Answer> answers = new ArrayList<>();
    for (Completion completion : generator.generate(prompts, sampling, seed)) {
      String text = named.model().tokenizer().decode(completion.text());
      answers.add(
          new Answer(
              name(),
              prompt,
              answers.size() + 1,
              raw ? text : text.strip(),
              completion.finished()));
    }
    return answers;
  }

  /// An empty beginning is that of a new document: what follows the end of another.
  private int[] tokens(String prompt) {
    Tokenizer tokenizer = named.model().tokenizer();
    int[] tokens = tokenizer.encode(raw ? prompt : PromptFormat.prompt(prompt));
    return tokens.length > 0 ? tokens : new int[] {tokenizer.endOfText()};
  }
}
