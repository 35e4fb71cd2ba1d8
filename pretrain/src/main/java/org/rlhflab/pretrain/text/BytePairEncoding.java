package org.rlhflab.pretrain.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
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
/// Where a word is built up of pieces that occur nowhere else, [#pruned] leaves them out: then a
/// word that is a piece is looked up first, and merges are for all others.
///
/// Sources: Sennrich, Haddow and Birch 2016; Radford et al. 2019, section 2.2. Pieces are numbered
/// as in GPT-2: the 256 bytes in the order of their characters, then the merges as learned; then
/// come words that no merge makes. Instances are immutable but for a cache, and may be shared by
/// threads.
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
  private final List<String> words;
  private final List<String> pieces;
  private final Map<String, Integer> pieceOf = new HashMap<>();
  private final Map<Long, Ranked> ranks = new HashMap<>();
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  /// An encoding with these merges; a merge of a piece that no earlier one makes is refused.
  public BytePairEncoding(List<Merge> merges) {
    this(merges, List.of());
  }

  /// The same with `words`, in GPT-2's byte alphabet, that are pieces although no merge makes them.
  /// If there are any, every word that is a piece is encoded as that piece.
  public BytePairEncoding(List<Merge> merges, List<String> words) {
    this.merges = List.copyOf(merges);
    this.words = List.copyOf(words);
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
    for (String word : words) {
      if (pieceOf.putIfAbsent(word, all.size()) != null) {
        throw new IllegalArgumentException("the word \"" + word + "\" is a piece already");
      }
      all.add(word);
    }
    pieces = List.copyOf(all);
  }

  /// Learns an encoding of `size` pieces, bytes included; it has fewer if the documents have no
  /// more pairs that occur twice.
  public static BytePairEncoding train(Iterable<String> documents, int size) {
    if (size < BYTES) {
      throw new IllegalArgumentException("size must be at least 256, the bytes, got " + size);
    }
    return new BytePairEncoding(BytePairTraining.learn(wordCounts(documents), size));
  }

  private static Map<String, Long> wordCounts(Iterable<String> documents) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String document : documents) {
      PreTokenizer.forEachWord(Wtf8.encode(document), word -> counts.merge(word, 1L, Long::sum));
    }
    return counts;
  }

  /// The same encoding of these documents with fewer pieces, numbered anew: without merges that
  /// only lead to whole words. A model need not score pieces that no text has.
  ///
  /// Like PickyBPE (Chizhov et al. 2024, arXiv 2409.04599) it drops what learning left behind, but
  /// only where nothing is encoded otherwise; like Llama 3's, it looks whole words up.
  public BytePairEncoding pruned(Iterable<String> documents) {
    Set<Long> needed = new HashSet<>(); // pairs merged in words that end as several pieces
    Set<Integer> whole = new HashSet<>(); // pieces that are words
    for (String word : wordCounts(documents).keySet()) {
      Set<Long> applied = new HashSet<>();
      int[] encoded = merge(word, applied::add);
      if (encoded.length == 1) {
        whole.add(encoded[0]);
      } else {
        needed.addAll(applied);
      }
    }
    List<Merge> kept = new ArrayList<>();
    Set<String> made = new HashSet<>(ByteAlphabet.pieces());
    for (Merge merge : merges) {
      if (needed.contains(pair(number(merge.left()), number(merge.right())))) {
        kept.add(merge);
        made.add(merge.piece());
      }
    }
    List<String> rest = new ArrayList<>();
    for (int piece = 0; piece < pieces.size(); piece++) {
      if (whole.contains(piece) && !made.contains(pieces.get(piece))) {
        rest.add(pieces.get(piece));
      }
    }
    // Without words of their own, words would no longer be looked up.
    return rest.isEmpty() ? this : new BytePairEncoding(kept, rest);
  }

  private int number(String piece) {
    return Objects.requireNonNull(pieceOf.get(piece));
  }

  /// The merges in the order in which they apply.
  public List<Merge> merges() {
    return merges;
  }

  /// Words that are pieces although no merge makes them.
  public List<String> words() {
    return words;
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
    Integer whole = words.isEmpty() ? null : pieceOf.get(word);
    int[] encoded = whole == null ? merge(word, _ -> {}) : new int[] {whole};
    if (word.length() <= CACHED_LENGTH && cache.size() < CACHED_WORDS) {
      cache.put(word, encoded);
    }
    return encoded;
  }

  /// Linked positions and a queue of possible merges: n log n, also for a word of a million bytes.
  /// `applied` is told every pair that is merged.
  private int[] merge(String word, LongConsumer applied) {
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
      applied.accept(pair(piece[at], piece[gone]));
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
