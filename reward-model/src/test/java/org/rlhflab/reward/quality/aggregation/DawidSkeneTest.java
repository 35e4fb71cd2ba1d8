package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.Labels;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import tools.jackson.databind.JsonNode;

/// Against table 1 and the estimates printed in Dawid and Skene (1979).
class DawidSkeneTest {
  private static final JsonNode PUBLISHED =
      PublishedTables.read("dawid_skene_1979_anaesthetists.json");
  private static final DawidSkene FOUND = DawidSkene.of(anaesthetists(), 0);

  private static Judgments anaesthetists() {
    Judgments.Builder judgments = new Judgments.Builder();
    JsonNode patients = PUBLISHED.get("patients");
    for (int i = 0; i < patients.size(); i++) {
      for (int k = 0; k < patients.get(i).size(); k++) {
        for (JsonNode label : patients.get(i).get(k)) {
          judgments.add("patient " + (i + 1), "observer " + (k + 1), label.asString());
        }
      }
    }
    return judgments.build();
  }

  @Test
  void classMarginalsOfThePaper() {
    assertArrayEquals(
        PublishedTables.numbers(PUBLISHED.get("class_marginals")), FOUND.prior(), 0.005);
    assertArrayEquals(
        PublishedTables.numbers(
            PUBLISHED.get("computed_apart_independent_numpy").get("class_marginals")),
        FOUND.prior(),
        2e-5);
  }

  @Test
  void errorRatesOfThePaper() {
    assertErrorRates(PUBLISHED.get("error_rates_true_row_observed_col"), 0.01);
    assertErrorRates(PUBLISHED.get("computed_apart_independent_numpy").get("error_rates"), 2e-5);
  }

  private static void assertErrorRates(JsonNode published, double tolerance) {
    for (int k = 0; k < 5; k++) {
      for (int j = 0; j < 4; j++) {
        assertArrayEquals(
            PublishedTables.numbers(published.get(String.valueOf(k + 1)).get(j)),
            FOUND.confusion()[k][j],
            tolerance,
            "observer " + (k + 1) + ", true class " + (j + 1));
      }
    }
  }

  @Test
  void posteriorsOfThePaper() {
    JsonNode map = PUBLISHED.get("posterior_class_map");
    JsonNode unsure = PUBLISHED.get("posterior_all_1.00_except");
    for (int i = 0; i < map.size(); i++) {
      double[] found = FOUND.posteriors().probabilities()[i];
      assertEquals(map.get(i).asInt() - 1, FOUND.posteriors().best(i), "patient " + (i + 1));
      JsonNode printed = unsure.get(String.valueOf(i + 1));
      if (printed == null) {
        assertEquals(1, found[FOUND.posteriors().best(i)], 0.005, "patient " + (i + 1));
      } else {
        assertArrayEquals(PublishedTables.numbers(printed), found, 0.005);
      }
    }
  }

  @Test
  void logLikelihoodsAsComputedApart() {
    JsonNode apart = PUBLISHED.get("computed_apart_independent_numpy");
    double[] first = PublishedTables.numbers(apart.get("log_likelihood_per_iteration_first5"));
    assertArrayEquals(first, java.util.Arrays.copyOf(FOUND.logLikelihoods(), 5), 1e-6);
    assertEquals(apart.get("log_likelihood_converged").asDouble(), FOUND.logLikelihood(), 1e-6);
  }

  @Test
  void theLogLikelihoodNeverFalls() {
    double[] trace = FOUND.logLikelihoods();
    for (int n = 1; n < trace.length; n++) {
      assertTrue(trace[n] >= trace[n - 1] - 1e-9, "iteration " + n);
    }
  }

  @Test
  void ofNothingThereIsNothingToAggregate() {
    Judgments none = new Judgments.Builder("yes", "no").build();
    assertThrows(UndefinedMeasure.class, () -> DawidSkene.of(none));
    assertThrows(UndefinedMeasure.class, () -> DawidSkene.ofPairs(PairJudgments.of(List.of())));
  }

  @Test
  void whereAllSayTheSameEmRestsAtOnce() {
    Judgments.Builder judgments = new Judgments.Builder("yes", "no");
    judgments.add("item", "a", "yes").add("item", "b", "yes");
    DawidSkene found = DawidSkene.of(judgments.build(), 0);
    assertEquals(0, found.logLikelihood());
    assertEquals(2, found.logLikelihoods().length);
  }

  @Test
  void aPairIsNoTieInTruthThoughPeopleSayItNowAndThen() {
    // Three careful people and one who guesses; all of them say "tie" to one pair in forty.
    SplittableRandom random = new SplittableRandom(5);
    List<Preference> labels = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      for (int k = 0; k < 4; k++) {
        boolean right = random.nextDouble() < (k == 3 ? 0.5 : 0.85);
        boolean first = right == (i % 2 == 0);
        Preference label =
            Labels.by("person " + k, "question " + i, first ? "a" : "b", first ? "b" : "a");
        labels.add(random.nextInt(40) == 0 ? Labels.tie(label) : label);
      }
    }
    DawidSkene found = DawidSkene.ofPairs(PairJudgments.of(labels));
    int right = 0;
    for (int i = 0; i < 400; i++) {
      assertEquals(0, found.posteriors().probabilities()[i][PairJudgments.TIE]);
      int truth = i % 2 == 0 ? PairJudgments.FIRST : PairJudgments.SECOND;
      right += found.posteriors().best(i) == truth ? 1 : 0;
    }
    assertTrue(right >= 350, right + " of 400; who knows all accuracies gets 376");
    assertEquals(1 / 40.0, found.says(0, PairJudgments.TIE), 0.02);
    assertEquals(0.83, found.accuracy(0), 0.06);
    assertEquals(0.49, found.accuracy(3), 0.06);
  }

  @Test
  void simulatedConfusionsAreRecoveredAndTheBadAreOutvoted() {
    int[] truth = SimulatedCrowds.truth(2_000, 3);
    double[] accuracy = {0.9, 0.8, 0.7, 0.4, 0.35};
    Judgments judgments = SimulatedCrowds.oneCoin(truth, 3, accuracy, 7);
    DawidSkene found = DawidSkene.of(judgments);
    for (int k = 0; k < accuracy.length; k++) {
      assertEquals(accuracy[k], found.accuracy(k), 0.03, "annotator " + k);
    }
    double majority = SimulatedCrowds.accuracy(MajorityVote.of(judgments), truth);
    assertTrue(SimulatedCrowds.accuracy(found.posteriors(), truth) > majority + 0.02);
  }

  @Test
  void whereMostShareAnErrorItIsTakenForTheTruth() {
    Judgments.Builder judgments = new Judgments.Builder("wrong", "right");
    List<String> truth = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean trap = i % 4 == 0; // all but one fall for it, always
      truth.add(i % 2 == 0 ? "right" : "wrong");
      String other = i % 2 == 0 ? "wrong" : "right";
      for (int k = 0; k < 5; k++) {
        judgments.add("item " + i, "annotator " + k, trap && k > 0 ? other : truth.get(i));
      }
    }
    DawidSkene found = DawidSkene.of(judgments.build());
    assertTrue(found.accuracy(0) < found.accuracy(1), "the one who is right looks unreliable");
  }
}
