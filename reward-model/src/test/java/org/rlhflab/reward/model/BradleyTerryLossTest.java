package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.booleans;
import static org.quicktheories.generators.SourceDSL.floats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BradleyTerryLossTest {
  private static final boolean[] NO_TIE = {false};
  private static final boolean[] TIE = {true};
  private static final float[] ONE = {1};

  private final float[] dChosen = new float[1];
  private final float[] dRejected = new float[1];

  private double loss(float chosen, float rejected, boolean tie) {
    return BradleyTerryLoss.evaluate(
            new float[] {chosen},
            new float[] {rejected},
            new boolean[] {tie},
            ONE,
            dChosen,
            dRejected)
        .loss();
  }

  @Test
  void aMarginOfOneCostsMinusLogSigmoidOfOne() {
    assertEquals(0.3132616875, loss(1, 0, false), 1e-9);
    assertEquals(0.6931471806, loss(2, 2, false), 1e-9);
    assertEquals(1.3132616875, loss(0, 1, false), 1e-9);
  }

  @Test
  void aTieCostsTheMeanOfBothWaysAndPullsTheScoresTogether() {
    assertEquals((0.3132616875 + 1.3132616875) / 2, loss(1, 0, true), 1e-9);
    assertEquals(0.7310585786 - 0.5, dChosen[0], 1e-7);
  }

  @Test
  void hugeMarginsStayFinite() {
    assertEquals(1e30, loss(-1e30f, 0, false), 1e24);
    assertEquals(-1, dChosen[0], 1e-7);
    assertEquals(0, loss(1e30f, 0, false), 0);
    assertEquals(0, dChosen[0], 0);
  }

  @Test
  void independentlyComputedValuesAgree() throws IOException {
    JsonNode published = published();
    JsonNode input = published.path("input");
    JsonNode expected = published.path("expected");
    float[] chosen = floatsOf(input.path("chosen"));
    float[] dC = new float[chosen.length];
    float[] dR = new float[chosen.length];
    boolean[] ties = new boolean[chosen.length];
    for (int i = 0; i < ties.length; i++) {
      ties[i] = input.path("ties").path(i).asBoolean();
    }
    BradleyTerryLoss.Result result =
        BradleyTerryLoss.evaluate(
            chosen,
            floatsOf(input.path("rejected")),
            ties,
            floatsOf(input.path("weights")),
            dC,
            dR);
    assertEquals(expected.path("loss").asDouble(), result.loss(), 1e-6);
    assertEquals(expected.path("accuracy").asDouble(), result.accuracy(), 1e-6);
    assertEquals(expected.path("mean_margin").asDouble(), result.meanMargin(), 1e-6);
    assertArrayEquals(floatsOf(expected.path("d_chosen")), dC, 1e-6f);
    assertArrayEquals(floatsOf(expected.path("d_rejected")), dR, 1e-6f);
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    float h = 0x1p-9f; // exact in float, so that only the formula is tested
    qt().forAll(quarters(), quarters(), booleans().all())
        .checkAssert((chosen, rejected, tie) -> {
          double up = loss(chosen + h, rejected, tie);
          double down = loss(chosen - h, rejected, tie);
          loss(chosen, rejected, tie);
          assertEquals((up - down) / (2 * h), dChosen[0], 1e-5);
          assertEquals(-dChosen[0], dRejected[0], 0);
        });
  }

  @Test
  void swappingThePairNegatesTheGradient() {
    qt().forAll(quarters(), quarters(), booleans().all())
        .checkAssert((chosen, rejected, tie) -> {
          loss(chosen, rejected, tie);
          float dMargin = dChosen[0];
          // The same label read from the other side: the margin's sign turns, and with it the
          // gradient's. For a win that is the gradient of the rejected response.
          if (tie) {
            loss(rejected, chosen, true);
            assertEquals(-dMargin, dChosen[0], 1e-7);
          } else {
            assertEquals(-dMargin, dRejected[0], 0);
          }
        });
  }

  @Test
  void bothOpinionsOnAPairTogetherPullLikeTwoTies() {
    qt().forAll(quarters(), quarters())
        .checkAssert((a, b) -> {
          loss(a, b, false);
          double dA = dChosen[0];
          loss(b, a, false);
          dA += dRejected[0];
          loss(a, b, true);
          assertEquals(2 * dChosen[0], dA, 1e-6);
        });
  }

  @Test
  void weightZeroSilencesALabelAndWeightTwoDoublesIt() {
    float[] chosen = {0.5f};
    float[] rejected = {1};
    BradleyTerryLoss.evaluate(chosen, rejected, NO_TIE, ONE, dChosen, dRejected);
    float once = dChosen[0];
    BradleyTerryLoss.evaluate(chosen, rejected, NO_TIE, new float[] {2}, dChosen, dRejected);
    assertEquals(2 * once, dChosen[0], 1e-7);
    BradleyTerryLoss.evaluate(chosen, rejected, NO_TIE, new float[] {0}, dChosen, dRejected);
    assertEquals(0, dChosen[0], 0);
  }

  @Test
  void aTieCountsAsHalfRight() {
    assertEquals(
        0.5,
        BradleyTerryLoss.evaluate(new float[] {3}, new float[] {0}, TIE, ONE, dChosen, dRejected)
            .accuracy());
  }

  @Test
  void arraysOfDifferentLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            BradleyTerryLoss.evaluate(new float[2], new float[2], NO_TIE, ONE, dChosen, dRejected));
  }

  private static Gen<Float> quarters() {
    return floats().between(-8f, 8f).map(x -> Math.round(x * 4) / 4f);
  }

  private static JsonNode published() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            BradleyTerryLossTest.class.getResourceAsStream("/published/bradley-terry-loss.json"))) {
      return JsonMapper.shared().readTree(in);
    }
  }

  private static float[] floatsOf(JsonNode numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.path(i).asDouble();
    }
    return values;
  }
}
