package org.rlhflab.ppo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.GptConfig;

class ModelFlopsTest {
  private static final GptConfig SHAPE = new GptConfig(1000, 64, 64, 2, 4);
  private static final ModelFlops FLOPS = new ModelFlops(SHAPE);

  @Test
  void trainingOnEveryTokenIsSixAParameterAndTwelveForAttention() {
    double matrices = 2 * (64 * 192 + 64 * 64 + 2 * 64 * 256) + 1000 * 64;
    double token = 6 * matrices + 12 * 2 * 48 * 64;
    assertEquals(64 * 48 * token, FLOPS.training(64, 48, 48));
    assertEquals(48 * SHAPE.flopsPerToken(48), FLOPS.training(1, 48, 48));
  }

  @Test
  void logitsThatNobodyWantsCostNothing() {
    double head = 2.0 * 1000 * 64;
    assertEquals(5 * 38 * head, FLOPS.forward(5, 48, 48) - FLOPS.forward(5, 48, 10));
  }

  @Test
  void oneNewTokenCostsThePromptAlone() {
    assertEquals(FLOPS.forward(3, 16, 1), FLOPS.decoding(3, 16, 1));
  }

  @Test
  void aDecodedTokenCostsItsOwnRowAndAttentionToThoseBeforeIt() {
    double blocks = 2.0 * 2 * 12 * 64 * 64;
    double head = 2.0 * 1000 * 64;
    double attention = 4.0 * 2 * 64 * 17;
    double second = FLOPS.decoding(1, 16, 2) - FLOPS.decoding(1, 16, 1);
    assertEquals(blocks + head + attention, second, 1e-6 * second);
    assertTrue(FLOPS.decoding(1, 16, 32) < FLOPS.forward(1, 48, 32));
  }
}
