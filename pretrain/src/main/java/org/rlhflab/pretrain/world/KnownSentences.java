package org.rlhflab.pretrain.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All sentences of the world, found by their words.
///
/// A sentence is known if its content words are those of a known one, in the same order, and at
/// most [#SMALL_SLIPS] function words are left out, added or exchanged. One content word may also
/// be misspelt by a letter, if that does not make it another word.
final class KnownSentences {
  private static final int SMALL_SLIPS = 2;
  private static final int SHORTEST_MISSPELT = 4;

  /// A sentence, its words in lower case and those among them that carry its meaning.
  private record Entry(Sentence sentence, List<String> words, List<String> content) {
    static Entry of(Sentence sentence) {
      List<String> words = Words.of(sentence.text());
      return new Entry(sentence, words, Words.content(words));
    }
  }

  private final Map<List<String>, Entry> byWords = new HashMap<>();
  private final Map<List<String>, Entry> byContent = new HashMap<>();
  private final Map<String, List<Entry>> byWord = new HashMap<>();
  private final Set<String> vocabulary = new HashSet<>();
  private int longest;

  /// An index of sentences. Lead-ins lend it their words only.
  KnownSentences(List<Sentence> sentences) {
    for (Sentence sentence : sentences) {
      Entry entry = Entry.of(sentence);
      vocabulary.addAll(entry.words());
      if (!sentence.kind().isLeadIn()) {
        add(entry);
      }
    }
  }

  private void add(Entry entry) {
    byWords.putIfAbsent(entry.words(), entry);
    byContent.putIfAbsent(entry.content(), entry);
    for (String word : new HashSet<>(entry.content())) {
      byWord.computeIfAbsent(word, any -> new ArrayList<>()).add(entry);
    }
    longest = Math.max(longest, entry.words().size());
  }

  /// The sentence of exactly these words.
  Optional<Sentence> exactly(List<String> words) {
    return Optional.ofNullable(byWords.get(words)).map(Entry::sentence);
  }

  /// The sentence of these words, small slips allowed.
  Optional<Sentence> find(List<String> words) {
    if (words.size() > longest + SMALL_SLIPS) {
      return Optional.empty();
    }
    Entry exact = byWords.get(words);
    if (exact != null) {
      return Optional.of(exact.sentence());
    }
    List<String> content = Words.content(words);
    Entry same = byContent.get(content);
    if (same != null) {
      return functionWordsFit(same, words) ? Optional.of(same.sentence()) : Optional.empty();
    }
    return misspelt(words, content);
  }

  /// Every word that occurs in the world's sentences.
  Set<String> vocabulary() {
    return vocabulary;
  }

  /// The number of words in the longest sentence.
  int longest() {
    return longest;
  }

  private static boolean functionWordsFit(Entry entry, List<String> words) {
    List<String> missing = new ArrayList<>(entry.words());
    int added = 0;
    for (String word : words) {
      if (Words.isFunctionWord(word) && !missing.remove(word)) {
        added++;
      }
    }
    long left = missing.stream().filter(Words::isFunctionWord).count();
    return Math.max(added, left) <= SMALL_SLIPS;
  }

  /// Only one word may be misspelt, so of any two content words one is as it should be: sentences
  /// that hold one of the two rarest are all that need to be looked at.
  private Optional<Sentence> misspelt(List<String> words, List<String> content) {
    List<List<Entry>> fewest = new ArrayList<>();
    for (String word : content) {
      List<Entry> holding = byWord.get(word);
      if (holding != null) {
        fewest.add(holding);
      }
    }
    if (fewest.size() < content.size() - 1) {
      return Optional.empty();
    }
    fewest.sort((a, b) -> Integer.compare(a.size(), b.size()));
    for (List<Entry> holding : fewest.subList(0, Math.min(2, fewest.size()))) {
      for (Entry entry : holding) {
        if (differsByOneSlip(entry.content(), content) && functionWordsFit(entry, words)) {
          return Optional.of(entry.sentence());
        }
      }
    }
    return Optional.empty();
  }

  private boolean differsByOneSlip(List<String> known, List<String> content) {
    if (known.size() != content.size()) {
      return false;
    }
    int slips = 0;
    for (int w = 0; w < known.size(); w++) {
      if (!known.get(w).equals(content.get(w))) {
        slips++;
        if (slips > 1 || !isSlip(known.get(w), content.get(w))) {
          return false;
        }
      }
    }
    return slips == 1;
  }

  private boolean isSlip(String right, String written) {
    if (Math.min(right.length(), written.length()) < SHORTEST_MISSPELT) {
      return false;
    }
    boolean otherNumber = right.equals(written + "s") || written.equals(right + "s");
    boolean anotherWord = vocabulary.contains(written) || Words.isCommon(written);
    return otherNumber || (!anotherWord && Words.oneLetterOff(right, written));
  }
}
