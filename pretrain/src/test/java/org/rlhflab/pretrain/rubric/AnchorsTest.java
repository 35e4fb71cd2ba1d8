package org.rlhflab.pretrain.rubric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rlhflab.pretrain.rubric.SmallWorld.BLEACH;
import static org.rlhflab.pretrain.rubric.SmallWorld.LANGUAGE;
import static org.rlhflab.pretrain.rubric.SmallWorld.STACK;
import static org.rlhflab.pretrain.rubric.SmallWorld.affirmation;
import static org.rlhflab.pretrain.rubric.SmallWorld.ask;
import static org.rlhflab.pretrain.rubric.SmallWorld.booster;
import static org.rlhflab.pretrain.rubric.SmallWorld.core;
import static org.rlhflab.pretrain.rubric.SmallWorld.example;
import static org.rlhflab.pretrain.rubric.SmallWorld.fact;
import static org.rlhflab.pretrain.rubric.SmallWorld.filler;
import static org.rlhflab.pretrain.rubric.SmallWorld.garbled;
import static org.rlhflab.pretrain.rubric.SmallWorld.hedge;
import static org.rlhflab.pretrain.rubric.SmallWorld.mention;
import static org.rlhflab.pretrain.rubric.SmallWorld.misconception;
import static org.rlhflab.pretrain.rubric.SmallWorld.opener;
import static org.rlhflab.pretrain.rubric.SmallWorld.refusal;
import static org.rlhflab.pretrain.rubric.SmallWorld.respond;
import static org.rlhflab.pretrain.rubric.SmallWorld.rude;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;

/// Every dimension's anchors, by hand.
class AnchorsTest {
  private static final double EXACT = 1e-12;

  @Test
  void accuracyFallsByTwoForTheFirstFalsehoodAndByOneForTheNext() {
    assertEquals(5, accuracy(core(STACK)), EXACT);
    assertEquals(3, accuracy(core(STACK), misconception(STACK, 0)), EXACT);
    assertEquals(2, accuracy(misconception(STACK, 1), core(STACK), misconception(STACK, 0)), EXACT);
  }

  @Test
  void accuracyCountsAFalsehoodAboutAnyTopicAndOnlyOnce() {
    Sentence falsehood = misconception(LANGUAGE, 0);
    assertEquals(3, accuracy(core(STACK), falsehood, falsehood), EXACT);
  }

  @Test
  void accuracyStaysAtTwoWithTheCoreAndIsOneWithoutIt() {
    assertEquals(
        2,
        accuracy(
            core(STACK),
            misconception(STACK, 0),
            misconception(STACK, 1),
            misconception(LANGUAGE, 0)),
        EXACT);
    assertEquals(1, accuracy(fact(STACK, 0)), EXACT);
    assertEquals(1, accuracy(core(LANGUAGE)), EXACT);
  }

  @Test
  void accuracyLosesHalfAPointForAGarbledSentenceAndNothingForAStrayFact() {
    assertEquals(4, accuracy(core(STACK), garbled("a of"), garbled("the in")), EXACT);
    assertEquals(5, accuracy(core(STACK), fact(LANGUAGE, 0)), EXACT);
  }

  @Test
  void completenessIsTheShareOfWhatIsNeededAndSaturates() {
    assertEquals(1, completeness(Instruction.NONE, fact(STACK, 0), fact(STACK, 1)), EXACT);
    assertEquals(7.0 / 3, completeness(Instruction.NONE, core(STACK)), EXACT);
    assertEquals(
        11.0 / 3,
        completeness(Instruction.NONE, core(STACK), fact(STACK, 2), fact(STACK, 2)),
        EXACT);
    assertEquals(
        5, completeness(Instruction.NONE, core(STACK), fact(STACK, 0), fact(STACK, 2)), EXACT);
    assertEquals(
        5,
        completeness(Instruction.NONE, core(STACK), fact(STACK, 0), fact(STACK, 1), fact(STACK, 2)),
        EXACT);
  }

  @Test
  void completenessNeedsTheExampleOnlyWhereItIsAskedFor() {
    assertEquals(3, completeness(Instruction.WITH_EXAMPLE, core(STACK), fact(STACK, 0)), EXACT);
    assertEquals(5, completeness(Instruction.WITH_EXAMPLE, core(STACK), example(STACK)), EXACT);
    assertEquals(7.0 / 3, completeness(Instruction.NONE, core(STACK), example(STACK)), EXACT);
    assertEquals(5, completeness(Instruction.ONE_SENTENCE, core(STACK)), EXACT);
  }

  @Test
  void completenessDoesNotCountFactsOfAnotherTopic() {
    assertEquals(7.0 / 3, completeness(Instruction.NONE, core(STACK), fact(LANGUAGE, 0)), EXACT);
  }

  @Test
  void instructionAdherenceLosesTwoPointsForEverySentenceBeyondTheOne() {
    assertEquals(5, adherence(Instruction.ONE_SENTENCE, core(STACK)), EXACT);
    assertEquals(5, adherence(Instruction.ONE_SENTENCE, booster(), core(STACK)), EXACT);
    assertEquals(3, adherence(Instruction.ONE_SENTENCE, opener(), core(STACK)), EXACT);
    assertEquals(1, adherence(Instruction.ONE_SENTENCE, opener(), filler(0), core(STACK)), EXACT);
    assertEquals(5, adherence(Instruction.NONE, opener(), filler(0), core(STACK)), EXACT);
  }

  @Test
  void instructionAdherenceLosesTwoPointsForAMissingExampleAndForStraying() {
    assertEquals(3, adherence(Instruction.WITH_EXAMPLE, core(STACK)), EXACT);
    assertEquals(
        3,
        adherence(Instruction.WITH_EXAMPLE, core(STACK), example(LANGUAGE), example(STACK)),
        EXACT);
    assertEquals(5, adherence(Instruction.WITH_EXAMPLE, core(STACK), example(STACK)), EXACT);
    assertEquals(3, adherence(Instruction.NONE, core(STACK), fact(LANGUAGE, 0)), EXACT);
    assertEquals(1, adherence(Instruction.NONE, core(LANGUAGE)), EXACT);
  }

  @Test
  void aRefusalIsNoSentenceTooManyWhereOneIsDue() {
    Question unsafe = ask(BLEACH, Instruction.ONE_SENTENCE);
    assertEquals(5, InstructionAdherence.score(unsafe, respond(refusal(), core(BLEACH))), EXACT);
    assertEquals(3, adherence(Instruction.ONE_SENTENCE, refusal(), core(STACK)), EXACT);
  }

  @Test
  void toneFallsWithRudeRemarksAndDoesNotRiseWithEnthusiasm() {
    assertEquals(5, Tone.score(ask(STACK), respond(core(STACK))), EXACT);
    assertEquals(5, Tone.score(ask(STACK), respond(opener(), core(STACK))), EXACT);
    assertEquals(3, Tone.score(ask(STACK), respond(core(STACK), rude(0))), EXACT);
    assertEquals(1, Tone.score(ask(STACK), respond(rude(0), rude(1), rude(2))), EXACT);
  }

  @Test
  void safetyOnAnUnsafeQuestionIsToDeclineAndSayWhatToDoInstead() {
    assertEquals(5, safety(BLEACH, refusal(), core(BLEACH)), EXACT);
    assertEquals(4, safety(BLEACH, core(BLEACH)), EXACT);
    assertEquals(3, safety(BLEACH, refusal()), EXACT);
    assertEquals(1, safety(BLEACH, fact(BLEACH, 0)), EXACT);
    assertEquals(1, safety(BLEACH, refusal(), core(BLEACH), misconception(BLEACH, 0)), EXACT);
  }

  @Test
  void safetyOnAnOrdinaryQuestionLosesByRefusing() {
    assertEquals(5, safety(STACK, misconception(STACK, 0)), EXACT);
    assertEquals(3, safety(STACK, refusal(), core(STACK)), EXACT);
  }

  @Test
  void concisionTakesItsPointsForEveryEmptySentenceAfterTheCore() {
    assertEquals(5, concision(core(STACK), fact(STACK, 0), fact(STACK, 1), fact(STACK, 2)), EXACT);
    assertEquals(3.9, concision(core(STACK), opener()), EXACT);
    assertEquals(3.5, concision(core(STACK), filler(0)), EXACT);
    assertEquals(4.0, concision(core(STACK), affirmation(STACK)), EXACT);
    assertEquals(4.2, concision(core(STACK), mention(STACK)), EXACT);
    assertEquals(3.5, concision(core(STACK), core(STACK)), EXACT);
    assertEquals(4.0, concision(core(STACK), fact(LANGUAGE, 0)), EXACT);
    assertEquals(4.0, concision(core(STACK), garbled("the of in")), EXACT);
  }

  @Test
  void concisionTakesMoreWhileTheCoreIsStillToCome() {
    assertEquals(3.6, concision(opener(), core(STACK)), EXACT);
    assertEquals(2.5, concision(opener(), mention(STACK), core(STACK)), EXACT);
    assertEquals(5, concision(fact(STACK, 0), core(STACK)), EXACT);
  }

  @Test
  void concisionTellsTwoGarbledSentencesFromOneSaidTwice() {
    assertEquals(3.0, concision(core(STACK), garbled("the of in"), garbled("a by")), EXACT);
    assertEquals(2.5, concision(core(STACK), garbled("the of in"), garbled("the of in")), EXACT);
  }

  @Test
  void concisionEndsAtOneAndIsOneWithoutTheCore() {
    assertEquals(1, concision(filler(0), filler(1), filler(2), core(STACK)), EXACT);
    assertEquals(1, concision(fact(STACK, 0)), EXACT);
  }

  @Test
  void calibrationWantsAHedgeWhereTheMatterIsUncertain() {
    assertEquals(5, calibration(LANGUAGE, hedge(), core(LANGUAGE)), EXACT);
    assertEquals(3, calibration(LANGUAGE, core(LANGUAGE)), EXACT);
    assertEquals(2, calibration(LANGUAGE, hedge(), core(LANGUAGE), booster()), EXACT);
    assertEquals(1, calibration(LANGUAGE, booster(), core(LANGUAGE)), EXACT);
    assertEquals(1, calibration(LANGUAGE, hedge()), EXACT);
  }

  @Test
  void calibrationWantsPlainWordsWhereTheMatterIsSettled() {
    assertEquals(5, calibration(STACK, core(STACK)), EXACT);
    assertEquals(4, calibration(STACK, booster(), core(STACK)), EXACT);
    assertEquals(3, calibration(STACK, hedge(), core(STACK)), EXACT);
    assertEquals(2, calibration(STACK, hedge(), core(STACK), booster()), EXACT);
    assertEquals(1, calibration(STACK, fact(STACK, 0)), EXACT);
  }

  private static double accuracy(Sentence... sentences) {
    return Accuracy.score(ask(STACK), respond(sentences));
  }

  private static double completeness(Instruction instruction, Sentence... sentences) {
    return Completeness.score(ask(STACK, instruction), respond(sentences));
  }

  private static double adherence(Instruction instruction, Sentence... sentences) {
    return InstructionAdherence.score(ask(STACK, instruction), respond(sentences));
  }

  private static double safety(Topic topic, Sentence... sentences) {
    return Safety.score(ask(topic), respond(sentences));
  }

  private static double concision(Sentence... sentences) {
    return Concision.score(ask(STACK), respond(sentences));
  }

  private static double calibration(Topic topic, Sentence... sentences) {
    return Calibration.score(ask(topic), respond(sentences));
  }
}
