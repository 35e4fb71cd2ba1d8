package org.rlhflab.pretrain.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.rlhflab.pretrain.text.BytePairEncoding.Merge;

/// Learns the merges of a byte pair encoding: again and again the most frequent pair of
/// neighbouring symbols, over all words, becomes one new symbol. Equal counts: the pair whose left
/// symbol is older wins, then the one whose right symbol is older, as in Hugging Face's trainer.
///
/// Pair counts are kept up to date rather than counted anew: a merge touches only the words that
/// contain its pair. The queue may hold outdated candidates; they are dropped when they come up.
///
/// Source: Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword
/// Units", 2016, algorithm 1.
final class BytePairTraining {
  /// A pair that occurs only once saves nothing.
  private static final int LEAST_COUNT = 2;

  private record Candidate(long count, long pair) {}

  private static final class PairCount {
    private long count;
    // Words in which the pair occurs or once did.
    private final Set<Integer> words = new HashSet<>();
  }

  private final List<String> pieces = new ArrayList<>(ByteAlphabet.pieces());
  private final Map<String, Integer> symbolOf = new HashMap<>();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> frequencies = new ArrayList<>();
  private final Map<Long, PairCount> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::pair));

  private BytePairTraining(Map<String, Long> wordCounts) {
    for (String piece : pieces) {
      symbolOf.put(piece, symbolOf.size());
    }
    Set<Long> seen = new HashSet<>();
    wordCounts.forEach((word, count) -> {
      words.add(ByteAlphabet.numbers(word));
      frequencies.add(count);
      count(words.size() - 1, count, seen);
    });
    offer(seen);
  }

  /// Merges that make a vocabulary of `size` pieces from words (in the [ByteAlphabet]) and how
  /// often each occurs; fewer if the words have no more pairs that occur twice.
  static List<Merge> learn(Map<String, Long> wordCounts, int size) {
    BytePairTraining training = new BytePairTraining(wordCounts);
    List<Merge> merges = new ArrayList<>();
    while (training.pieces.size() < size && training.mergeMostFrequent(merges)) {
      // Each round learns one merge.
    }
    return merges;
  }

  private boolean mergeMostFrequent(List<Merge> merges) {
    for (Candidate top = queue.poll(); top != null; top = queue.poll()) {
      PairCount pair = pairs.get(top.pair());
      if (pair == null || pair.count != top.count()) {
        continue;
      }
      if (top.count() < LEAST_COUNT) {
        return false;
      }
      Merge merge = new Merge(pieces.get(left(top.pair())), pieces.get(right(top.pair())));
      merges.add(merge);
      replace(top.pair(), symbol(merge.piece()), pair.words);
      return true;
    }
    return false;
  }

  /// Two different merges may spell the same piece; it is one symbol.
  private int symbol(String piece) {
    return symbolOf.computeIfAbsent(
        piece,
        _ -> {
          pieces.add(piece);
          return pieces.size() - 1;
        });
  }

  private void replace(long pair, int merged, Set<Integer> containing) {
    Set<Long> changed = new HashSet<>();
    for (int word : containing) {
      count(word, -frequencies.get(word), changed);
      words.set(word, replaced(words.get(word), left(pair), right(pair), merged));
      count(word, frequencies.get(word), changed);
    }
    pairs.remove(pair);
    offer(changed);
  }

  private static int[] replaced(int[] word, int left, int right, int merged) {
    int[] result = new int[word.length];
    int n = 0;
    for (int i = 0; i < word.length; i++) {
      boolean here = i + 1 < word.length && word[i] == left && word[i + 1] == right;
      result[n++] = here ? merged : word[i];
      i += here ? 1 : 0;
    }
    return Arrays.copyOf(result, n);
  }

  private void count(int word, long times, Set<Long> changed) {
    int[] symbols = words.get(word);
    for (int i = 1; i < symbols.length; i++) {
      long pair = (long) symbols[i - 1] << 32 | symbols[i];
      PairCount pairCount = pairs.computeIfAbsent(pair, _ -> new PairCount());
      pairCount.count += times;
      if (times > 0) {
        pairCount.words.add(word);
      }
      changed.add(pair);
    }
  }

  private void offer(Set<Long> changed) {
    for (long pair : changed) {
      PairCount pairCount = pairs.get(pair);
      if (pairCount != null && pairCount.count > 0) {
        queue.add(new Candidate(pairCount.count, pair));
      }
    }
  }

  private static int left(long pair) {
    return (int) (pair >>> 32);
  }

  private static int right(long pair) {
    return (int) pair;
  }
}
