package org.rlhflab.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.rlhflab.pretrain.model.LanguageModelTrainer;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.ngram.KneserNey;
import org.rlhflab.pretrain.ngram.NGramCounts;
import org.rlhflab.pretrain.ngram.Perplexity;
import org.rlhflab.pretrain.text.Tokenizer;

/// How well the GPT and the n-gram model of every order predict the same held-out text.
///
/// Both see a document from its beginning, after an end-of-text token, and predict its tokens and
/// the end-of-text token after it; a document longer than the context is cut. On answers only the
/// answer's tokens count: the question is given. The n-gram model has all training documents.
final class LanguageModelComparison {
  private static final String ANSWER = "\nA:";
  private static final int AT_ONCE = 16;

  private record Held(int[] tokens, int first, long bytes) {}

  private final Tokenizer tokenizer;
  private final List<Held> documents = new ArrayList<>();
  private final List<Held> answers = new ArrayList<>();

  LanguageModelComparison(Tokenizer tokenizer, List<String> heldOut, int context) {
    this.tokenizer = tokenizer;
    for (String text : heldOut) {
      int split = text.startsWith("Q: ") ? text.indexOf(ANSWER) : -1;
      documents.add(held("", text, context));
      if (split >= 0) {
        int cut = split + ANSWER.length();
        answers.add(held(text.substring(0, cut), text.substring(cut), context));
      }
    }
  }

  private Held held(String given, String predicted, int context) {
    int[] first = tokenizer.encode(given);
    int[] rest = tokenizer.encode(predicted);
    int[] tokens = new int[first.length + rest.length + 2];
    tokens[0] = tokenizer.endOfText();
    System.arraycopy(first, 0, tokens, 1, first.length);
    System.arraycopy(rest, 0, tokens, 1 + first.length, rest.length);
    tokens[tokens.length - 1] = tokenizer.endOfText();
    int length = Math.min(tokens.length, context + 1);
    int[] cut = Arrays.copyOf(tokens, length);
    int from = Math.min(1 + first.length, length - 1);
    long bytes = tokenizer.decodeBytes(Arrays.copyOfRange(cut, from, length)).length;
    return new Held(cut, from, Math.max(1, bytes));
  }

  PretrainSummary compare(LanguageModelTrainer gpt, List<int[]> training, long tokens, int order) {
    List<PretrainSummary.Orders> orders = new ArrayList<>();
    for (int n = 1; n <= order; n++) {
      KneserNey model =
          new KneserNey(NGramCounts.of(training, n, tokenizer.vocabulary(), tokenizer.endOfText()));
      Perplexity text = ngram(model, documents);
      OptionalDouble answer = onAnswers(held -> ngram(model, held));
      orders.add(new PretrainSummary.Orders(n, text.perToken(), answer, text.bitsPerByte()));
    }
    Perplexity text = gpt(gpt, documents);
    OptionalDouble answer = onAnswers(held -> gpt(gpt, held));
    PretrainSummary.Orders best =
        orders.stream()
            .min(Comparator.comparingDouble(PretrainSummary.Orders::perplexity))
            .orElseThrow();
    OptionalDouble bestAnswer =
        orders.stream().flatMapToDouble(each -> each.answerPerplexity().stream()).min();
    return new PretrainSummary(
        tokens,
        tokenizer.vocabulary(),
        new PretrainSummary.WithOrder(
            text.perToken(), new PretrainSummary.Order(best.order(), best.perplexity())),
        new PretrainSummary.AnswerPair(answer, bestAnswer),
        new PretrainSummary.Pair(text.bitsPerByte(), best.bitsPerByte()),
        orders);
  }

  private OptionalDouble onAnswers(Function<List<Held>, Perplexity> model) {
    return answers.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(model.apply(answers).perToken());
  }

  private static Perplexity ngram(KneserNey model, List<Held> held) {
    double sum = 0;
    long tokens = 0;
    long bytes = 0;
    for (Held h : held) {
      int[] context = Arrays.copyOf(h.tokens(), h.first());
      int[] predicted = Arrays.copyOfRange(h.tokens(), h.first(), h.tokens().length);
      sum += model.logProbability(context, predicted);
      tokens += predicted.length;
      bytes += h.bytes();
    }
    return new Perplexity(sum, tokens, bytes);
  }

  private static Perplexity gpt(LanguageModelTrainer gpt, List<Held> held) {
    List<NextTokenBatch> batches = new ArrayList<>();
    long tokens = 0;
    long bytes = 0;
    for (int from = 0; from < held.size(); from += AT_ONCE) {
      List<Example> examples = new ArrayList<>();
      for (Held h : held.subList(from, Math.min(held.size(), from + AT_ONCE))) {
        examples.add(new Example(h.tokens(), h.first()));
        tokens += h.tokens().length - h.first();
        bytes += h.bytes();
      }
      batches.add(NextTokenBatch.of(examples));
    }
    return new Perplexity(-gpt.evaluate(batches) * tokens, tokens, bytes);
  }

  /// Held-out documents as batches, for the loss during training.
  List<NextTokenBatch> batches() {
    List<NextTokenBatch> batches = new ArrayList<>();
    for (int from = 0; from < documents.size(); from += AT_ONCE) {
      batches.add(
          NextTokenBatch.of(
              documents.subList(from, Math.min(documents.size(), from + AT_ONCE)).stream()
                  .map(h -> new Example(h.tokens(), h.first()))
                  .toList()));
    }
    return batches;
  }
}
