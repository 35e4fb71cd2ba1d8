package org.rlhflab.pretrain.rubric;

import static org.quicktheories.generators.Generate.constant;
import static org.quicktheories.generators.Generate.oneOf;
import static org.quicktheories.generators.Generate.pick;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.ArrayList;
import java.util.List;
import org.quicktheories.core.Gen;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;

/// Random questions of the small world, and random responses to them, good and bad, with and
/// without the core, mixed with anything that can be said.
final class Cases {
  private Cases() {}

  /// A question and an answer to it.
  record Case(Question question, List<Sentence> sentences) {
    Response response() {
      return SmallWorld.respond(sentences);
    }

    double overall() {
      return GoldRubric.DEFAULTS.score(question, response()).overall();
    }

    /// The same answer with one sentence more, anywhere.
    Case with(Sentence sentence, int anywhere) {
      List<Sentence> more = new ArrayList<>(sentences);
      more.add(anywhere % (sentences.size() + 1), sentence);
      return new Case(question, more);
    }

    Sentence any(int anywhere) {
      return sentences.get(anywhere % sentences.size());
    }
  }

  /// Two answers to the same question.
  record Rivals(Case withCore, Case withoutCore) {}

  static Gen<Question> questions() {
    return questionsOn(SmallWorld.TOPICS);
  }

  private static Gen<Question> questionsOn(List<Topic> topics) {
    return pick(topics)
        .zip(arbitrary().enumValues(Instruction.class), SmallWorld::ask)
        .describedAs(Question::toString);
  }

  /// Anything at all, of any length up to a dozen sentences.
  static Gen<Case> cases() {
    return questions().flatMap(Cases::answersTo);
  }

  /// Anything at all, with the core somewhere in it.
  static Gen<Case> casesWithCore() {
    return cases().zip(positions(), Cases::withCore);
  }

  /// The same, on a matter that is uncertain.
  static Gen<Case> uncertainCasesWithCore() {
    return questionsOn(List.of(SmallWorld.LANGUAGE))
        .flatMap(Cases::answersTo)
        .zip(positions(), Cases::withCore);
  }

  /// Two answers to one question, the core in the first only.
  static Gen<Rivals> rivals() {
    return questions()
        .flatMap(question ->
            answersTo(question)
                .zip(
                    answersTo(question),
                    positions(),
                    (a, b, where) -> new Rivals(withCore(a, where), withoutCore(b))));
  }

  /// The core and nothing but what is true on the topic beside it, hedged or not.
  static Gen<Case> shortRightAnswers() {
    return questions()
        .flatMap(question ->
            lists()
                .of(informing(question.topic()))
                .ofSizeBetween(0, 3)
                .map(more -> startingWithCore(question, more)));
  }

  static Gen<Integer> positions() {
    return integers().between(0, 1000);
  }

  /// Sentences that tell nothing, for a question of this topic.
  static List<Sentence> padding(Topic topic) {
    return List.of(
        SmallWorld.opener(),
        SmallWorld.filler(0),
        SmallWorld.filler(1),
        SmallWorld.affirmation(topic),
        SmallWorld.mention(topic));
  }

  private static Gen<Case> answersTo(Question question) {
    return lists()
        .of(sentences(question.topic()))
        .ofSizeBetween(0, 12)
        .map(sentences -> new Case(question, sentences));
  }

  private static Gen<Sentence> sentences(Topic topic) {
    Topic other = topic.equals(SmallWorld.STACK) ? SmallWorld.LANGUAGE : SmallWorld.STACK;
    return oneOf(
        pick(statements(topic)),
        pick(statements(topic)),
        pick(statements(other)),
        pick(padding(topic)),
        pick(padding(other)),
        pick(
            List.of(
                SmallWorld.hedge(),
                SmallWorld.booster(),
                SmallWorld.refusal(),
                SmallWorld.rude(0),
                SmallWorld.rude(1))),
        pick(
            List.of(
                SmallWorld.unknown("The Congress of Vienna ended in 1815."),
                SmallWorld.garbled("Stack the of removes adult."),
                SmallWorld.garbled("Newest bleach a in."))));
  }

  private static List<Sentence> statements(Topic topic) {
    List<Sentence> statements = new ArrayList<>(factsAndExample(topic));
    statements.add(SmallWorld.core(topic));
    for (int i = 0; i < topic.misconceptions().size(); i++) {
      statements.add(SmallWorld.misconception(topic, i));
    }
    return statements;
  }

  private static Gen<Sentence> informing(Topic topic) {
    return pick(factsAndExample(topic)).mix(constant(SmallWorld.hedge()), 20);
  }

  private static List<Sentence> factsAndExample(Topic topic) {
    List<Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < topic.facts().size(); i++) {
      sentences.add(SmallWorld.fact(topic, i));
    }
    sentences.add(SmallWorld.example(topic));
    return sentences;
  }

  private static Case startingWithCore(Question question, List<Sentence> more) {
    List<Sentence> sentences = new ArrayList<>();
    sentences.add(SmallWorld.core(question.topic()));
    more.stream().distinct().forEach(sentences::add);
    return new Case(question, sentences);
  }

  private static Case withCore(Case c, int where) {
    return c.with(SmallWorld.core(c.question().topic()), where);
  }

  private static Case withoutCore(Case c) {
    Sentence core = SmallWorld.core(c.question().topic());
    return new Case(c.question(), c.sentences().stream().filter(s -> !s.equals(core)).toList());
  }
}
