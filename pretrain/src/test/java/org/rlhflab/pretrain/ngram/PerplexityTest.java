package org.rlhflab.pretrain.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PerplexityTest {
  @Test
  void aUniformChoiceAmongEightIsEightATokenAndThreeBits() {
    Perplexity perplexity = new Perplexity(10 * Math.log(1.0 / 8), 10, 30);
    assertEquals(8, perplexity.perToken(), 1e-12);
    assertEquals(2, perplexity.perByte(), 1e-12);
    assertEquals(1, perplexity.bitsPerByte(), 1e-12);
  }

  @Test
  void twoTextsTogetherAreWeighedByTheirTokens() {
    Perplexity certain = new Perplexity(0, 30, 1);
    Perplexity unsure = new Perplexity(10 * Math.log(1.0 / 16), 10, 1);
    assertEquals(2, certain.plus(unsure).perToken(), 1e-12);
  }

  @Test
  void nothingPredictedHasNoPerplexity() {
    assertThrows(IllegalArgumentException.class, () -> new Perplexity(-1, 0, 5));
    assertThrows(IllegalArgumentException.class, () -> new Perplexity(-1, 5, 0));
    assertThrows(IllegalArgumentException.class, () -> new Perplexity(0.5, 5, 5));
    assertThrows(IllegalArgumentException.class, () -> new Perplexity(Double.NaN, 5, 5));
  }
}
