package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;
import org.rlhflab.reward.quality.regression.Logistic;
import smile.stat.hypothesis.CorTest;

/// No worked example of the offline method is published, so it is held to its limits and to
/// recovery.
class CrowdBradleyTerryTest {
  private static final int ITEMS = 30;
  private static final double[] RELIABILITY = {1, 0.95, 0.85, 0.7, 0.5, 0.1};

  private final double[] abilities = new double[ITEMS];

  private Comparisons simulated(int perAnnotator) {
    Random random = new Random(7);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      abilities[i] = 1.5 * random.nextGaussian();
      items.add("item " + i);
    }
    List<String> annotators = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < RELIABILITY.length; k++) {
      annotators.add("annotator " + k);
      for (int n = 0; n < perAnnotator; n++) {
        int i = random.nextInt(ITEMS);
        int j = (i + 1 + random.nextInt(ITEMS - 1)) % ITEMS;
        boolean wins = random.nextDouble() < Logistic.sigmoid(abilities[i] - abilities[j]);
        boolean reported = random.nextDouble() < RELIABILITY[k];
        rows.add(wins == reported ? new Row(i, j, k, 1) : new Row(j, i, k, 1));
      }
    }
    return new Comparisons(items, annotators, rows);
  }

  @Test
  void fullReliabilityGivesBradleyTerryOnTheCitationTable() {
    double[] plain = BradleyTerry.of(BradleyTerryTest.citations(), 0).abilities();
    double[] found =
        CrowdBradleyTerry.withReliability(BradleyTerryTest.citations(), 0, new double[] {1})
            .abilities();
    assertArrayEquals(plain, found, 1e-7);
  }

  @Test
  void anAnnotatorOfReliabilityOneHalfChangesNothing() {
    Comparisons all = simulated(200);
    List<Row> without = all.rows().stream().filter(row -> row.annotator() != 2).toList();
    double[] eta = {0.9, 0.9, 0.5, 0.9, 0.9, 0.9};
    double[] with = CrowdBradleyTerry.withReliability(all, 1, eta).abilities();
    double[] left =
        CrowdBradleyTerry.withReliability(
                new Comparisons(all.items(), all.annotators(), without), 1, eta)
            .abilities();
    assertArrayEquals(left, with, 1e-3);
  }

  @Test
  void flippingVotesAndReliabilityLeavesTheLikelihoodAsItIs() {
    Comparisons all = simulated(100);
    List<Row> flipped =
        all.rows().stream()
            .map(row ->
                row.annotator() == 3 ? new Row(row.loser(), row.winner(), 3, row.weight()) : row)
            .toList();
    double[] eta = {0.9, 0.8, 0.7, 0.6, 0.5, 0.4};
    double[] etaFlipped = {0.9, 0.8, 0.7, 1 - 0.6, 0.5, 0.4};
    assertEquals(
        CrowdBradleyTerry.logLikelihood(all, abilities, eta),
        CrowdBradleyTerry.logLikelihood(
            new Comparisons(all.items(), all.annotators(), flipped), abilities, etaFlipped),
        1e-9);
  }

  @Test
  void simulatedReliabilitiesAndAbilitiesAreRecovered() {
    CrowdBradleyTerry found = CrowdBradleyTerry.of(simulated(1_500), 0.1);
    assertArrayEquals(RELIABILITY, found.reliability(), 0.06);
    assertTrue(CorTest.pearson(abilities, found.abilities()).cor() > 0.98);
  }

  @Test
  void theObjectiveNeverFalls() {
    double[] trace = CrowdBradleyTerry.of(simulated(200), 0.5).objectives();
    for (int n = 1; n < trace.length; n++) {
      assertTrue(trace[n] >= trace[n - 1] - 1e-7, "iteration " + n);
    }
  }
}
