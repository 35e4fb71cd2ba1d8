package org.rlhflab.pretrain.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Byte-level byte pair encoding as GPT-2's. Text is cut into words ([PreTokenizer]), each word
/// begins as its bytes, and neighbours are merged in the order in which the merges were learned,
/// the earliest first, until none applies. Bytes are pieces themselves, so there is no text that
/// cannot be encoded.
///
/// ```
/// merges  u+g, u+n, h+ug      "hugs" -> h u g s -> h ug s -> hug s
/// ```
///
/// Sources: Sennrich, Haddow and Birch 2016; Radford et al. 2019, section 2.2. Pieces are numbered
/// as in GPT-2: the 256 bytes in the order of their characters, then the merges as learned.
/// Instances are immutable but for a cache, and may be shared by threads.
public final class BytePairEncoding {
  /// The number of pieces that every vocabulary has: the bytes.
  public static final int BYTES = 256;

  // Bounds of the cache, so that hostile text cannot fill the memory.
  private static final int CACHED_WORDS = 1 << 16;
  private static final int CACHED_LENGTH = 64;

  /// Two pieces that become one, both written in GPT-2's byte alphabet.
  public record Merge(String left, String right) {
    /// What they become.
    public String piece() {
      return left + right;
    }
  }

  private record Ranked(int rank, int piece) {}

  private record Step(int rank, int at) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
    }
  }

  private final List<Merge> merges;
  private final List<String> pieces;
  private final Map<String, Integer> pieceOf = new HashMap<>();
  private final Map<Long, Ranked> ranks = new HashMap<>();
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  /// An encoding with these merges; a merge of a piece that no earlier one makes is refused.
  public BytePairEncoding(List<Merge> merges) {
    this.merges = List.copyOf(merges);
    List<String> all = new ArrayList<>();
    for (String piece : ByteAlphabet.pieces()) {
      pieceOf.put(piece, all.size());
      all.add(piece);
    }
    for (Merge merge : merges) {
      Integer left = pieceOf.get(merge.left());
      Integer right = pieceOf.get(merge.right());
      if (left == null || right == null) {
        String unknown = left == null ? merge.left() : merge.right();
        throw new IllegalArgumentException(
            "merge " + ranks.size() + " is of \"" + unknown + "\", which is no piece before it");
      }
      if (pieceOf.putIfAbsent(merge.piece(), all.size()) == null) {
        all.add(merge.piece());
      }
      ranks.putIfAbsent(pair(left, right), new Ranked(ranks.size(), pieceOf.get(merge.piece())));
    }
    pieces = List.copyOf(all);
  }

  /// Learns an encoding of `size` pieces, bytes included; it has fewer if the documents have no
  /// more pairs that occur twice.
  public static BytePairEncoding train(Iterable<String> documents, int size) {
    if (size < BYTES) {
      throw new IllegalArgumentException("size must be at least 256, the bytes, got " + size);
    }
    Map<String, Long> wordCounts = new LinkedHashMap<>();
    for (String document : documents) {
      PreTokenizer.forEachWord(
          Wtf8.encode(document), word -> wordCounts.merge(word, 1L, Long::sum));
    }
    return new BytePairEncoding(BytePairTraining.learn(wordCounts, size));
  }

  /// The merges in the order in which they apply.
  public List<Merge> merges() {
    return merges;
  }

  /// The pieces by number, written in GPT-2's byte alphabet.
  public List<String> pieces() {
    return pieces;
  }

  /// The numbers of the pieces that `bytes` is made of.
  public int[] encode(byte[] bytes) {
    IntSequence numbers = new IntSequence(bytes.length / 2 + 8);
    PreTokenizer.forEachWord(bytes, word -> numbers.addAll(encodeWord(word)));
    return numbers.toArray();
  }

  private int[] encodeWord(String word) {
    int[] known = cache.get(word);
    if (known != null) {
      return known;
    }
    int[] encoded = merge(word);
    if (word.length() <= CACHED_LENGTH && cache.size() < CACHED_WORDS) {
      cache.put(word, encoded);
    }
    return encoded;
  }

  /// Linked positions and a queue of possible merges: n log n, also for a word of a million bytes.
  private int[] merge(String word) {
    int length = word.length();
    int[] piece = ByteAlphabet.numbers(word); // [position], -1 where merged into an earlier one
    int[] next = new int[length];
    int[] previous = new int[length];
    for (int i = 0; i < length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    PriorityQueue<Step> queue = new PriorityQueue<>();
    for (int i = 0; i < length; i++) {
      offer(piece, next, i, queue);
    }
    for (Step step = queue.poll(); step != null; step = queue.poll()) {
      int at = step.at();
      Ranked merge = rankAt(piece, next, at);
      // The step is outdated if one of its two pieces was merged with another neighbour.
      if (merge == null || merge.rank() != step.rank()) {
        continue;
      }
      int gone = next[at];
      piece[at] = merge.piece();
      piece[gone] = -1;
      next[at] = next[gone];
      if (next[at] < length) {
        previous[next[at]] = at;
      }
      offer(piece, next, at, queue);
      if (previous[at] >= 0) {
        offer(piece, next, previous[at], queue);
      }
    }
    return Arrays.stream(piece).filter(p -> p >= 0).toArray();
  }

  private void offer(int[] piece, int[] next, int at, PriorityQueue<Step> queue) {
    Ranked merge = rankAt(piece, next, at);
    if (merge != null) {
      queue.add(new Step(merge.rank(), at));
    }
  }

  private @Nullable Ranked rankAt(int[] piece, int[] next, int at) {
    return piece[at] < 0 || next[at] >= piece.length
        ? null
        : ranks.get(pair(piece[at], piece[next[at]]));
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }
}
