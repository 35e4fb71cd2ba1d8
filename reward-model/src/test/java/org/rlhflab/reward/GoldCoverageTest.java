package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.PairToLabel;

class GoldCoverageTest {
  private static final int PEOPLE = 250;
  private static final long SEED = 11;
  private static final List<PairToLabel> CLEAR = GoldTaskPool.CLEAR.subList(0, 50);
  private static final GoldCoverage FOUND = GoldCoverage.of(CLEAR, PEOPLE, SEED, Progress.NONE);

  @Test
  void theChanceOfTheKnownAnswerIsThatOfTheChoiceRule() {
    AnnotatorProfile person =
        AnnotatorFile.changed(
            AnnotatorProfile.DEFAULTS,
            Map.of("lapse_rate", 0.7, "lapse_to", "longer", "sensitivity", 3));
    double[] found = GoldCoverage.probabilities(person, CLEAR, 1);
    for (int n = 0; n < found.length; n++) {
      PairToLabel pair = CLEAR.get(n);
      double difference = pair.goldDifference();
      double reading = 1 / (1 + Math.exp(-3 * Math.abs(difference)));
      int more = pair.a().words() - pair.b().words();
      double longer = more == 0 ? 0.5 : more > 0 == difference > 0 ? 1 : 0;
      assertEquals(0.3 * reading + 0.7 * longer, found[n], 1e-9, pair.id());
    }
  }

  /// Wilson's interval of k of n holds p or not; how probable each k is says how often it does.
  @Test
  void theCoverageIsThatOfTheBinomialDistribution() {
    for (int t = 0; t < GoldCoverage.TASKS.size(); t++) {
      int tasks = GoldCoverage.TASKS.get(t);
      double expected = 0;
      for (int k = 1; k <= PEOPLE; k++) {
        String id = "person-" + k;
        AnnotatorProfile person =
            GoldCoverage.person(id, new RandomStreams(SEED).stream("coverage", id));
        double[] right = GoldCoverage.probabilities(person, CLEAR, SEED);
        double truth = java.util.Arrays.stream(right).average().orElseThrow();
        BinomialDistribution answers = BinomialDistribution.of(tasks, truth);
        for (int r = 0; r <= tasks; r++) {
          expected +=
              WilsonInterval.of(r, tasks).excludes(truth) ? 0 : answers.probability(r) / PEOPLE;
        }
      }
      double error = Math.sqrt(expected * (1 - expected) / PEOPLE);
      assertEquals(expected, FOUND.rows().get(t).onSuchTasks().mean(), 3.5 * error, "n " + tasks);
    }
  }

  @Test
  void anIntervalHoldsTheAccuracyOnItsOwnTasksMoreOften() {
    GoldCoverage.Row all = FOUND.rows().getLast();
    assertTrue(all.onTheseTasks().mean() > all.onSuchTasks().mean(), all.toString());
    assertEquals(3 * PEOPLE, all.intervals());
  }

  @Test
  void everybodyIsInOneBand() {
    assertEquals(PEOPLE, FOUND.bands().stream().mapToInt(GoldCoverage.Band::people).sum());
  }
}
