package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.reward.LabelBreakEven.Row;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.quality.Weighting;

class LabelBreakEvenTest {
  private static final LabelBreakEven.Sizes SIZES = new LabelBreakEven.Sizes(20, 60, 2, 8, 2, 2);

  @TempDir private static Path folder = Path.of("");
  private static List<PairToLabel> all = List.of();
  private static List<Preference> labels = List.of();
  private static LinearScorer.Data data =
      new LinearScorer.Data(new double[0][], new double[0], new double[0], List.of());
  private static Optional<KnownPairs> known = Optional.empty();
  private static Optional<KnownPairs> heldOut = Optional.empty();
  private static Optional<LabelBreakEven> found = Optional.empty();

  @BeforeAll
  static void labelAndFit() {
    all = pairs();
    try (Workers workers = new Workers(1)) {
      FrozenFeatures features =
          new FrozenFeatures(
              ModelFolder.readLanguageModel(TinyRun.model(folder.resolve("sft"), 1)),
              ReadOut.MEAN_WITH_LOG_PROBS,
              KnownPairs.asLabels(all.subList(0, 50)),
              workers);
      known = Optional.of(new KnownPairs(features, all.subList(0, 100)));
      heldOut = Optional.of(new KnownPairs(features, all.subList(300, 400)));
      labels =
          new LabelingSession(
                  AnnotatorFile.read(TinyRun.DATA.annotators("few-careful-many-careless")),
                  GoldRubric.DEFAULTS,
                  7,
                  "1",
                  "grammar",
                  1)
              .label(all.subList(0, 100));
      data = known.orElseThrow().data(labels);
      found = Optional.of(breakEven(features));
    }
  }

  private static List<PairToLabel> pairs() {
    QuestionBank bank = new QuestionBank(TinyRun.WORLD);
    ResponseParser parser = new ResponseParser(TinyRun.WORLD);
    List<PairToLabel> pairs = new ArrayList<>();
    for (Preference label : PreferenceFile.read(TinyRun.DATA.labels("careful"))) {
      pairs.add(
          PairToLabel.of(
              "pair-" + pairs.size(),
              bank.find(label.prompt()).orElseThrow(),
              parser.parse(label.chosen()),
              parser.parse(label.rejected()),
              GoldRubric.DEFAULTS));
    }
    return pairs;
  }

  private static LabelBreakEven breakEven(FrozenFeatures features) {
    List<PairToLabel> clear =
        all.subList(400, 600).stream().filter(it -> Math.abs(it.goldDifference()) >= 0.5).toList();
    return LabelBreakEven.of(
        new LabelBreakEven.Supplies(
            AnnotatorFile.read(TinyRun.DATA.annotators("careful")).getFirst(),
            AnnotatorFile.read(TinyRun.DATA.annotators("careless")).getFirst(),
            all.subList(0, 160),
            clear.subList(0, 16),
            all.subList(300, 400),
            "grammar"),
        SIZES,
        Weighting.QUALITY,
        features,
        7,
        Progress.NONE);
  }

  private static PooledGroups pooled() {
    return PooledGroups.of(
        labels, data, Set.of("few-careful"), heldOut.orElseThrow(), new RandomStreams(7));
  }

  private static double accuracyOf(int[] rows, LinearScorer pool) {
    return heldOut
        .orElseThrow()
        .accuracy(LinearScorer.of(data.rows(rows), pool.scales(), pool.ridge()));
  }

  private static int[] rows(boolean careful) {
    return IntStream.range(0, labels.size())
        .filter(n -> labels.get(n).annotator().equals("few-careful") == careful)
        .toArray();
  }

  @Test
  void theSharesOfTheGradientSumToOne() {
    PooledGroups pooled = pooled();
    assertEquals(1, pooled.careful().share() + pooled.careless().share(), 1e-12);
    assertEquals(pooled.careful().share() / 25, pooled.careful().perLabel(), 1e-12);
  }

  @Test
  void whatIsLostWithoutAGroupIsWhatAFitToTheOthersLacks() {
    LinearScorer pool = LinearScorer.of(data, new RandomStreams(7));
    double whole = heldOut.orElseThrow().accuracy(pool);
    PooledGroups pooled = pooled();
    assertEquals(whole, pooled.accuracy());
    assertEquals(whole - accuracyOf(rows(false), pool), pooled.careful().group(), 1e-12);
    assertEquals(whole - accuracyOf(rows(true), pool), pooled.careless().group(), 1e-12);
    assertEquals(pooled.careful().group(), pooled.careful().person(), 1e-12); // one person
    double sum = 0;
    for (int k = 1; k <= 3; k++) {
      String person = "many-careless-" + k;
      int[] others =
          IntStream.range(0, labels.size())
              .filter(n -> !labels.get(n).annotator().equals(person))
              .toArray();
      sum += whole - accuracyOf(others, pool);
    }
    assertEquals(sum / 3, pooled.careless().person(), 1e-12);
  }

  @Test
  void labelsThatWeighNothingHaveNoShareAndAreNotMissed() {
    List<Preference> weighed =
        labels.stream()
            .map(it -> it.annotator().equals("few-careful") ? it : it.withWeight(0))
            .toList();
    PooledGroups pooled =
        PooledGroups.of(
            weighed,
            known.orElseThrow().data(weighed),
            Set.of("few-careful"),
            heldOut.orElseThrow(),
            new RandomStreams(7));
    assertEquals(1, pooled.careful().share());
    assertEquals(0, pooled.careless().group(), 1e-12);
  }

  @Test
  void whoeverChoosesAsTheRubricDoesIsRight() {
    List<Preference> right =
        all.subList(0, 100).stream()
            .map(it -> it.goldDifference() >= 0 ? it : it.swapped())
            .map(it -> Preference.of(it.prompt(), it.a().text(), it.b().text()))
            .toList();
    assertEquals(1, known.orElseThrow().right(right));
    List<Preference> wrong =
        right.stream().map(it -> Preference.of(it.prompt(), it.rejected(), it.chosen())).toList();
    assertEquals(0, known.orElseThrow().right(wrong));
    assertThrows(
        IllegalArgumentException.class,
        () -> known.orElseThrow().right(List.of(Preference.of("p", "a", "b"))));
  }

  @Test
  void rowsArePairedAndTheCarefulLabelsAreTheSameInAll() {
    List<Row> rows = found.orElseThrow().rows();
    assertEquals(11, rows.size());
    Row first = rows.getFirst();
    for (Row row : rows) {
      assertEquals(first.apart().careful(), row.apart().careful());
      assertEquals(
          row.apart().careful().mean() - row.apart().careless().mean(),
          row.apart().difference().mean(),
          1e-12);
      assertEquals(1, row.share().careful().mean() + row.share().careless().mean(), 1e-12);
      assertEquals(
          1, (20 * row.weight().careful().mean() + 60 * row.weight().careless().mean()) / 80, 1e-9);
    }
  }

  @Test
  void withoutLapsesTheCarelessAreAsRightAsTheCareful() {
    List<Row> rows = found.orElseThrow().rows();
    assertEquals(rows.getFirst().carefulRight(), rows.getFirst().carelessRight(), 0.1);
    assertTrue(rows.getLast().carelessRight() < 0.6, rows.getLast().toString());
  }

  private static Row row(double lapse, Interval difference) {
    Interval none = new Interval(0, 0, 0);
    LabelBreakEven.Pair pair = new LabelBreakEven.Pair(none, none, difference);
    return new Row(lapse, 1, 1, pair, none, pair, pair, pair, pair, pair);
  }

  @Test
  void theDegreeIsTheLowestFromWhichAllDifferencesStayAbove() {
    List<Row> rows =
        List.of(
            row(0, new Interval(0.1, -0.1, 0.3)), // above by chance
            row(0.1, new Interval(-0.1, -0.2, 0)),
            row(0.2, new Interval(0.1, -0.1, 0.3)),
            row(0.3, new Interval(0.2, 0.1, 0.3)));
    LabelBreakEven.From from = LabelBreakEven.From.of(rows, Row::group);
    assertEquals(Optional.of(0.2), from.mean());
    assertEquals(Optional.of(0.3), from.interval());
    assertEquals(Optional.empty(), LabelBreakEven.From.of(rows.subList(0, 2), Row::group).mean());
  }

  @Test
  void theTablesFitEightyColumns() {
    String text = String.join("\n", BreakEvenTable.of(found.orElseThrow()));
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(text.contains("(2p - 1) / (4p(1 - p))"), text);
  }

  @Test
  void sizesThatNobodyCanLabelAreRefused() {
    assertThrows(BadInput.class, () -> new LabelBreakEven.Sizes(50, 500, 5, 20, 5, 1));
    assertThrows(BadInput.class, () -> new LabelBreakEven.Sizes(50, 500, 5, 0, 5, 2));
    assertThrows(BadInput.class, () -> new LabelBreakEven.Sizes(4, 500, 5, 20, 5, 2));
    BadInput refused =
        assertThrows(BadInput.class, () -> new LabelBreakEven.Sizes(50, 500, 5, 20, 8, 2));
    assertTrue(String.valueOf(refused.getMessage()).contains("at most 7"), refused.toString());
  }
}
