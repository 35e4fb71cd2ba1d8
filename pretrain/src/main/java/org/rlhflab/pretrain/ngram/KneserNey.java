package org.rlhflab.pretrain.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An n-gram language model with interpolated modified Kneser-Ney smoothing.
///
/// ```
///             c(u w) - D(c(u w))
/// P(w | u) = -------------------- + g(u) P(w | u')        u' is u without its first token
///                  c(u .)
///
/// g(u) = (D1 N1(u .) + D2 N2(u .) + D3+ N3+(u .)) / c(u .)
/// ```
///
/// with c from [NGramCounts], D from [KneserNeyDiscounts] for the length of u w, c(u .) the sum
/// over all tokens and Nr(u .) the number of tokens w with c(u w) = r. A context never seen leaves
/// the word to u'; below the empty context stands the uniform distribution over the vocabulary, so
/// every token has some probability and they sum to 1 for any context.
///
/// Source: Chen and Goodman 1998, sections 2.7 and 3 (modified Kneser-Ney, the interpolated form).
public final class KneserNey {
  // Where a text stands is an int[]: the nodes of the contexts that end at the last token, as far
  // as they were ever seen, by length from 0.
  private static final int[] NOTHING = {NGramTrie.ROOT};

  private final NGramCounts counts;
  private final NGramTrie trie;
  private final List<KneserNeyDiscounts> discounts = new ArrayList<>(); // [n-gram's length - 1]
  private final double[] totals; // [context's node], c(u .)
  private final double[] backOff; // [context's node], g(u)

  /// A model on these counts.
  public KneserNey(NGramCounts counts) {
    this.counts = counts;
    trie = counts.trie();
    for (int length = 1; length <= counts.order(); length++) {
      discounts.add(KneserNeyDiscounts.of(counts.countsOfCounts(length)));
    }
    totals = new double[trie.size()];
    backOff = new double[trie.size()];
    for (int node = 1; node < trie.size(); node++) {
      int count = counts.countAt(node);
      totals[trie.parent(node)] += count;
      backOff[trie.parent(node)] += discount(trie.depth(node), count);
    }
    for (int node = 0; node < trie.size(); node++) {
      backOff[node] = totals[node] > 0 ? backOff[node] / totals[node] : 1;
    }
  }

  /// The model's order.
  public int order() {
    return counts.order();
  }

  /// The discounts by n-gram length, from 1.
  public List<KneserNeyDiscounts> discounts() {
    return List.copyOf(discounts);
  }

  /// The probability of `token` after `context`, of which the last tokens count: up to order - 1,
  /// and none before the last end-of-text. End-of-text stands for the beginning of a document.
  public double probability(int[] context, int token) {
    counts.checkToken(token);
    return interpolated(after(NOTHING, context), token);
  }

  /// Natural logarithms of the probability of each of `tokens`, after a document's beginning and
  /// then `context`. An end-of-text among the tokens is predicted like any other; after it a new
  /// document begins.
  public double[] logProbabilities(int[] context, int[] tokens) {
    int[] contexts = after(next(NOTHING, counts.endOfText()), context);
    double[] result = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      counts.checkToken(tokens[i]);
      result[i] = Math.log(interpolated(contexts, tokens[i]));
      contexts = next(contexts, tokens[i]);
    }
    return result;
  }

  /// Their sum: the natural logarithm of the probability of `tokens` after `context`.
  public double logProbability(int[] context, int[] tokens) {
    return Arrays.stream(logProbabilities(context, tokens)).sum();
  }

  private double interpolated(int[] contexts, int token) {
    double probability = 1.0 / counts.vocabulary();
    for (int length = 0; length < contexts.length; length++) {
      int context = contexts[length];
      int node = trie.child(context, token);
      int count = node == NGramTrie.NONE ? 0 : counts.countAt(node);
      double seen = count == 0 ? 0 : (count - discount(length + 1, count)) / totals[context];
      probability = seen + backOff[context] * probability;
    }
    return probability;
  }

  private double discount(int length, int count) {
    return discounts.get(length - 1).of(count);
  }

  private int[] after(int[] contexts, int[] context) {
    int[] last = contexts;
    for (int token : context) {
      counts.checkToken(token);
      last = next(last, token);
    }
    return last;
  }

  private int[] next(int[] contexts, int token) {
    // No n-gram goes on from the end of a document, so what stands before it drops out by itself.
    int[] nodes = new int[Math.min(contexts.length + 1, counts.order())];
    int length = 1;
    for (; length < nodes.length; length++) {
      nodes[length] = trie.child(contexts[length - 1], token);
      if (nodes[length] == NGramTrie.NONE) {
        break;
      }
    }
    return Arrays.copyOf(nodes, length);
  }
}
