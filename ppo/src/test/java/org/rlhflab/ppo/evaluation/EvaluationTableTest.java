package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.ModelFigures.TopicFigures;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.statistics.Interval;

class EvaluationTableTest {

  @Test
  void fourModelsFitEightyColumnsWithEveryIntervalWhole() {
    String table = EvaluationTable.of(reports(4), EvaluationTable.EVERYTHING);
    assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
    String gold = "4.21 4.16-4.26";
    assertTrue(table.lines().anyMatch(line -> line.split(gold, -1).length == 5), table);
  }

  @Test
  void fiveModelsTakeTwoTables() {
    String table = EvaluationTable.of(reports(5), EvaluationTable.EVERYTHING);
    assertEquals(2, table.lines().filter(line -> line.startsWith("gold score")).count(), table);
    assertTrue(table.contains("model-4"), table);
  }

  @Test
  void largeFiguresHaveFewerDecimalsAndNegativeOnesNoDash() {
    assertEquals("21.5 19.0-23.2", EvaluationTable.cell(new Interval(21.47, 19, 23.2)));
    assertEquals("151 149-160", EvaluationTable.cell(new Interval(151, 149, 160)));
    assertEquals("0.10 -0.20 to 0.30", EvaluationTable.cell(new Interval(0.1, -0.2, 0.3)));
  }

  @Test
  void whatAModelHasNotIsADash() {
    String table = EvaluationTable.of(reports(1), EvaluationTable.EVERYTHING);
    String winRate = table.lines().filter(l -> l.startsWith("win rate")).findFirst().orElseThrow();
    assertTrue(winRate.endsWith(" -"), winRate);
  }

  @Test
  void aLongPathKeepsItsEnd() {
    ModelReport report = new ModelReport("runs/demo/careful/4-ppo", figures(), figures());
    String table = EvaluationTable.of(List.of(report), EvaluationTable.EVERYTHING);
    assertTrue(table.startsWith(" ".repeat(20)) && table.contains("~careful/4-ppo"), table);
  }

  private static List<ModelReport> reports(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ModelReport("model-" + i, figures(), figures()))
        .toList();
  }

  private static ModelFigures figures() {
    Interval interval = new Interval(4.21, 4.16, 4.26);
    Map<String, Interval> gold =
        Arrays.stream(Dimension.values()).collect(Collectors.toMap(Dimension::key, d -> interval));
    gold.put("overall", interval);
    Interval words = new Interval(21.47, 20.11, 22.73);
    Map<String, Interval> behaviour =
        List.of(
                "words",
                "facts_per_100_words",
                "fillers",
                "boosters",
                "hedges",
                "repeats",
                "garbled",
                "finished")
            .stream()
            .collect(Collectors.toMap(name -> name, name -> words));
    TopicFigures topics = new TopicFigures(5, gold);
    return new ModelFigures(
        10,
        2,
        0.7,
        gold,
        behaviour,
        Optional.empty(),
        Optional.empty(),
        new ModelFigures.Topics(topics, topics));
  }
}
