package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.aggregation.JointPreferenceModel.Estimate;
import org.rlhflab.reward.quality.aggregation.JointPreferenceModel.Priors;
import org.rlhflab.reward.quality.aggregation.PresentedChoices.Row;
import org.rlhflab.reward.quality.regression.BradleyTerryRegression;

/// Held to its limits, to finite differences and to recovery.
class JointPreferenceModelTest {
  private static final double[] TERMS = {0.5, 0.8, -0.6};
  private static final double[] RELIABILITY = {1.5, 1.0, 1.0, 0.2, -0.8};
  private static final int RESPONSES = 40;

  /// Everybody compares random pairs of responses whose lengths and boosters are known.
  private static PresentedChoices simulated(int perAnnotator, double nu, long seed) {
    Random random = new Random(seed);
    double[] abilities = new double[RESPONSES];
    Arrays.setAll(abilities, _ -> 1.5 * random.nextGaussian());
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < RELIABILITY.length; k++) {
      for (int n = 0; n < perAnnotator; n++) {
        int i = random.nextInt(RESPONSES);
        int j = (i + 1 + random.nextInt(RESPONSES - 1)) % RESPONSES;
        double[] x = {
          random.nextBoolean() ? 1 : -1, random.nextGaussian(), random.nextInt(3) - 1.0
        };
        double m = RELIABILITY[k] * (abilities[i] - abilities[j]);
        for (int t = 0; t < 3; t++) {
          m += TERMS[t] * x[t];
        }
        double win = Math.exp(m / 2);
        double draw = random.nextDouble() * (win + 1 / win + nu);
        boolean loses = draw >= win && draw < win + 1 / win;
        double[] minus = {-x[0], -x[1], -x[2]};
        rows.add(loses ? new Row(j, i, false, k, minus) : new Row(i, j, draw >= win, k, x));
      }
    }
    return new PresentedChoices(
        names("response", RESPONSES), names("annotator", RELIABILITY.length), rows);
  }

  private static List<String> names(String kind, int n) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add(kind + " " + i);
    }
    return names;
  }

  @Test
  void theGradientIsThatOfTheObjectiveAndVanishesAtTheEstimate() {
    JointNewton newton = new JointNewton(simulated(60, 0.5, 7), Priors.DEFAULTS);
    double[] p = newton.parameters();
    Random random = new Random(1);
    Arrays.setAll(p, i -> p[i] + 0.3 * random.nextGaussian());
    double[] gradient = newton.gradient(p);
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double numeric = (newton.objective(up) - newton.objective(down)) / 2e-5;
      assertEquals(numeric, gradient[i], 1e-4, "parameter " + i);
    }
    newton.climb();
    for (double slope : newton.gradient(newton.parameters())) {
      assertEquals(0, slope, 1e-5);
    }
  }

  @Test
  void standardErrorsAreThoseOfTheHessianByFiniteDifferences() {
    JointNewton newton = new JointNewton(simulated(40, 0.5, 3), Priors.DEFAULTS);
    newton.climb();
    double[] p = newton.parameters();
    double[][] hessian = new double[p.length][];
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += 1e-4;
      down[i] -= 1e-4;
      double[] high = newton.gradient(up);
      double[] low = newton.gradient(down);
      hessian[i] = new double[p.length];
      for (int j = 0; j < p.length; j++) {
        hessian[i][j] = (low[j] - high[j]) / 2e-4;
      }
    }
    double[][] covariance =
        org.rlhflab.reward.quality.regression.Cholesky.of(hessian).orElseThrow().inverse();
    double[] errors = newton.standardErrors();
    for (int i = 0; i < p.length; i++) {
      assertEquals(Math.sqrt(covariance[i][i]), errors[i], 1e-4, "parameter " + i);
    }
  }

  @Test
  void equallyReliablePeopleGiveBradleyTerryWithARidge() {
    PresentedChoices choices = simulated(60, 0, 5);
    JointPreferenceModel found = JointPreferenceModel.of(choices, new Priors(2, 1e-5));
    double[][] x = new double[choices.rows().size()][RESPONSES + 3];
    double[] outcomes = new double[x.length];
    double[] weights = new double[x.length];
    Arrays.fill(outcomes, 1);
    Arrays.fill(weights, 1);
    for (int n = 0; n < x.length; n++) {
      Row row = choices.rows().get(n);
      x[n][row.chosen()] = 1;
      x[n][row.rejected()] = -1;
      for (int t = 0; t < 3; t++) {
        // The ridge is 1/4; a term's own is 1/100: scaled columns carry that.
        x[n][RESPONSES + t] = row.differences()[t] * 5;
      }
    }
    double[] apart =
        BradleyTerryRegression.of(names("column", RESPONSES + 3), x, outcomes, weights, 0.25)
            .coefficients();
    for (int i = 0; i < RESPONSES; i++) {
      assertEquals(apart[i], found.abilities().get(i).value(), 1e-4, "response " + i);
    }
    for (int t = 0; t < 3; t++) {
      assertEquals(5 * apart[RESPONSES + t], found.terms().get(t).orElseThrow().value(), 1e-4);
    }
  }

  @Test
  void simulatedParametersAreRecoveredWithinTheirErrors() {
    JointPreferenceModel found = JointPreferenceModel.of(simulated(1_500, 0.6, 7), Priors.DEFAULTS);
    for (int t = 0; t < 3; t++) {
      assertWithin(TERMS[t], found.terms().get(t).orElseThrow(), 3, "term " + t);
    }
    assertWithin(Math.log(0.6), found.tie().orElseThrow(), 3, "tie");
    // Abilities and reliabilities share a scale that the priors fix: ratios are what is known.
    double scale = found.reliability().get(1).value();
    for (int k = 0; k < RELIABILITY.length; k++) {
      assertEquals(
          RELIABILITY[k], found.reliability().get(k).value() / scale, 0.25, "annotator " + k);
    }
  }

  private static void assertWithin(double truth, Estimate found, double errors, String what) {
    assertEquals(truth, found.value(), errors * found.standardError(), what);
  }

  @Test
  void theIntervalsOfTheTermsCoverTheTruthMostOfTheTime() {
    int covered = 0;
    for (int seed = 0; seed < 15; seed++) {
      JointPreferenceModel found =
          JointPreferenceModel.of(simulated(200, 0.3, seed), Priors.DEFAULTS);
      for (int t = 0; t < 3; t++) {
        covered += found.terms().get(t).orElseThrow().interval().excludes(TERMS[t]) ? 0 : 1;
      }
    }
    assertTrue(covered >= 38, covered + " of 45");
  }

  @Test
  void withoutTiesThereIsNoTieParameterAndProbabilitiesAddUpToOne() {
    JointPreferenceModel found = JointPreferenceModel.of(simulated(30, 0, 2), Priors.DEFAULTS);
    assertTrue(found.tie().isEmpty());
    double[] p = found.probabilities(0, 1);
    assertEquals(1, p[0] + p[1] + p[2], 1e-12);
    assertEquals(0, p[1]);
    assertArrayEquals(new double[] {p[2], p[1], p[0]}, found.probabilities(1, 0), 1e-12);
  }

  @Test
  void aTermInWhichNoPairDiffersIsMissing() {
    PresentedChoices choices =
        PresentedChoices.of(
            List.of(Preference.of("p", "yes it is", "no"), Preference.of("p", "no", "yes it is")));
    List<java.util.Optional<Estimate>> terms =
        JointPreferenceModel.of(choices, Priors.DEFAULTS).terms();
    assertTrue(terms.get(0).isEmpty());
    assertTrue(terms.get(1).isPresent());
    assertTrue(terms.get(2).isEmpty());
  }
}
