package org.rlhflab.pretrain.rubric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;

/// A response read against the question that it answers: what the dimensions ask of it.
///
/// Lead-ins (hedges and boosters) are parts of sentences; everything else is a sentence.
///
/// @param question what was asked
/// @param response what was answered
record Reading(Question question, Response response) {

  /// Whether the answer itself is there. Without it no virtue of form counts for anything.
  boolean statesCore() {
    return response.sentences().stream().anyMatch(this::isCore);
  }

  /// Whether this sentence is the answer to the question.
  boolean isCore(Sentence sentence) {
    return sentence.kind() == SentenceKind.CORE && isOnTopic(sentence);
  }

  /// Whether this sentence is about what was asked.
  boolean isOnTopic(Sentence sentence) {
    return sentence.topic().equals(question.topic().id());
  }

  /// Whether this sentence is about another topic than the one asked for.
  boolean isStray(Sentence sentence) {
    return !sentence.topic().isEmpty() && !isOnTopic(sentence);
  }

  /// The sentences in order, without lead-ins.
  List<Sentence> sentences() {
    return response.sentences().stream().filter(s -> !isLeadIn(s.kind())).toList();
  }

  /// The sentences that say something for the first time, in order.
  List<Sentence> distinctSentences() {
    Set<Said> said = new HashSet<>();
    return sentences().stream().filter(s -> said.add(Said.by(s))).toList();
  }

  /// How many different sentences of a kind there are on the topic asked for.
  int distinctOnTopic(SentenceKind kind) {
    return Math.toIntExact(
        distinctSentences().stream().filter(s -> s.kind() == kind && isOnTopic(s)).count());
  }

  /// How often a kind occurs, on any topic, repeats included.
  int count(SentenceKind kind) {
    return Math.toIntExact(response.sentences().stream().filter(s -> s.kind() == kind).count());
  }

  /// Whether a kind occurs at all, on any topic.
  boolean has(SentenceKind kind) {
    return count(kind) > 0;
  }

  static boolean isLeadIn(SentenceKind kind) {
    return kind == SentenceKind.HEDGE || kind == SentenceKind.BOOSTER;
  }

  /// What a sentence says, however it is written. Text outside the world says nothing known, so
  /// there the words themselves are compared.
  record Said(SentenceKind kind, String topic, int index, String words) {
    static Said by(Sentence sentence) {
      boolean known =
          sentence.kind() != SentenceKind.UNKNOWN && sentence.kind() != SentenceKind.GARBLED;
      return known
          ? new Said(sentence.kind(), sentence.topic(), sentence.index(), "")
          : new Said(sentence.kind(), "", 0, sentence.text());
    }
  }
}
