package org.rlhflab.ppo.lesson.demonstration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.lesson.demonstration.Shown.Figures;
import org.rlhflab.ppo.lesson.demonstration.Shown.Quote;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.pretrain.stage.DataFolder;

class LessonDemonstrationsTest {
  private static final Demonstrations WITHOUT =
      new Demonstrations(new Evidence(Optional.empty(), new DataFolder(TinyModels.DATA), 7));

  @TempDir private Path folder;

  private Demonstrations with() {
    return new Demonstrations(
        new Evidence(
            Optional.of(RunReader.read(SmallRun.demo(folder, 7))),
            new DataFolder(TinyModels.DATA),
            7));
  }

  private static Figures figures(Shown shown) {
    return shown.pieces().stream()
        .filter(Figures.class::isInstance)
        .map(Figures.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static double percent(Figures figures, int row, int column) {
    return Double.parseDouble(figures.rows().get(row).get(column).replaceAll("%.*", ""));
  }

  @ParameterizedTest
  @EnumSource
  void everyOneIsThereWithoutARun(Demonstration demonstration) {
    Shown shown = WITHOUT.of(demonstration);
    assertTrue(!shown.pieces().isEmpty(), demonstration.key());
    assertTrue(!shown.toString().contains("too little"), shown.toString());
  }

  @Test
  void everyOneIsThereOnARun() {
    Demonstrations with = with();
    for (Demonstration demonstration : Demonstration.values()) {
      assertTrue(!with.of(demonstration).pieces().isEmpty(), demonstration.key());
    }
  }

  @Test
  void lengthsAreTheRunsOwn() {
    Figures lengths = figures(with().of(Demonstration.LENGTH));
    assertEquals(
        List.of("base", "sft", "ppo-careful", "ppo-verbose-biased"),
        lengths.rows().stream().map(List::getFirst).toList());
    // words of the small run: ten times 3.5 + 0.01 * 7
    assertEquals("35.70", lengths.rows().getFirst().get(1));
  }

  @Test
  void theLoopShowsFirstMiddleAndLastIteration() {
    Figures loop = figures(with().of(Demonstration.LOOP));
    assertEquals(
        List.of("1", "2", "4", "1", "2", "4"),
        loop.rows().stream().map(row -> row.get(1)).toList());
  }

  @Test
  void paddingLowersTheScoreAndPaddingAloneIsTheWorst() {
    List<List<String>> rows = figures(WITHOUT.of(Demonstration.PADDING)).rows();
    double whole = Double.parseDouble(rows.getFirst().getLast());
    assertEquals(5, whole);
    for (List<String> row : rows.subList(1, rows.size())) {
      assertTrue(Double.parseDouble(row.getLast()) < whole, row.toString());
    }
    assertEquals(1.6, Double.parseDouble(rows.getLast().getLast()));
  }

  @Test
  void overconfidentPeopleTakeTheSurerAnswerMoreOftenOnUncertainMatters() {
    Figures surer = figures(WITHOUT.of(Demonstration.CONFIDENCE));
    assertTrue(percent(surer, 1, 1) > percent(surer, 0, 1), surer.toString());
  }

  @Test
  void carelessPeopleTakeTheLongerOneAndCiteLess() {
    Figures careless = figures(WITHOUT.of(Demonstration.CARELESS));
    assertTrue(percent(careless, 1, 3) > percent(careless, 0, 3), careless.toString());
    assertTrue(percent(careless, 1, 4) < percent(careless, 0, 4), careless.toString());
  }

  @Test
  void weighingLiftsTheCarefulPersonsShare() {
    Figures pool = figures(WITHOUT.of(Demonstration.FIFTY_AGAINST_FIVE_HUNDRED));
    assertEquals(9, percent(pool, 2, 1), 0.5); // 50 of 550
    assertTrue(percent(pool, 3, 1) > percent(pool, 2, 1), pool.toString());
  }

  @Test
  void oneLabelTurnedRoundMovesWhatIsLearnt() {
    Shown shown = WITHOUT.of(Demonstration.ONE_LABEL);
    assertEquals(2, shown.pieces().stream().filter(Quote.class::isInstance).count());
    assertTrue(shown.pieces().getFirst().toString().contains("50 labels"), shown.toString());
  }
}
