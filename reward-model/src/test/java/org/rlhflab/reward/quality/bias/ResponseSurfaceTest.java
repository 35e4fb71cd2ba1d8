package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Phrasebook;
import org.rlhflab.reward.TinyRun;

class ResponseSurfaceTest {
  private static final Phrasebook PHRASES = TinyRun.WORLD.phrasebook();

  @Test
  void everyLeadInOfTheWorldIsCountedOnceAndNothingElseIs() {
    for (String booster : PHRASES.boosters()) {
      ResponseSurface found = ResponseSurface.of(booster + " cats sleep.");
      assertEquals(1, found.boosters(), booster);
      assertEquals(1, found.confidence(), booster);
    }
    for (String hedge : PHRASES.hedges()) {
      ResponseSurface found = ResponseSurface.of(hedge + " cats sleep.");
      assertEquals(1, found.hedges(), hedge);
      assertEquals(-1, found.confidence(), hedge);
    }
    for (String opener : PHRASES.openers()) {
      assertEquals(1, ResponseSurface.of(opener + " Cats sleep.").exclamations(), opener);
    }
    for (String filler : PHRASES.fillers()) {
      assertEquals(0, ResponseSurface.of(filler).confidence(), filler);
      assertEquals(0, ResponseSurface.of(filler).exclamations(), filler);
    }
  }

  @Test
  void ordinaryEnglishOutsideTheWorldIsReadToo() {
    ResponseSurface found =
        ResponseSurface.of("Perhaps it rains, but I'm not sure. Clearly, Anna definitely knows.");
    assertEquals(2, found.hedges());
    assertEquals(2, found.boosters());
    assertEquals(11, found.words());
  }

  @Test
  void strayCapitalsAndMissingMarksAreSlips() {
    assertEquals(0, ResponseSurface.of("Cats sleep. I think so.").slips());
    assertEquals(1, ResponseSurface.of("Cats sleep").slips());
    assertEquals(3, ResponseSurface.of("cats Sleep. dogs bark.").slips());
  }

  @Test
  void twiceTheWordsAreOneDoublingMore() {
    assertEquals(
        1, ResponseSurface.of("a b c d").doublings() - ResponseSurface.of("a b").doublings());
    assertTrue(ResponseSurface.of("").doublings() == 0);
  }
}
