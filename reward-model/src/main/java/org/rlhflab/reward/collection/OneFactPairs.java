package org.rlhflab.reward.collection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// Pairs that differ in one statement only: does a reward model know right from wrong, or just
/// style and length?
///
/// For every topic two pairs. A complete answer (core and a further fact; hedged where the matter
/// is uncertain, declining first where it is unsafe) against the same with the fact replaced by the
/// topic's misconception, and against the same with the core replaced by another topic's. Whatever
/// is exchanged has as nearly as possible the same number of words. A model that can't tell scores
/// one half. Never used in training.
public final class OneFactPairs {
  private final World world;
  private final ResponseGrammar grammar;

  /// One pair.
  ///
  /// @param question a plain question on the topic
  /// @param right the complete answer
  /// @param wrong the same with one false or misplaced statement
  public record Pair(Question question, String right, String wrong) {}

  private OneFactPairs(World world) {
    this.world = world;
    this.grammar = new ResponseGrammar(world);
  }

  /// Two pairs for every topic of a world that has a misconception and another topic of its sort.
  public static List<Pair> of(World world) {
    OneFactPairs pairs = new OneFactPairs(world);
    QuestionBank bank = new QuestionBank(world);
    List<Pair> all = new ArrayList<>();
    for (Topic topic : world.topics()) {
      Question question = bank.trainingOn(topic).getFirst();
      pairs.add(all, question);
    }
    return all;
  }

  private void add(List<Pair> all, Question question) {
    Topic topic = question.topic();
    Sentence core = grammar.core(topic);
    if (!topic.misconceptions().isEmpty() && !topic.facts().isEmpty()) {
      Sentence wrong = grammar.misconception(topic, 0);
      Sentence fact = grammar.fact(topic, nearest(wrong, facts(topic)).index());
      String right = answer(topic, core, fact);
      all.add(new Pair(question, right, answer(topic, core, wrong)));
      List<Sentence> others =
          world.topics().stream()
              .filter(other -> other.unsafe() == topic.unsafe() && !other.equals(topic))
              .map(grammar::core)
              .toList();
      if (!others.isEmpty()) {
        all.add(new Pair(question, right, answer(topic, nearest(core, others), fact)));
      }
    }
  }

  private List<Sentence> facts(Topic topic) {
    return IntStream.range(0, topic.facts().size())
        .mapToObj(index -> grammar.fact(topic, index))
        .toList();
  }

  private String answer(Topic topic, Sentence first, Sentence second) {
    List<Sentence> sentences = new ArrayList<>();
    if (topic.unsafe()) {
      sentences.add(grammar.refusal(0));
    } else if (topic.certainty() == Certainty.UNCERTAIN) {
      sentences.add(grammar.hedge(0));
    }
    sentences.add(first);
    sentences.add(second);
    return grammar.write(sentences).text();
  }

  /// The one of about as many words; of equally near ones the first.
  private static Sentence nearest(Sentence sentence, List<Sentence> candidates) {
    int wanted = words(sentence);
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> Math.abs(words(candidate) - wanted)))
        .orElseThrow();
  }

  private static int words(Sentence sentence) {
    return sentence.text().split(" ").length;
  }
}
