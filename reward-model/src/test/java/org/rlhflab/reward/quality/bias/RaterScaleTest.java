package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

class RaterScaleTest {
  private static final BootstrapInterval BOOTSTRAP = BootstrapInterval.withSeed(7);

  /// Rater 0 gives half a point more and uses half the width; three others are like each other.
  private static Judgments ratings() {
    Random random = new Random(7);
    Judgments.Builder ratings = new Judgments.Builder();
    for (int i = 0; i < 300; i++) {
      double quality = (i - 149.5) / 87; // mean 0, deviation 1
      for (int k = 0; k < 4; k++) {
        double seen = quality + 0.3 * random.nextGaussian();
        double mark = k == 0 ? 3.5 + 0.5 * seen : 3 + seen;
        ratings.add("item " + i, "rater " + k, String.valueOf(Math.round(mark * 10) / 10.0));
      }
    }
    return ratings.build();
  }

  @Test
  void plantedLeniencyAndNarrowScaleAreFound() {
    RaterScale found = RaterScale.of(ratings(), 0, BOOTSTRAP);
    assertFalse(found.leniency().excludes(0.5), found.toString());
    assertTrue(found.p() < 1e-6, found.toString());
    assertFalse(found.scaleUse().excludes(0.5), found.toString());
    assertEquals(300, found.items());
  }

  @Test
  void whoRatesLikeTheOthersHasAScaleUseNearOne() {
    RaterScale found = RaterScale.of(ratings(), 1, BOOTSTRAP);
    assertTrue(Math.abs(found.scaleUse().mean() - 1) < 0.3, found.toString());
  }

  @Test
  void whoSharesNoItemsHasNoLeniency() {
    Judgments alone = new Judgments.Builder().add("x", "ann", "3").build();
    assertThrows(UndefinedMeasure.class, () -> RaterScale.of(alone, 0, BOOTSTRAP));
  }

  @Test
  void wordsAreNoRatings() {
    Judgments.Builder words = new Judgments.Builder();
    for (int i = 0; i < 6; i++) {
      words.add("item " + i, "ann", "good").add("item " + i, "bob", "bad");
    }
    assertThrows(IllegalArgumentException.class, () -> RaterScale.of(words.build(), 0, BOOTSTRAP));
  }
}
