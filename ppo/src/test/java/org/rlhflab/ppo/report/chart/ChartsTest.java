package org.rlhflab.ppo.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.model.ReliabilityCurve.Bin;
import tools.jackson.databind.JsonNode;

class ChartsTest {
  private static final Palette.Look LOOK = new Palette(List.of("a")).of("a");

  @TempDir private Path folder;

  private static Chart chart(List<Chart> charts, String id) {
    return charts.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void aCurveOfTwoRunsHasTheirMeanAndReachesFromOneToTheOther() {
    Curve curve =
        Curve.of(
            "a",
            LOOK,
            List.of(
                List.of(new Point(1, 2), new Point(2, 4)),
                List.of(new Point(1, 6), new Point(3, 9))));
    assertEquals(List.of(new Curve.Value(1, new Interval(4, 2, 6))), curve.points());
    assertTrue(curve.hasBand());
    assertFalse(Curve.of("a", LOOK, List.of(List.of(new Point(1, 2)))).hasBand());
  }

  @Test
  void ofOneRunTheIntervalIsItsOwn() {
    Interval only = new Interval(1, 0, 5);
    assertEquals(only, Spread.of(List.of(only)));
    assertEquals(new Interval(2, 1, 3), Spread.of(List.of(only, new Interval(3, -9, 9))));
  }

  @Test
  void theNgramLevelIsTheLogarithmOfItsPerplexity() {
    RunSet runs = new RunSet(List.of(RunReader.read(SmallRun.demo(folder, 7))));
    Chart loss = chart(TrainingCharts.of(runs, new Palette(runs.arms())), "pretraining-loss");
    List<String> last = loss.table().rows().getLast();
    assertEquals("best n-gram model, held-out text", loss.table().columns().getLast());
    assertEquals(Numbers.exact(Math.log(3.5)), last.getLast());
    assertEquals(List.of("2", "1.5", "1", "1.253"), last);
  }

  @Test
  void everyIterationIsAPointOverTheRootOfItsDistance() {
    RunSet runs = new RunSet(List.of(RunReader.read(SmallRun.demo(folder, 7))));
    Chart cloud = chart(TrainingCharts.of(runs, new Palette(runs.arms())), "overoptimization");
    assertEquals(16, cloud.table().rows().size());
    assertEquals(
        List.of(
            "ppo-careful",
            "gold score, 1 to 5",
            Numbers.exact(Math.sqrt(0.4)),
            "4.7",
            "4.7",
            "4.7"),
        cloud.table().rows().get(11));
    for (JsonNode series : cloud.options().path("series")) {
      assertEquals("scatter", series.path("type").asString());
    }
  }

  @Test
  void runsThatMoveAtTheirOwnPaceMeetByDistance() {
    Curve curve =
        DistanceCurves.together(
            "a",
            LOOK,
            List.of(
                List.of(new Point(0.2, 1), new Point(0.9, 3), new Point(1.5, 5)),
                List.of(new Point(0.4, 4))),
            1);
    assertEquals(
        List.of(
            new Curve.Value(0.5, new Interval(3, 2, 4)),
            new Curve.Value(1.5, new Interval(5, 5, 5))),
        curve.points());
  }

  @Test
  void longCurvesAreThinnedToMeansAndTheCaptionSaysSo() {
    List<Point> many = new java.util.ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      many.add(new Point(i, i));
    }
    Curve curve = Curve.of("a", LOOK, List.of(many));
    Chart chart =
        new LineChart("id", "title", "Caption.", "step", "y", false, false, List.of(curve))
            .toChart();
    assertEquals(150, chart.table().rows().size());
    assertEquals(List.of("1.5", "1.5"), chart.table().rows().getFirst());
    assertEquals("Caption. Each point is the mean of 2 neighbouring ones.", chart.caption());
  }

  @Test
  void binsOfSeveralRunsAreWeightedByTheirPairs() {
    List<Curve.Value> pooled =
        RewardModelCharts.pooled(
            List.of(new Bin(10, 0.92, 0.5), new Bin(30, 0.94, 0.9), new Bin(4, 0.55, 0.25)));
    assertEquals(2, pooled.size());
    assertEquals(0.55, pooled.getFirst().x(), 1e-12);
    assertEquals(0.935, pooled.getLast().x(), 1e-12);
    assertEquals(0.8, pooled.getLast().y().mean(), 1e-12);
  }

  @Test
  void theRewardModelsCoefficientsStandBesideTheGoldRubrics() {
    RunSet runs = new RunSet(List.of(RunReader.read(SmallRun.demo(folder, 7))));
    Palette palette = new Palette(runs.arms());
    Chart payment = chart(RewardModelCharts.of(runs, palette), "reward-model-pays-for");
    assertTrue(
        payment
            .table()
            .rows()
            .contains(
                List.of("reward model of ppo-careful", "fillers", "-0.5", "-0.892", "-0.108")));
    assertEquals("gold rubric", payment.table().rows().getLast().getFirst());
  }

  @Test
  void noTwoModelsOfAPageLookTheSame() {
    Palette palette = new Palette(List.of("a", "b", "c", "d", "e"));
    HashSet<String> symbols = new HashSet<>();
    HashSet<String> colours = new HashSet<>();
    for (String model : List.of("base", "sft", "a", "b", "c", "d", "e")) {
      symbols.add(palette.of(model).symbol());
      colours.add(palette.of(model).colour());
    }
    assertEquals(7, symbols.size());
    assertEquals(7, colours.size());
  }

  @Test
  void numbersHaveNoExponent() {
    assertEquals("0.00001235", Numbers.exact(0.0000123456));
    assertEquals("2400000", Numbers.exact(2.4e6));
    assertEquals("-0.5", Numbers.exact(-0.5));
    assertEquals("", Numbers.exact(Double.NaN));
    assertEquals("1 min 56 s", Numbers.duration(116));
  }
}
