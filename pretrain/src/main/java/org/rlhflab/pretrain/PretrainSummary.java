package org.rlhflab.pretrain;

import java.util.List;
import java.util.OptionalDouble;

/// What pretraining came to, in the form of its JSON document: the GPT beside the n-gram model on
/// the same held-out text.
///
/// @param tokens tokens of training in all
/// @param vocabulary pieces of the tokenizer
/// @param perplexity per token of held-out documents
/// @param answerPerplexity per token of held-out answers, given their questions; empty where no
///   questions are held out
/// @param bitsPerByte of held-out documents
/// @param ngramOrders perplexities of the n-gram model by order, from 1
public record PretrainSummary(
    long tokens,
    int vocabulary,
    WithOrder perplexity,
    AnswerPair answerPerplexity,
    Pair bitsPerByte,
    List<Orders> ngramOrders) {

  /// The best order's value beside the GPT's.
  public record WithOrder(double gpt, Order ngram) {}

  /// An order and its perplexity.
  public record Order(int order, double value) {}

  /// The GPT's figure beside that of the best n-gram order.
  public record Pair(double gpt, double ngram) {}

  /// The same of answers.
  public record AnswerPair(OptionalDouble gpt, OptionalDouble ngram) {}

  /// One order's perplexities.
  public record Orders(
      int order, double perplexity, OptionalDouble answerPerplexity, double bitsPerByte) {}
}
