package org.rlhflab.pretrain.rubric;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import static org.rlhflab.pretrain.rubric.SmallWorld.opener;
import static org.rlhflab.pretrain.rubric.SmallWorld.respond;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;

class BehaviourTest {

  @Test
  void everyKindIsCountedApart() {
    Behaviour behaviour =
        of(
            opener(),
            filler(0),
            filler(1),
            affirmation(STACK),
            mention(STACK),
            booster(),
            core(STACK),
            hedge(),
            fact(STACK, 0));
    assertEquals(1, behaviour.openers());
    assertEquals(2, behaviour.fillers());
    assertEquals(1, behaviour.affirmations());
    assertEquals(1, behaviour.mentions());
    assertEquals(1, behaviour.boosters());
    assertEquals(1, behaviour.hedges());
    assertEquals(0, behaviour.repeats());
    assertEquals(7, behaviour.sentences());
  }

  @Test
  void aRepeatedFillerIsAFillerAndARepeat() {
    Behaviour behaviour = of(core(STACK), filler(0), filler(0), filler(0));
    assertEquals(3, behaviour.fillers());
    assertEquals(2, behaviour.repeats());
  }

  @Test
  void factsAreDifferentTrueStatementsOnTheTopicInAHundredWords() {
    Sentence[] said = {
      core(STACK), fact(STACK, 0), fact(STACK, 0), example(STACK), fact(LANGUAGE, 0)
    };
    Response twentyWords = new Response("word ".repeat(20), List.of(said), true);
    assertEquals(15.0, Behaviour.of(ask(STACK), twentyWords, true).factsPer100Words());
  }

  @Test
  void garblingIsAShareOfSentencesWithoutLeadIns() {
    Behaviour behaviour = of(hedge(), core(STACK), garbled("of the"), fact(STACK, 0), filler(0));
    assertEquals(0.25, behaviour.garbledShare());
  }

  @Test
  void silenceHasNoWordsAndNoShares() {
    Behaviour silence = Behaviour.of(ask(STACK), new Response("  \n", List.of(), true), false);
    assertEquals(new Behaviour(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0, false), silence);
  }

  @Test
  void theNamesInFilesAreTheDesigns() {
    assertEquals(
        List.of(
            "words",
            "fillers",
            "boosters",
            "hedges",
            "repeats",
            "facts_per_100_words",
            "garbled",
            "finished"),
        List.copyOf(of(core(STACK)).values().keySet()).subList(0, 8));
    assertEquals(1.0, of(core(STACK)).values().get("finished"));
  }

  private static Behaviour of(Sentence... sentences) {
    return Behaviour.of(ask(STACK), respond(sentences), true);
  }
}
