package org.rlhflab.pretrain.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResponseGrammarTest {
  private static final World WORLD = ShippedWorld.WORLD;
  private static final ResponseGrammar GRAMMAR = new ResponseGrammar(WORLD);
  private static final Topic STACK = WORLD.topic("stack-and-queue");

  @Test
  void aStatementAfterALeadInStartsInLowerCase() {
    Response response = GRAMMAR.write(List.of(GRAMMAR.hedge(0), GRAMMAR.core(STACK)));
    assertEquals(
        "It is not certain, but a stack returns the newest item first, a queue the oldest.",
        response.text());
  }

  @Test
  void aProperNounKeepsItsCapitalAfterALeadIn() {
    World world = new World(WORLD.topics(), WORLD.phrasebook(), Set.of("Fleming"));
    assertEquals("Fleming found it.", world.afterLeadIn("Fleming found it."));
    assertEquals("he found it.", world.afterLeadIn("He found it."));
  }

  @Test
  void aPluralNameTakesAre() {
    assertEquals(
        "Stacks and queues are often considered important.", GRAMMAR.affirmation(STACK, 0).text());
  }

  @Test
  void theSameSeedMakesTheSameUntidiness() {
    List<Sentence> sentences = List.of(GRAMMAR.core(STACK), GRAMMAR.example(STACK));
    assertEquals(
        GRAMMAR.write(sentences, Formatting.UNTIDY, 3),
        GRAMMAR.write(sentences, Formatting.UNTIDY, 3));
  }

  @Test
  void aLeadInMustIntroduceAStatement() {
    assertThrows(IllegalArgumentException.class, () -> GRAMMAR.write(List.of(GRAMMAR.booster(0))));
    assertThrows(
        IllegalArgumentException.class,
        () -> GRAMMAR.write(List.of(GRAMMAR.booster(0), GRAMMAR.opener(0))));
  }
}
