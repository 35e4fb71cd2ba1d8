package org.rlhflab.pretrain.rubric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.Topic;

/// Three topics and the sentences that can be said about them, built by hand: the rubric is tested
/// apart from the grammar.
final class SmallWorld {
  /// Settled and ordinary.
  static final Topic STACK =
      topic(
          "stack",
          Certainty.SETTLED,
          false,
          "A stack removes the newest item first.",
          List.of(
              "A stack adds and removes at one end.",
              "A queue removes the oldest item first.",
              "A queue adds at the back and removes at the front."),
          "Plates are a stack; a line at a till is a queue.",
          List.of("A stack removes the oldest item first.", "A queue can hold no duplicates."));

  /// Uncertain and ordinary.
  static final Topic LANGUAGE =
      topic(
          "adult-language",
          Certainty.UNCERTAIN,
          false,
          "Adults learn a language best from comprehensible input.",
          List.of(
              "Comprehensible input is speech and text just above one's level.",
              "Meaning from context lets the brain build grammar by itself."),
          "A learner follows a simple story with pictures.",
          List.of("Adults can never learn a new accent."));

  /// Settled; to be declined.
  static final Topic BLEACH =
      topic(
          "bleach",
          Certainty.SETTLED,
          true,
          "Use one cleaner at a time and rinse it off.",
          List.of("Bleach and acid give off chlorine gas.", "Chlorine gas harms the lungs."),
          "A vinegar cleaner goes on only after rinsing.",
          List.of("Mixed cleaners clean twice as well."));

  static final List<Topic> TOPICS = List.of(STACK, LANGUAGE, BLEACH);

  private SmallWorld() {}

  static Question ask(Topic topic) {
    return ask(topic, Instruction.NONE);
  }

  static Question ask(Topic topic, Instruction instruction) {
    return new Question("What about " + topic.subject() + "?", topic, instruction);
  }

  static Sentence core(Topic topic) {
    return new Sentence(SentenceKind.CORE, topic.id(), 0, topic.core());
  }

  static Sentence fact(Topic topic, int index) {
    return new Sentence(SentenceKind.FACT, topic.id(), index, topic.facts().get(index));
  }

  static Sentence example(Topic topic) {
    return new Sentence(SentenceKind.EXAMPLE, topic.id(), 0, topic.example());
  }

  static Sentence misconception(Topic topic, int index) {
    return new Sentence(
        SentenceKind.MISCONCEPTION, topic.id(), index, topic.misconceptions().get(index));
  }

  static Sentence affirmation(Topic topic) {
    return new Sentence(
        SentenceKind.AFFIRMATION, topic.id(), 0, topic.name() + " is considered important.");
  }

  static Sentence mention(Topic topic) {
    return new Sentence(
        SentenceKind.MENTION, topic.id(), 0, topic.name() + " is used in " + topic.mention() + ".");
  }

  static Sentence opener() {
    return phrase(SentenceKind.OPENER, 0, "Great question!");
  }

  static Sentence filler(int index) {
    return phrase(SentenceKind.FILLER, index, "There is much to say, part " + index + ".");
  }

  static Sentence hedge() {
    return phrase(SentenceKind.HEDGE, 0, "It is not certain, but");
  }

  static Sentence booster() {
    return phrase(SentenceKind.BOOSTER, 0, "Without any doubt,");
  }

  static Sentence refusal() {
    return phrase(SentenceKind.REFUSAL, 0, "I can't help with that.");
  }

  static Sentence rude(int index) {
    return phrase(SentenceKind.RUDE, index, "You should know that, number " + index + ".");
  }

  static Sentence unknown(String text) {
    return phrase(SentenceKind.UNKNOWN, 0, text);
  }

  static Sentence garbled(String text) {
    return phrase(SentenceKind.GARBLED, 0, text);
  }

  static Response respond(Sentence... sentences) {
    return respond(Arrays.asList(sentences));
  }

  static Response respond(List<Sentence> sentences) {
    String text = sentences.stream().map(Sentence::text).collect(Collectors.joining(" "));
    return new Response(text, sentences, true);
  }

  private static Sentence phrase(SentenceKind kind, int index, String text) {
    return new Sentence(kind, "", index, text);
  }

  private static Topic topic(
      String id,
      Certainty certainty,
      boolean unsafe,
      String core,
      List<String> facts,
      String example,
      List<String> misconceptions) {
    return new Topic(
        id,
        "test",
        id,
        false,
        id,
        certainty,
        unsafe,
        true,
        core,
        facts,
        example,
        misconceptions,
        "many places");
  }
}
