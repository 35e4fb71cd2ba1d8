package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.annotator.Utility.Circumstances;

/// Every expected value is the formula worked out by hand.
class UtilityTest {
  private static final Circumstances NOW = new Circumstances("health", true, 50, 0.5, -2);

  private static final ResponseFeatures RESPONSE =
      new ResponseFeatures(
          "text", List.of(), Samples.score(Map.of(Dimension.ACCURACY, 2.0), 4), 16, 3, 1, 2, true);

  private static double total(String json) {
    return Utility.of(Samples.profile(json), Samples.EVEN, RESPONSE, NOW).total();
  }

  @Test
  void anUnbiasedPersonSeesTheGoldScore() {
    assertEquals((6 * 4 + 2) / 7.0, total("{'id':'x'}".replace('\'', '"')), 1e-12);
  }

  @Test
  void ownWeightsReplaceTheGoldOnesAndAreMadeToSumToOne() {
    assertEquals(
        (3 * 2 + 1 * 4) / 4.0,
        total(
            """
            {"id":"x","rubric_weights":{"accuracy":3,"tone":1}}
            """),
        1e-12);
  }

  @Test
  void expertiseScalesQualityInItsDomainOnly() {
    double gold = 26 / 7.0;
    assertEquals(0.25 * gold, total("{\"id\":\"x\",\"expertise\":{\"health\":0.25}}"), 1e-12);
    assertEquals(gold, total("{\"id\":\"x\",\"expertise\":{\"cooking\":0.25}}"), 1e-12);
  }

  @Test
  void everyBiasAddsItsTerm() {
    double gold = 26 / 7.0;
    assertEquals(gold + 2 * 4, total("{\"id\":\"x\",\"verbosity_bias\":2}"), 1e-12);
    assertEquals(gold + 1.5 * 2, total("{\"id\":\"x\",\"confidence_bias\":1.5}"), 1e-12);
    assertEquals(gold + 0.5 * 2, total("{\"id\":\"x\",\"enthusiasm_bias\":0.5}"), 1e-12);
    assertEquals(gold + 0.7, total("{\"id\":\"x\",\"formatting_bias\":0.7}"), 1e-12);
    assertEquals(gold + 0.3, total("{\"id\":\"x\",\"position_bias\":0.3}"), 1e-12);
    assertEquals(gold + 0.8 * 0.5, total("{\"id\":\"x\",\"taste\":0.8}"), 1e-12);
    assertEquals(gold + 0.4 * -2, total("{\"id\":\"x\",\"shared_error\":0.4}"), 1e-12);
  }

  @Test
  void driftGrowsTheVerbosityBiasWithTheTasksDone() {
    assertEquals(26 / 7.0 + 0.6 * 0.5 * 4, total("{\"id\":\"x\",\"drift_per_100\":0.6}"), 1e-12);
  }
}
