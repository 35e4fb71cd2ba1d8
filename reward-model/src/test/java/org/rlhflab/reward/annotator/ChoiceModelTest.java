package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;

import org.junit.jupiter.api.Test;
import org.rlhflab.reward.annotator.ChoiceModel.Choice;
import org.rlhflab.reward.annotator.ChoiceModel.Side;

/// Expected probabilities are computed by hand: sigmoid(1) = 0.7310585786, sigmoid(2) =
/// 0.8807970780.
class ChoiceModelTest {
  private static final double TOLERANCE = 1e-9;

  @Test
  void aTenthOfAPointAtSensitivityTenIsSigmoidOfOne() {
    ChoiceModel model = new ChoiceModel(10, 0, LapseTo.COIN, 0);
    assertEquals(0.7310585786, model.probability(4.1, 4.0, 20, 20), TOLERANCE);
  }

  @Test
  void aLapseRateOfHalfToACoinHalvesTheDistanceFromAHalf() {
    ChoiceModel model = new ChoiceModel(10, 0.5, LapseTo.COIN, 0);
    assertEquals(0.5 * 0.8807970780 + 0.25, model.probability(3.2, 3.0, 20, 20), TOLERANCE);
  }

  @Test
  void aLapseToTheLongerAddsItsWholeRateToTheLonger() {
    ChoiceModel model = new ChoiceModel(10, 0.7, LapseTo.LONGER, 0);
    assertEquals(0.3 * 0.7310585786 + 0.7, model.probability(4.1, 4.0, 21, 20), TOLERANCE);
    assertEquals(0.3 * 0.7310585786, model.probability(4.1, 4.0, 20, 21), TOLERANCE);
    assertEquals(0.3 * 0.7310585786 + 0.35, model.probability(4.1, 4.0, 20, 20), TOLERANCE);
  }

  @Test
  void aLapseToATieIsHalfAWin() {
    ChoiceModel model = new ChoiceModel(10, 0.4, LapseTo.TIE, 0);
    assertEquals(0.6 * 0.7310585786 + 0.2, model.probability(4.1, 4.0, 5, 50), TOLERANCE);
    assertEquals(new Choice(Side.TIE, true), model.choose(5, 1, 5, 50, 0.39, 0));
  }

  @Test
  void aDifferenceBelowTheThresholdIsATieAndOneAboveIsNot() {
    ChoiceModel model = new ChoiceModel(10, 0, LapseTo.COIN, 0.25);
    assertEquals(Side.TIE, model.choose(4.2, 4.0, 9, 9, 0.5, 0.0).side());
    assertEquals(Side.A, model.choose(4.3, 4.0, 9, 9, 0.5, 0.0).side());
    assertEquals(0.5, model.probability(4.2, 4.0, 9, 9), TOLERANCE);
  }

  @Test
  void theTwoSidesProbabilitiesSumToOne() {
    qt().forAll(
            doubles().between(-9, 9),
            doubles().between(0, 1),
            integers().between(0, 60),
            arbitrary().enumValues(LapseTo.class))
        .checkAssert((utility, lapse, words, to) -> {
          ChoiceModel model = new ChoiceModel(3, lapse, to, 0.1);
          double forward = model.probability(utility, 1, words, 30);
          double backward = model.probability(1, utility, 30, words);
          assertEquals(1, forward + backward, TOLERANCE);
        });
  }
}
