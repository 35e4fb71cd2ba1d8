package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.experiment.LabelComparison.FinishedArm;

class LabelComparisonTest {
  private static final String METRIC = "behaviour/words";
  private static final LabelComparison COMPARISON = new LabelComparison(7);

  /// An arm with these figures, `[seed][prompt]`, from seed 1.
  private static FinishedArm arm(String name, double[]... table) {
    Map<Long, CellFigures> figures = new LinkedHashMap<>();
    for (int i = 0; i < table.length; i++) {
      figures.put(
          i + 1L, new CellFigures("", Map.of(METRIC, table[i]), new double[0][], new double[0][]));
    }
    return new FinishedArm(Optional.empty(), name, "mixed", figures, List.of());
  }

  private static double[][] noise(long seed, int seeds, int prompts, double mean) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, seeds)
        .mapToObj(s -> random.doubles(prompts, mean - 1, mean + 1).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void aPairIsTheLaterArmLessTheEarlier() {
    CompareResults results =
        COMPARISON.of(
            List.of(
                arm("a", new double[] {1, 2}, new double[] {3, 4}),
                arm("b", new double[] {2, 4}, new double[] {4, 8})),
            List.of(),
            List.of());
    PairResult pair = results.pair("b", "a", METRIC).orElseThrow();
    assertEquals(2, pair.difference().mean(), 1e-12);
    // The figures of a, 1 2 3 4, have variance 5/3; those of b, 2 4 4 8, have 19/3: d = 2 / 2.
    assertEquals(1, d(pair), 1e-12);
    assertEquals(-2, results.pair("a", "b", METRIC).orElseThrow().difference().mean(), 1e-12);
  }

  private static double d(PairResult pair) {
    return pair.effectSize().orElseThrow();
  }

  @Test
  void whatTenSeedsAllShowIsClear() {
    CompareResults results =
        COMPARISON.of(
            List.of(arm("a", noise(1, 10, 40, 20)), arm("b", noise(2, 10, 40, 25))),
            List.of(),
            List.of());
    PairResult pair = results.pairs().getFirst();
    assertEquals(2 / 1024.0, pair.p(), 1e-12);
    assertTrue(pair.isClear());
    assertTrue(
        results.findings().getFirst().startsWith("b against a: 4.99 more words an answer (95% 4."),
        results.findings().getFirst());
  }

  @Test
  void fourSeedsProveNothingHoweverLargeTheDifference() {
    CompareResults results =
        COMPARISON.of(
            List.of(arm("a", noise(1, 4, 40, 20)), arm("b", noise(2, 4, 40, 90))),
            List.of(),
            List.of());
    assertFalse(results.pairs().getFirst().isClear());
    assertTrue(
        results.findings().getFirst().contains("4 seeds, too few for any test")
            && results.findings().getFirst().endsWith("it takes 6."),
        results.findings().getFirst());
  }

  @Test
  void armsThatDoNotDifferAreSaidNotTo() {
    CompareResults results =
        COMPARISON.of(
            List.of(arm("a", noise(1, 10, 40, 20)), arm("b", noise(2, 10, 40, 20))),
            List.of(),
            List.of());
    assertTrue(
        results.findings().getFirst().contains("no difference"), results.findings()::toString);
  }

  @Test
  void holmCountsThePairsOfOneMetric() {
    CompareResults results =
        COMPARISON.of(
            List.of(
                arm("a", noise(1, 10, 40, 20)),
                arm("b", noise(2, 10, 40, 25)),
                arm("c", noise(3, 10, 40, 30))),
            List.of(),
            List.of());
    for (PairResult pair : results.pairs()) {
      assertEquals(6 / 1024.0, pair.pHolm(), 1e-12); // three pairs, each at 2 / 1024
    }
  }

  @Test
  void seedsThatAnArmLacksAreLeftOutForAll() {
    CompareResults results =
        COMPARISON.of(
            List.of(
                arm("a", new double[] {1}, new double[] {1}, new double[] {100}),
                arm("b", new double[] {2}, new double[] {2})),
            List.of("b, seed 3: not made yet"),
            List.of());
    assertEquals(List.of(1L, 2L), results.seeds());
    var metrics = results.arm("a").orElseThrow().metrics();
    assertEquals(1, Objects.requireNonNull(metrics.get(METRIC)).mean(), 1e-12);
  }

  @Test
  void armsThatHaveNoAnswersInCommonAreNotSaidToAnswerAlike() {
    CellFigures judge =
        new CellFigures(
            "", Map.of("labels/agreement", new double[] {0.7}), new double[0][], new double[0][]);
    FinishedArm judged =
        new FinishedArm(Optional.empty(), "b", "mixed", Map.of(1L, judge), List.of());
    CompareResults results =
        new LabelComparison(7)
            .of(List.of(arm("a", noise(1, 1, 5, 0)), judged), List.of(), List.of());
    assertEquals(List.of(), results.findings());
  }
}
