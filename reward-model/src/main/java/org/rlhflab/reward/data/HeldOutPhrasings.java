package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// Finds evaluation phrasings in text that a model is trained on, where none may be.
///
/// The subject of a question counts as one word, whichever it is. Six words in a row of an
/// evaluation question must not occur in the text, nor a whole question that is shorter.
public final class HeldOutPhrasings {
  private static final int LENGTH = 6;
  private static final String SUBJECT = "{subject}";

  private final Map<String, List<List<String>>> subjectsByFirstWord = new HashMap<>();
  private final Set<List<String>> held = new HashSet<>();
  private final Set<Integer> lengths = new HashSet<>();

  /// The phrasings that a world keeps for evaluation.
  public HeldOutPhrasings(World world) {
    for (Topic topic : world.topics()) {
      List<String> subject = words(topic.subject());
      subjectsByFirstWord
          .computeIfAbsent(subject.getFirst(), any -> new ArrayList<>())
          .add(subject);
    }
    subjectsByFirstWord
        .values()
        .forEach(subjects -> subjects.sort((a, b) -> Integer.compare(b.size(), a.size())));
    for (Question question : new QuestionBank(world).evaluation()) {
      List<String> words = withoutSubjects(question.text());
      int length = Math.min(LENGTH, words.size());
      lengths.add(length);
      held.addAll(runs(words, length));
    }
  }

  /// The runs of words of `text` that belong to evaluation, each as one line.
  public Collection<String> in(String text) {
    List<String> words = withoutSubjects(text);
    Set<String> found = new HashSet<>();
    for (int length : lengths) {
      for (List<String> run : runs(words, length)) {
        if (held.contains(run)) {
          found.add(String.join(" ", run));
        }
      }
    }
    return found;
  }

  private static List<List<String>> runs(List<String> words, int length) {
    List<List<String>> runs = new ArrayList<>();
    for (int w = 0; w + length <= words.size(); w++) {
      runs.add(words.subList(w, w + length));
    }
    return runs;
  }

  private List<String> withoutSubjects(String text) {
    List<String> words = words(text);
    List<String> replaced = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      int length = subjectAt(words, at);
      replaced.add(length == 0 ? words.get(at) : SUBJECT);
      at += Math.max(1, length);
    }
    return replaced;
  }

  private int subjectAt(List<String> words, int at) {
    for (List<String> subject : subjectsByFirstWord.getOrDefault(words.get(at), List.of())) {
      int end = at + subject.size();
      if (end <= words.size() && words.subList(at, end).equals(subject)) {
        return subject.size();
      }
    }
    return 0;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
