package org.rlhflab.ppo.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.WorldReader;

class ComparisonPageTest {
  private static final DataFolder DATA = new DataFolder(SmallRun.DATA);

  @TempDir private Path folder;

  private ComparisonPage page(Path file) {
    return ComparisonPage.of(ComparisonReader.read(file), WorldReader.read(DATA.world()));
  }

  private Path results(List<String> arms, int seeds) {
    return SmallRun.comparison(folder, arms, seeds, 4, "").resolve("results.json");
  }

  private static Chart chart(ComparisonPage page, String id) {
    return page.charts().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theAnswerBeginsWithItsNumbers() {
    ComparisonPage page = page(results(List.of("a", "b"), 2));
    assertEquals(
        List.of(
            new DifferenceSentence(
                "0.50 points more gold score, 10.0 more words an answer and 1.00 fewer facts in 100"
                    + " words",
                "b against a, over 2 seeds; no p above 0.012, Holm's correction included.")),
        page.answers());
  }

  @Test
  void whereTheTestCannotTellTheSentenceSaysSo() {
    Interval more = new Interval(10, 8, 12);
    PairResult words =
        new PairResult("b", "a", "behaviour/words", more, 0.25, 0.75, Optional.empty());
    CompareResults results =
        new CompareResults(
            List.of(), List.of(words), List.of(), List.of(7L, 8L, 9L), List.of(), List.of());
    assertEquals(
        new DifferenceSentence(
            "10.0 more words an answer",
            "b against a, over 3 seeds; every 95% interval leaves out 0, but so few seeds allow no"
                + " test: 6 are the least."),
        DifferenceSentence.of(results, "b", "a"));
  }

  @Test
  void oneArmIsHeldAgainstTheFineTunedModel() {
    assertTrue(
        page(results(List.of("a"), 1)).answers().getFirst().what().contains("a against sft"));
  }

  @Test
  void everyArmAndEveryPairIsDrawnWithItsInterval() {
    ComparisonPage page = page(results(List.of("a", "b"), 2));
    assertTrue(
        chart(page, "words-by-arm")
            .table()
            .rows()
            .contains(List.of("b", "words an answer", "40", "38", "42")));
    assertTrue(
        chart(page, "differences-behaviour-words")
            .table()
            .rows()
            .contains(List.of("clear of chance", "b less sft", "20", "19.95", "20.05")));
    assertEquals(
        "may be luck",
        chart(page, "differences-behaviour-boosters").table().rows().getFirst().getFirst());
  }

  @Test
  void seedsBecomeBandsAndEachSeedsAnswersAreThere() {
    ComparisonPage page = page(results(List.of("a", "b"), 2));
    assertTrue(chart(page, "ppo-words").table().columns().contains("b, highest"));
    assertEquals(
        List.of("37.5", "37", "38"),
        chart(page, "ppo-words").table().rows().getFirst().subList(4, 7));
    assertEquals(
        List.of("seed 7", "seed 8"),
        page.exhibits().orElseThrow().groups().stream().map(it -> it.name()).toList());
    assertEquals(
        List.of("sft", "a", "b"),
        page.exhibits().orElseThrow().first().getFirst().answers().stream()
            .map(it -> it.model())
            .toList());
  }

  @Test
  void anArmThatIsPaidByARuleHasNoRewardModel() throws IOException {
    Path file = results(List.of("a", "b"), 1);
    Path record = folder.resolve("seed-7/arm-1/4-ppo/stage.json");
    Files.writeString(record, Files.readString(record).replace("reward_model", "reward_rule"));
    ComparisonPage page = page(file);
    assertTrue(
        chart(page, "reward-model-agreement").table().rows().stream()
            .noneMatch(row -> row.getFirst().equals("b")));
    assertTrue(page.cards().get(2).here().contains("b: PPO is paid by a rule instead"));
  }

  private Path judges(List<String> arms) {
    return SmallRun.comparison(folder, arms, 2, 0, "").resolve("results.json");
  }

  @Test
  void armsThatEndWithTheirRewardModelAreToldApartByIt() {
    ComparisonPage page = page(judges(List.of("a", "b")));
    assertEquals("a and b: what do they do to the reward model?", page.question());
    assertEquals(
        List.of(
            new DifferenceSentence(
                "10.0 percentage points fewer pairs in gold order by its reward model and 10.0"
                    + " percentage points fewer labels in gold order",
                "b against a, over 2 seeds; no p above 0.012, Holm's correction included.")),
        page.answers());
    assertEquals(
        List.of("80%", "70%", "80%"),
        page.tiles().getFirst().figures().stream().map(it -> it.value()).toList());
    assertEquals(
        List.of("a", "the known truth's order", "0.8", "0.78", "0.82"),
        chart(page, "reward-models-by-arm").table().rows().getFirst());
    assertEquals(
        List.of("figure", "a", "b"), page.figures().columns(), "the fine-tuned model has none");
  }

  @Test
  void withoutAPolicyNothingIsSaidOfAnswersOrOfPpo() {
    ComparisonPage page = page(judges(List.of("a", "b")));
    assertTrue(page.exhibits().isEmpty());
    assertTrue(page.sections().stream().noneMatch(it -> it.id().equals("answers")));
    assertTrue(page.charts().stream().noneMatch(it -> it.id().matches("ppo-.*|.*gold-by.*")));
    assertEquals(
        "a: ends with its reward model, so there is no policy",
        page.cards().get(3).here().getFirst());
    assertTrue(chart(page, "reward-model-accuracy").table().columns().contains("b"));
  }

  @Test
  void aRewardModelAloneIsToldByItsOwnFigure() {
    assertEquals(
        List.of(
            new DifferenceSentence(
                "80% (78% to 82%) of held-out pairs are ordered as the known truth has it",
                "the reward model of a, over 2 seeds.")),
        page(judges(List.of("a"))).answers());
  }

  @Test
  void anExperimentSaysWhatItExpectedAndWhatItMeasured() {
    SmallRun.comparison(folder, List.of("careful", "verbose-biased"), 6, 3, "");
    Experiment experiment = Experiment.read(DATA.experiment("verbose-bias"));
    Path file = SmallRun.experiment(folder, experiment);
    ExpectedAndMeasured expected = page(file).expected().orElseThrow();
    assertEquals(
        List.of(
            "verbose-biased has at least 5 more words an answer than careful",
            "+10.0 (+9.95 to +10.1)",
            "0.012",
            "reproduced"),
        expected.table().rows().getFirst());
    assertEquals("not reproduced", expected.verdict());
    assertEquals("2", chart(page(file), "expected-and-measured").table().rows().getFirst().get(2));
  }

  @Test
  void aFolderOfSeveralExperimentsAsksForOneOfThem() throws IOException {
    Files.writeString(folder.resolve("one.json"), "{\"experiment\":{}}");
    Files.writeString(folder.resolve("two.json"), "{\"experiment\":{}}");
    BadInput refused = assertThrows(BadInput.class, () -> ComparisonReader.results(folder));
    assertTrue(refused.getMessage().contains("one.json"), refused.getMessage());
  }

  @Test
  void whatIsNoComparisonIsRefusedInOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("results.json"), "{\"arms\":3}");
    BadInput refused = assertThrows(BadInput.class, () -> ComparisonReader.read(file));
    assertTrue(refused.getMessage().contains("is no document of rlhf compare"));
  }

  @Test
  void aFolderOutsideTheComparisonIsNotRead() throws IOException {
    Path file = results(List.of("a"), 1);
    Files.writeString(file, Files.readString(file).replace("seed-7/arm-0", "seed-7/.."));
    assertThrows(BadInput.class, () -> ComparisonReader.read(file));
  }

  @Test
  void hostileNamesStayText() throws IOException {
    String hostile = "</script><img src=x onerror=alert(1)>";
    SmallRun.comparison(folder, List.of("a", "b"), 2, 3, hostile);
    Path page = folder.resolve("page.html");
    Report.writeAny(List.of(folder), DATA, page);
    String text = Files.readString(page).replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");
    assertFalse(text.contains("<img"));
    assertTrue(text.contains("&lt;img src=x onerror=alert(1)&gt;"));
  }
}
