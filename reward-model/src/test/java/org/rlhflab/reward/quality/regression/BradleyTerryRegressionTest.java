package org.rlhflab.reward.quality.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import tools.jackson.databind.JsonNode;

/// Against statsmodels; `published/bradley_terry_regression.py` made the numbers.
class BradleyTerryRegressionTest {
  private static final JsonNode APART = PublishedTables.read("bradley_terry_regression.json");
  private static final List<String> NAMES = List.of("words", "boosters", "facts");

  private static double[][] rows() {
    return APART.get("x").valueStream().map(PublishedTables::numbers).toArray(double[][]::new);
  }

  private static double[] numbers(String name) {
    return PublishedTables.numbers(APART.get(name));
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "weighted", "ridge"})
  void agreesWithStatsmodels(String name) {
    JsonNode expected = APART.get(name);
    double[] weights = name.equals("weighted") ? numbers("weights") : ones(rows().length);
    BradleyTerryRegression found =
        BradleyTerryRegression.of(
            NAMES, rows(), numbers("y"), weights, expected.get("ridge").asDouble());
    assertArrayEquals(
        PublishedTables.numbers(expected.get("coefficients")), found.coefficients(), 1e-6);
    assertArrayEquals(
        PublishedTables.numbers(expected.get("standard_errors")), found.standardErrors(), 1e-6);
    assertEquals(expected.get("log_likelihood").asDouble(), found.logLikelihood(), 1e-6);
    double[] p = PublishedTables.numbers(expected.get("p_values"));
    for (int c = 0; c < p.length; c++) {
      assertEquals(p[c], found.pValue(c), 1e-6, NAMES.get(c));
    }
  }

  /// The objective of so many rows is only known to its last few bits, which must not stop a step.
  @Test
  void rowsThatComeAThousandTimesGiveWhatTheirWeightsGive() {
    int times = 1_000;
    double[][] few = rows();
    double[] choices = numbers("y");
    int n = few.length;
    double[][] many = new double[n * times][];
    double[] outcomes = new double[many.length];
    for (int k = 0; k < many.length; k++) {
      many[k] = few[k % n];
      outcomes[k] = choices[k % n];
    }
    for (double ridge : new double[] {0, 0.5, 2}) {
      double[] weights = new double[n];
      Arrays.fill(weights, times);
      BradleyTerryRegression expected =
          BradleyTerryRegression.of(NAMES, few, choices, weights, ridge);
      BradleyTerryRegression found =
          BradleyTerryRegression.of(NAMES, many, outcomes, ones(many.length), ridge);
      assertArrayEquals(expected.coefficients(), found.coefficients(), 1e-7, "ridge " + ridge);
      assertArrayEquals(expected.standardErrors(), found.standardErrors(), 1e-7, "ridge " + ridge);
    }
  }

  @Test
  void varianceInflationAsStatsmodelsHasIt() {
    BradleyTerryRegression found =
        BradleyTerryRegression.of(NAMES, rows(), numbers("y"), ones(rows().length), 0);
    assertArrayEquals(numbers("variance_inflation"), found.varianceInflation(), 1e-6);
  }

  @Test
  void swappingEveryPairChangesNothing() {
    double[][] swapped =
        Arrays.stream(rows())
            .map(row -> Arrays.stream(row).map(x -> -x).toArray())
            .toArray(double[][]::new);
    double[] outcomes = Arrays.stream(numbers("y")).map(y -> 1 - y).toArray();
    assertArrayEquals(
        BradleyTerryRegression.of(NAMES, rows(), numbers("y"), ones(rows().length), 0)
            .coefficients(),
        BradleyTerryRegression.of(NAMES, swapped, outcomes, ones(rows().length), 0).coefficients(),
        1e-9);
  }

  @Test
  void separationIsNamedAndARidgeMendsIt() {
    double[][] x = {{1, 0}, {2, 1}, {-1, 1}, {3, -1}};
    double[] y = {1, 1, 0, 1};
    List<String> names = List.of("words", "boosters");
    String reason =
        assertThrows(
                UndefinedMeasure.class, () -> BradleyTerryRegression.of(names, x, y, ones(4), 0))
            .getMessage();
    assertTrue(reason.contains("separated") && reason.contains("\"words\""), reason);
    assertTrue(BradleyTerryRegression.of(names, x, y, ones(4), 0.5).coefficients()[0] > 0);
  }

  @Test
  void collinearColumnsAreNamed() {
    double[][] x = {{1, 2, 0}, {2, 4, 1}, {-1, -2, 1}, {3, 6, -1}};
    double[] y = {1, 0, 0, 1};
    String reason =
        assertThrows(
                UndefinedMeasure.class, () -> BradleyTerryRegression.of(NAMES, x, y, ones(4), 0))
            .getMessage();
    assertTrue(reason.contains("\"boosters\" is a sum of multiples"), reason);
  }

  @Test
  void aColumnWithoutDifferencesIsNamed() {
    double[][] x = {{1, 0}, {-1, 0}};
    String reason =
        assertThrows(
                UndefinedMeasure.class,
                () ->
                    BradleyTerryRegression.of(
                        List.of("words", "rude"), x, new double[] {1, 1}, ones(2), 0))
            .getMessage();
    assertTrue(reason.contains("\"rude\" is the same on both sides"), reason);
  }
}
