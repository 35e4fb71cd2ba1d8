package org.rlhflab.pretrain.ngram;

import java.util.Arrays;

/// The counts behind a Kneser-Ney model of one order n.
///
/// ```
/// c(u w)      how often the n-gram u w occurs                        n-grams of the highest order
/// c(u w)      after how many different tokens: |{v : v u w occurs}|   shorter n-grams
/// ```
///
/// The second, the *continuation count*, is Kneser and Ney's idea: "Francisco" may be frequent, but
/// only ever after "San", so where the context is unknown it deserves little.
///
/// A document is counted as end-of-text, its tokens, end-of-text. The first stands for its
/// beginning and is never predicted; no n-gram reaches across it. An n-gram that starts with it has
/// nothing to its left, so it keeps its number of occurrences at every order, as in SRILM and
/// KenLM.
///
/// Sources: Chen and Goodman 1998, section 2.7; Heafield et al., "Scalable Modified Kneser-Ney
/// Language Model Estimation", 2013, section 3.2 (adjusted counts).
public final class NGramCounts {
  /// The highest order.
  public static final int MAX_ORDER = 5;

  private final NGramTrie trie = new NGramTrie();
  private final int order;
  private final int vocabulary;
  private final int endOfText;
  private int[] counts = new int[1 << 11]; // [node]

  private NGramCounts(int order, int vocabulary, int endOfText) {
    this.order = checkedOrder(order);
    this.vocabulary = vocabulary;
    this.endOfText = endOfText;
  }

  /// Counts documents of token ids in 0..`vocabulary` (exclusive), given without end-of-text.
  public static NGramCounts of(
      Iterable<int[]> documents, int order, int vocabulary, int endOfText) {
    NGramCounts counts = new NGramCounts(order, vocabulary, endOfText);
    counts.checkToken(endOfText);
    for (int[] document : documents) {
      counts.add(document);
    }
    return counts;
  }

  /// The order n: a token is predicted from up to n - 1 before it.
  public int order() {
    return order;
  }

  /// How many tokens there are.
  public int vocabulary() {
    return vocabulary;
  }

  /// The token that ends and begins documents.
  public int endOfText() {
    return endOfText;
  }

  /// How many n-grams of length `length` have count 1, 2, 3 and 4, at these indices.
  public long[] countsOfCounts(int length) {
    long[] result = new long[5];
    for (int node = 1; node < trie.size(); node++) {
      if (trie.depth(node) == length && counts[node] >= 1 && counts[node] <= 4) {
        result[counts[node]]++;
      }
    }
    return result;
  }

  /// The count of an n-gram: of occurrences or of continuations, see above; 0 if it never occurs.
  public int count(int... nGram) {
    int node = NGramTrie.ROOT;
    for (int token : nGram) {
      node = node == NGramTrie.NONE ? node : trie.child(node, token);
    }
    return node <= NGramTrie.ROOT ? 0 : counts[node];
  }

  NGramTrie trie() {
    return trie;
  }

  int countAt(int node) {
    return counts[node];
  }

  void checkToken(int token) {
    if (token < 0 || token >= vocabulary) {
      throw new IllegalArgumentException(
          "token " + token + " is outside the vocabulary of " + vocabulary);
    }
  }

  private void add(int[] document) {
    int[] nodes = new int[order + 1]; // [length], the n-grams that end at the last token
    nodes[0] = NGramTrie.ROOT;
    nodes[1] = trie.childOrNew(NGramTrie.ROOT, endOfText);
    for (int i = 0; i <= document.length; i++) {
      int token = i < document.length ? document[i] : endOfText;
      checkToken(token);
      if (i < document.length && token == endOfText) {
        throw new IllegalArgumentException("a document holds end-of-text at " + i);
      }
      count(token, Math.min(order, i + 2), nodes);
    }
  }

  /// Counts the n-grams up to length `longest` that end at `token`; `nodes` go on from those that
  /// end at the token before to these.
  private void count(int token, int longest, int[] nodes) {
    boolean counted = true;
    for (int length = longest; length >= 1; length--) {
      int before = trie.size();
      int node = trie.childOrNew(nodes[length - 1], token);
      if (node >= counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
      }
      // The longest counts each time; a shorter one when the next longer is seen first, that is,
      // for each different token to its left.
      counts[node] += counted ? 1 : 0;
      counted = node == before;
      nodes[length] = node;
    }
  }

  private static int checkedOrder(int order) {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order must be from 1 to " + MAX_ORDER + ", got " + order);
    }
    return order;
  }
}
