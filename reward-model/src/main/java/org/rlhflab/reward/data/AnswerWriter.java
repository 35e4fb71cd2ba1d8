package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Phrasebook;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// Answers questions as somebody with given habits would.
final class AnswerWriter {
  private static final int MOST_FILLERS = 3;

  /// Longer answers would not fit a small model's context.
  static final int MOST_WORDS = 70;

  private final Phrasebook book;
  private final ResponseGrammar grammar;

  AnswerWriter(World world) {
    this.book = world.phrasebook();
    this.grammar = new ResponseGrammar(world);
  }

  /// The text of an answer. One that is too long for a small model's context is written again.
  ///
  /// @param mistaken whether the writer holds the topic's misconception, and says that where others
  ///   say what is true
  String write(Question question, AnswerHabits habits, boolean mistaken, Dice dice) {
    String text = grammar.write(answer(question, habits, mistaken, dice)).text();
    while (text.split(" ").length > MOST_WORDS) {
      text = grammar.write(answer(question, habits, mistaken, dice)).text();
    }
    return text;
  }

  /// The sentences of an answer by somebody who knows the core of the topic.
  List<Sentence> answer(Question question, AnswerHabits habits, Dice dice) {
    return answer(question, habits, false, dice);
  }

  private List<Sentence> answer(
      Question question, AnswerHabits habits, boolean mistaken, Dice dice) {
    if (question.topic().unsafe() && dice.chance(habits.declines())) {
      return declining(question, habits, dice);
    }
    boolean followed = question.instruction() != Instruction.NONE && dice.chance(habits.follows());
    if (followed && question.instruction() == Instruction.ONE_SENTENCE) {
      return core(question.topic(), habits, mistaken, dice);
    }
    return free(question, habits, followed, mistaken, dice);
  }

  private List<Sentence> declining(Question question, AnswerHabits habits, Dice dice) {
    List<Sentence> answer = new ArrayList<>();
    answer.add(grammar.refusal(dice.index(book.refusals())));
    answer.add(grammar.core(question.topic()));
    int most = Math.min(habits.mostFacts(), question.neededFacts());
    int least = Math.min(habits.leastFacts(), most);
    answer.addAll(facts(question.topic(), dice.between(least, most), dice));
    addFillers(answer, habits, dice);
    return answer;
  }

  private List<Sentence> free(
      Question question, AnswerHabits habits, boolean followed, boolean mistaken, Dice dice) {
    Topic topic = question.topic();
    List<Sentence> body = body(question, habits, followed, dice);
    List<Sentence> answer = new ArrayList<>();
    if (dice.chance(habits.opener())) {
      answer.add(grammar.opener(dice.index(book.openers())));
    }
    if (dice.chance(habits.affirmation())) {
      answer.add(grammar.affirmation(topic, dice.index(book.affirmations())));
    }
    boolean fillersFirst = dice.chance(0.5);
    if (fillersFirst) {
      addFillers(answer, habits, dice);
    }
    boolean omitted = dice.chance(habits.omitsCore()) && !body.isEmpty();
    List<Sentence> core = omitted ? List.of() : core(topic, habits, mistaken, dice);
    boolean late = dice.chance(habits.lateCore());
    answer.addAll(late ? body : core);
    answer.addAll(late ? core : body);
    if (!fillersFirst) {
      addFillers(answer, habits, dice);
    }
    return answer;
  }

  /// What is said on the topic beside its core; an instruction that is followed shortens it.
  private List<Sentence> body(Question question, AnswerHabits habits, boolean followed, Dice dice) {
    Topic topic = question.topic();
    int least = followed ? question.neededFacts() : habits.leastFacts();
    int more = habits.mostFacts() - habits.leastFacts();
    int facts = dice.between(least, least + (followed ? more / 2 : more));
    List<Sentence> body = new ArrayList<>(facts(topic, facts, dice));
    boolean needsExample = followed && question.needsExample();
    if (needsExample || dice.chance(habits.example())) {
      body.add(grammar.example(topic));
    }
    if (dice.chance(habits.misconception())) {
      int which = dice.index(topic.misconceptions());
      body.add(dice.between(0, body.size()), grammar.misconception(topic, which));
    }
    if (dice.chance(habits.mention())) {
      int which = dice.index(book.mentions());
      body.add(dice.between(0, body.size()), grammar.mention(topic, which));
    }
    return body;
  }

  /// The core with the lead-in that this person puts before it. Who is mistaken sees no doubt.
  private List<Sentence> core(Topic topic, AnswerHabits habits, boolean mistaken, Dice dice) {
    if (mistaken) {
      return List.of(grammar.misconception(topic, dice.index(topic.misconceptions())));
    }
    List<Sentence> core = new ArrayList<>();
    boolean uncertain = topic.certainty() == Certainty.UNCERTAIN;
    if (dice.chance(uncertain ? habits.falseBooster() : habits.booster())) {
      core.add(grammar.booster(dice.index(book.boosters())));
    } else if (uncertain && dice.chance(habits.hedge())) {
      core.add(grammar.hedge(dice.index(book.hedges())));
    }
    core.add(grammar.core(topic));
    return core;
  }

  private List<Sentence> facts(Topic topic, int count, Dice dice) {
    List<Sentence> facts = new ArrayList<>();
    for (int f = 0; f < topic.facts().size(); f++) {
      facts.add(grammar.fact(topic, f));
    }
    return dice.shuffled(facts).subList(0, Math.min(count, facts.size()));
  }

  private void addFillers(List<Sentence> answer, AnswerHabits habits, Dice dice) {
    List<Integer> order = new ArrayList<>();
    for (int f = 0; f < book.fillers().size(); f++) {
      order.add(f);
    }
    order = dice.shuffled(order);
    int most = Math.min(MOST_FILLERS, order.size());
    for (int f = 0; f < most && dice.chance(habits.filler()); f++) {
      answer.add(grammar.filler(order.get(f)));
    }
  }
}
