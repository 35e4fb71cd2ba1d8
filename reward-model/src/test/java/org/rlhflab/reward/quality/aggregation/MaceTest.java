package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.Judgments;

class MaceTest {
  @Test
  void simulatedCompetencesAndHabitsAreRecovered() {
    double[] competence = {0.9, 0.7, 0.5, 0.05};
    double[][] habit = {{0.5, 0.3, 0.2}, {0.2, 0.2, 0.6}, {1, 0, 0}, {0.1, 0.8, 0.1}};
    int[] truth = SimulatedCrowds.truth(3_000, 3);
    Mace found = Mace.of(spamming(truth, competence, habit));
    assertArrayEquals(competence, found.competence(), 0.04);
    for (int k = 1; k < 4; k++) {
      assertArrayEquals(habit[k], found.habit()[k], 0.06, "annotator " + k);
    }
    assertTrue(SimulatedCrowds.accuracy(found.posteriors(), truth) > 0.93);
  }

  @Test
  void withoutSpamSaysTheTruthAndWithSpamAloneTheHabit() {
    double[] habit = {0.2, 0.8};
    assertArrayEquals(new double[] {1, 0}, Mace.confusion(1, habit)[0]);
    assertArrayEquals(habit, Mace.confusion(0, habit)[0]);
    assertArrayEquals(new double[] {0.6, 0.4}, Mace.confusion(0.5, habit)[0], 1e-12);
  }

  @Test
  void itIsDawidAndSkenesModelWithFewerParameters() {
    int[] truth = SimulatedCrowds.truth(600, 2);
    Judgments judgments = SimulatedCrowds.oneCoin(truth, 2, new double[] {0.9, 0.8, 0.7}, 3);
    double more = DawidSkene.of(judgments, 0).logLikelihood();
    double fewer = Mace.of(judgments).logLikelihood();
    assertTrue(fewer <= more + 1e-6, fewer + " is above " + more);
    assertEquals(more, fewer, 3);
  }

  @Test
  void unanimousPeopleAreCompetent() {
    Judgments same =
        SimulatedCrowds.oneCoin(SimulatedCrowds.truth(90, 3), 3, new double[] {1, 1, 1}, 1);
    for (double competence : Mace.of(same).competence()) {
      assertTrue(competence > 0.98, "competence " + competence);
    }
  }

  private static Judgments spamming(int[] truth, double[] competence, double[][] habit) {
    Random random = new Random(7);
    Judgments.Builder judgments = SimulatedCrowds.builder(3);
    for (int i = 0; i < truth.length; i++) {
      for (int k = 0; k < competence.length; k++) {
        double draw = random.nextDouble();
        int spam = draw < habit[k][0] ? 0 : draw < habit[k][0] + habit[k][1] ? 1 : 2;
        int said = random.nextDouble() < competence[k] ? truth[i] : spam;
        judgments.add("item " + i, "annotator " + k, SimulatedCrowds.name(said));
      }
    }
    return judgments.build();
  }
}
