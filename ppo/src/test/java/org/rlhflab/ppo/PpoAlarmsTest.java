package org.rlhflab.ppo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.PpoAlarms.Alarm;
import org.rlhflab.pretrain.stage.MetricName;

class PpoAlarmsTest {
  private static final int BATCH = 64;

  private static final Map<MetricName, Double> WELL =
      Map.of(
          MetricName.KL, 1.3,
          MetricName.FIRST_RATIO, 1.00001,
          MetricName.DISTINCT, 0.9,
          MetricName.TRUNCATED, 0.02);

  private static Set<Alarm> due(Map<MetricName, Double> figures) {
    return PpoAlarms.due(figures, BATCH, BATCH);
  }

  private static Map<MetricName, Double> scored(double score, double gold) {
    return Map.of(MetricName.SCORES, score, MetricName.GOLD_OVERALL, gold);
  }

  /// Everything said in a course of iterations whose score and gold move in a line.
  private static List<String> course(PpoAlarms alarms, int iterations, double up, double down) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      said.addAll(alarms.after(scored(up * i, 4 - down * i)));
    }
    return said;
  }

  @Test
  void nothingIsSaidOfARunThatIsWell() {
    assertEquals(Set.of(), due(WELL));
    assertEquals(Set.of(), due(Map.of()));
  }

  @Test
  void eachFigureBeyondItsLimitIsItsOwnAlarm() {
    assertEquals(Set.of(Alarm.NEGATIVE_KL), due(Map.of(MetricName.KL, -0.6)));
    assertEquals(Set.of(Alarm.RUNAWAY_KL), due(Map.of(MetricName.KL, 51.0)));
    assertEquals(Set.of(Alarm.FIRST_RATIO), due(Map.of(MetricName.FIRST_RATIO, 0.98)));
    assertEquals(Set.of(Alarm.ONE_REPLY), due(Map.of(MetricName.DISTINCT, 0.05)));
    assertEquals(Set.of(Alarm.ENDLESS), due(Map.of(MetricName.TRUNCATED, 0.6)));
  }

  /// Ratios of p to q at samples of q have mean 1 even where p is quite another distribution.
  @Test
  void aPolicyThatTrainingSeesOtherwiseIsFoundByItsFirstKlThoughTheMeanRatioIsOne() {
    Map<MetricName, Double> other =
        Map.of(MetricName.FIRST_RATIO, 1.0, MetricName.FIRST_APPROX_KL, 0.02);
    assertEquals(Set.of(Alarm.FIRST_RATIO), due(other));
    assertEquals(Set.of(), due(Map.of(MetricName.FIRST_APPROX_KL, 1e-8)));
  }

  @Test
  void oneReplyToEverythingIsNoticedInSmallBatchesToo() {
    Map<MetricName, Double> one = Map.of(MetricName.DISTINCT, 1.0 / 8);
    assertEquals(Set.of(Alarm.ONE_REPLY), PpoAlarms.due(one, 8, 8));
    assertEquals(Set.of(), PpoAlarms.due(Map.of(MetricName.DISTINCT, 2.0 / 8), 8, 8));
    assertEquals(Set.of(), PpoAlarms.due(Map.of(MetricName.DISTINCT, 1.0), 1, 1));
    assertEquals(Set.of(), PpoAlarms.due(Map.of(MetricName.DISTINCT, 0.5), 2, 2));
    // The same answer again and again to one question is no collapse.
    assertEquals(Set.of(), PpoAlarms.due(one, 1, 8));
  }

  @Test
  void anAlarmIsRaisedOnce() {
    PpoAlarms alarms = new PpoAlarms(BATCH, BATCH);
    List<String> said = alarms.after(Map.of(MetricName.KL, 60.0));
    assertEquals(1, said.size());
    assertTrue(said.getFirst().contains("60 nats"), said.getFirst());
    assertEquals(List.of(), alarms.after(Map.of(MetricName.KL, 70.0)));
    assertEquals(said, alarms.said());
  }

  @Test
  void aScoreThatRisesWhileTheTruthFallsIsNoticedWithinTwoWindows() {
    List<String> said = course(new PpoAlarms(BATCH, BATCH), 2 * PpoAlarms.WINDOW, 0.05, 0.05);
    assertEquals(1, said.size());
    assertTrue(said.getFirst().contains("please the reward"), said.getFirst());
  }

  @Test
  void aTruthThatRisesOrAScoreThatFallsToIsNone() {
    assertEquals(List.of(), course(new PpoAlarms(BATCH, BATCH), 60, 0.05, -0.01));
    assertEquals(List.of(), course(new PpoAlarms(BATCH, BATCH), 60, -0.05, 0.05));
    assertEquals(List.of(), course(new PpoAlarms(BATCH, BATCH), 60, 0.05, 0));
  }

  @Test
  void aRewardModelWhoseIntervalReachesOneHalfIsAtChance() {
    assertTrue(PpoAlarms.atChance("x", 0.49, 0.6).orElseThrow().contains("0.49 to 0.60"));
    assertFalse(PpoAlarms.atChance("x", 0.51, 0.7).isPresent());
  }

  @Test
  void anotherSittingKnowsWhatWasSaidAndWhatHasBeen() throws IOException {
    PpoAlarms first = new PpoAlarms(BATCH, BATCH);
    first.after(Map.of(MetricName.TRUNCATED, 0.9));
    course(first, 12, 0.05, 0.05);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    first.save(new DataOutputStream(bytes));
    PpoAlarms second = new PpoAlarms(BATCH, BATCH);
    second.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertEquals(first.said(), second.said());
    assertEquals(List.of(), second.after(Map.of(MetricName.TRUNCATED, 0.9)));
    for (int i = 12; i < 20; i++) {
      assertEquals(
          first.after(scored(0.05 * i, 4 - 0.05 * i)),
          second.after(scored(0.05 * i, 4 - 0.05 * i)));
    }
  }
}
