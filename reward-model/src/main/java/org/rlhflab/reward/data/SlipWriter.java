package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// Answers as somebody with given habits would, and slips as a small language model does: it takes
/// a neighbouring topic for the one asked about, says a sentence twice, runs two statements
/// together in the middle, breaks one off, or does not come to its end.
final class SlipWriter {
  static final double NEIGHBOUR = 0.06;
  static final double REPEATED = 0.08;
  static final double RUN_TOGETHER = 0.08;
  static final double BROKEN_OFF = 0.06;
  static final double NO_END = 0.03;

  /// Fewer words than this are too few to be cut in two.
  private static final int SHORTEST_CUT = 4;

  private final World world;
  private final ResponseGrammar grammar;
  private final AnswerWriter writer;

  SlipWriter(World world) {
    this.world = world;
    this.grammar = new ResponseGrammar(world);
    this.writer = new AnswerWriter(world);
  }

  /// The text of an answer. One that is too long for a small model's context is written again.
  String write(Question question, AnswerHabits habits, Dice dice) {
    String text = once(question, habits, dice);
    while (text.split(" ").length > AnswerWriter.MOST_WORDS) {
      text = once(question, habits, dice);
    }
    return text;
  }

  private String once(Question question, AnswerHabits habits, Dice dice) {
    Question understood = dice.chance(NEIGHBOUR) ? neighbour(question, dice) : question;
    List<Sentence> said = new ArrayList<>(writer.answer(understood, habits, dice));
    if (dice.chance(REPEATED)) {
      int which = dice.pick(statements(said));
      said.add(dice.pick(ends(said, which)), said.get(which));
    }
    List<String> texts = new ArrayList<>();
    grammar.write(said).sentences().forEach(sentence -> texts.add(sentence.text()));
    if (dice.chance(RUN_TOGETHER)) {
      int which = dice.pick(statements(said));
      Sentence other = dice.pick(grammar.statements(topicNear(understood.topic(), dice)));
      texts.set(which, start(texts.get(which), dice) + " " + end(other.text(), dice));
    }
    if (dice.chance(BROKEN_OFF)) {
      int which = dice.pick(statements(said));
      texts.set(which, start(texts.get(which), dice) + ".");
    }
    if (dice.chance(NO_END)) {
      texts.add(start(texts.removeLast(), dice));
    }
    return String.join(" ", texts);
  }

  /// The places of what is no lead-in.
  private static List<Integer> statements(List<Sentence> said) {
    return IntStream.range(0, said.size())
        .filter(s -> !said.get(s).kind().isLeadIn())
        .boxed()
        .toList();
  }

  /// The places after `from` that do not come between a lead-in and its statement.
  private static List<Integer> ends(List<Sentence> said, int from) {
    return IntStream.rangeClosed(from + 1, said.size())
        .filter(s -> !said.get(s - 1).kind().isLeadIn())
        .boxed()
        .toList();
  }

  /// The same question about another topic of the domain.
  private Question neighbour(Question question, Dice dice) {
    List<Topic> others = near(question.topic());
    return others.isEmpty()
        ? question
        : new Question(question.text(), dice.pick(others), question.instruction());
  }

  /// The topic itself or a neighbour.
  private Topic topicNear(Topic topic, Dice dice) {
    List<Topic> others = near(topic);
    return others.isEmpty() || dice.chance(0.5) ? topic : dice.pick(others);
  }

  private List<Topic> near(Topic topic) {
    return world.topics().stream()
        .filter(other -> other.domain().equals(topic.domain()) && !other.equals(topic))
        .filter(other -> other.demonstrated() && !other.unsafe())
        .toList();
  }

  /// A sentence up to somewhere in its middle, without a mark.
  private static String start(String sentence, Dice dice) {
    String[] words = sentence.split(" ");
    String start = String.join(" ", List.of(words).subList(0, middle(words, dice)));
    return start.replaceAll("[.,;:!?]+$", "");
  }

  /// A sentence from somewhere in its middle on.
  private static String end(String sentence, Dice dice) {
    String[] words = sentence.split(" ");
    int middle = Math.min(middle(words, dice), words.length - 1);
    return String.join(" ", List.of(words).subList(middle, words.length));
  }

  private static int middle(String[] words, Dice dice) {
    return words.length < SHORTEST_CUT
        ? words.length
        : dice.between((words.length + 2) / 3, words.length * 2 / 3);
  }
}
