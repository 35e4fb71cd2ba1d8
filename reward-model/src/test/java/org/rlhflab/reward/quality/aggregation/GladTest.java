package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.regression.Logistic;
import smile.stat.hypothesis.CorTest;

class GladTest {
  private static final int ITEMS = 600;
  private static final int ANNOTATORS = 30;

  private final double[] ability = new double[ANNOTATORS];
  private final double[] easiness = new double[ITEMS];
  private final int[] truth = SimulatedCrowds.truth(ITEMS, 2);

  private Judgments simulated(double spreadOfEasiness) {
    Random random = new Random(7);
    for (int k = 0; k < ANNOTATORS; k++) {
      ability[k] = k == 0 ? -2 : 1 + random.nextGaussian() * 0.7;
    }
    Judgments.Builder judgments = SimulatedCrowds.builder(2);
    for (int i = 0; i < ITEMS; i++) {
      easiness[i] = spreadOfEasiness * random.nextGaussian();
      for (int k = 0; k < ANNOTATORS; k++) {
        boolean right = random.nextDouble() < Logistic.sigmoid(ability[k] * Math.exp(easiness[i]));
        judgments.add(
            "item " + i, "annotator " + k, SimulatedCrowds.name(right ? truth[i] : 1 - truth[i]));
      }
    }
    return judgments.build();
  }

  @Test
  void simulatedAbilitiesAndDifficultiesAreRecovered() {
    Glad found = Glad.of(simulated(1));
    assertTrue(CorTest.spearman(ability, found.ability()).cor() > 0.9);
    assertTrue(CorTest.spearman(easiness, found.easiness()).cor() > 0.5);
    assertTrue(SimulatedCrowds.accuracy(found.posteriors(), truth) > 0.95);
  }

  @Test
  void whoIsAgainstTheTruthHasAnAbilityBelowZero() {
    assertTrue(Glad.of(simulated(0)).ability()[0] < -0.5);
  }

  @Test
  void theObjectiveNeverFalls() {
    double[] trace = Glad.of(simulated(1)).logPosteriors();
    for (int n = 1; n < trace.length; n++) {
      assertTrue(trace[n] >= trace[n - 1] - 1e-7, "iteration " + n);
    }
  }

  @Test
  void amongEquallyEasyItemsItWeighsPeopleAsDawidAndSkeneDo() {
    Judgments judgments = simulated(0);
    double[][] glad = Glad.of(judgments).posteriors().probabilities();
    double[][] dawidSkene = DawidSkene.of(judgments).posteriors().probabilities();
    double apart = 0;
    for (int i = 0; i < ITEMS; i++) {
      apart += Math.abs(glad[i][0] - dawidSkene[i][0]) / ITEMS;
    }
    assertEquals(0, apart, 0.02);
  }
}
