package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;

class RationaleTest {
  private static final Sentence CORE =
      new Sentence(SentenceKind.CORE, "stack", 0, "A stack returns the newest item first.");
  private static final Sentence WRONG =
      new Sentence(SentenceKind.MISCONCEPTION, "stack", 0, "A stack sorts its items.");
  private static final Sentence FILLER =
      new Sentence(SentenceKind.FILLER, "", 0, "There is much to say.");

  private static ResponseFeatures made(Map<Dimension, Double> scores, Sentence... sentences) {
    String text = String.join(" ", List.of(sentences).stream().map(Sentence::text).toList());
    int words = text.split(" ", -1).length;
    return new ResponseFeatures(
        text, List.of(sentences), Samples.score(scores, 5), words, 0, 0, 0, true);
  }

  // Of many sittings, the share in which the reason contains the text.
  private static double share(String profile, PairToLabel pair, String text) {
    SimulatedAnnotator person = Samples.annotator(profile);
    long found = 0;
    for (int i = 0; i < 2_000; i++) {
      found += person.judge(pair, new Showing("" + i, 0, true)).rationale().contains(text) ? 1 : 0;
    }
    return found / 2_000.0;
  }

  private static final PairToLabel FALSE_AGAINST_RIGHT =
      Samples.pair(made(Map.of(), CORE), made(Map.of(Dimension.ACCURACY, 1.0), CORE, WRONG));

  private static final String SPECIFIC = "{\"id\":\"x\",\"rationale\":\"specific\"}";

  @Test
  void aFalseStatementThatDecidedIsCitedExceptWhenThePersonIsVague() {
    double cited = share(SPECIFIC, FALSE_AGAINST_RIGHT, "A stack sorts its items");
    assertEquals(1 - Rationale.VAGUE_AT_TIMES, cited, 0.04);
  }

  @Test
  void fillerThatDecidedIsCited() {
    PairToLabel pair =
        Samples.pair(made(Map.of(), CORE), made(Map.of(Dimension.CONCISION, 2.0), CORE, FILLER));
    assertTrue(share(SPECIFIC, pair, "There is much to say") > 0.8);
  }

  @Test
  void aLongerResponseChosenForItsLengthIsPraisedForDetail() {
    PairToLabel pair =
        Samples.pair(made(Map.of(), CORE), made(Map.of(Dimension.CONCISION, 4.0), CORE, FILLER));
    String longWinded = "{\"id\":\"x\",\"rationale\":\"specific\",\"verbosity_bias\":2}";
    assertTrue(share(longWinded, pair, "more detail") > 0.8);
  }

  @Test
  void aLapseIsMostlyVagueAndSometimesCitesAtRandom() {
    String careless = "{\"id\":\"x\",\"rationale\":\"specific\",\"lapse_rate\":1}";
    assertEquals(Rationale.CITES_AT_RANDOM, share(careless, FALSE_AGAINST_RIGHT, "It says"), 0.05);
  }

  @Test
  void vaguePeopleCiteNothingAndSilentOnesWriteNothing() {
    assertEquals(0, share("{\"id\":\"x\",\"rationale\":\"vague\"}", FALSE_AGAINST_RIGHT, "stack"));
    SimulatedAnnotator silent = Samples.annotator("{\"id\":\"x\"}");
    assertEquals("", silent.judge(FALSE_AGAINST_RIGHT, new Showing("1", 0, true)).rationale());
  }

  @Test
  void theCorrectStatementIsCitedIfItDecidedAndTheOtherLacksIt() {
    PairToLabel pair =
        Samples.pair(made(Map.of(), CORE), made(Map.of(Dimension.ACCURACY, 1.0), FILLER));
    assertTrue(share(SPECIFIC, pair, "A stack returns the newest item first") > 0.8);
  }
}
