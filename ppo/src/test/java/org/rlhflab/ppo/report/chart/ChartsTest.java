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
    assertEquals(8, cloud.table().rows().size());
    assertEquals(
        List.of("ppo-careful", Numbers.exact(Math.sqrt(0.4)), "4.7"), cloud.table().rows().get(3));
    for (JsonNode series : cloud.options().path("series")) {
      assertEquals("scatter", series.path("type").asString());
    }
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
