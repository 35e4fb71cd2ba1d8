package org.rlhflab.reward;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.model.Gpt2Checkpoint;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.model.LengthDebiasing;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.RewardModelFolder;
import org.rlhflab.reward.model.Scorer;
import org.rlhflab.reward.quality.Labels;
import org.rlhflab.reward.quality.Weighting;

class RewardModelStageTest {
  private static final RewardModelConfig CONFIG =
      new RewardModelConfig(
          Weighting.NONE,
          0,
          Scorer.FINE_TUNED,
          ReadOut.MEAN_WITH_LOG_PROBS,
          LengthDebiasing.NONE,
          1,
          8,
          1e-3,
          10,
          0.03,
          0.1,
          0.99,
          1,
          0.2,
          16);

  @TempDir Path folder;

  private final Workers workers = new Workers(1);
  private Path model = Path.of("");
  private List<Preference> labels = List.of();

  @BeforeEach
  void label() {
    model = TinyRun.model(folder.resolve("sft"), 1);
    labels = annotation().label(model, annotation().sample(model), crowd("careful"));
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private Annotation annotation() {
    return new Annotation(AnnotateConfig.DEFAULTS.withPairs(40), TinyRun.context(workers, 7));
  }

  private static List<AnnotatorProfile> crowd(String name) {
    return Annotation.crowd(new DataFolder(TinyRun.DATA.root()), name);
  }

  private StageFolder stage(String name) {
    return RunFolder.of(folder.resolve(name)).stage(StageName.REWARD_MODEL);
  }

  private StageResult<RewardModelSummary> run(
      String name, List<Preference> given, String... without) {
    return new RewardModelStage(CONFIG, TinyRun.context(workers, 7))
        .run(model, given, Set.of(without), stage(name));
  }

  @Test
  void crowdsWithTheSameSeedLabelTheSamePairs() {
    SampledPairs sampled = annotation().sample(model);
    assertEquals(sampled, annotation().sample(model));
    List<Preference> verbose = annotation().label(model, sampled, crowd("verbose-biased"));
    for (int i = 0; i < 40; i++) {
      Preference one = labels.get(i);
      Preference other = verbose.get(i);
      assertEquals(one.prompt(), other.prompt());
      assertEquals(Set.of(one.chosen(), one.rejected()), Set.of(other.chosen(), other.rejected()));
    }
  }

  @Test
  void whoFailsGoldTasksWeighsNothingAndTheSummarySaysSo() {
    RewardModelConfig byGold =
        new RewardModelConfig(
            Weighting.GOLD,
            0.3,
            Scorer.FINE_TUNED,
            ReadOut.LAST_TOKEN,
            LengthDebiasing.NONE,
            1,
            8,
            1e-3,
            10,
            0,
            0,
            0.99,
            1,
            0,
            2);
    List<Preference> judged =
        labels.stream()
            .map(it ->
                Labels.gold(it, it.annotator().endsWith("-1") ? Verdict.REJECTED : Verdict.CHOSEN))
            .toList();
    RewardModelSummary found =
        new RewardModelStage(byGold, TinyRun.context(workers, 7))
            .run(model, judged, Set.of(), stage("weighed"))
            .summary();
    assertEquals(5, found.weights().size());
    assertTrue(found.weights().getFirst().dropped(), found.weights().toString());
    assertEquals(8, found.filtered());
    assertEquals(32, found.pairs());
  }

  @Test
  void theSameLabelsGiveTheSameModelMetricsAndSummary() {
    RewardModelSummary one = run("one", labels).summary();
    assertEquals(one, run("two", labels).summary());
    assertEquals(Sha256.of(stage("one").model()), Sha256.of(stage("two").model()));
    assertEquals(Sha256.of(stage("one").metrics()), Sha256.of(stage("two").metrics()));
    assertEquals(Sha256.of(stage("one").audit()), Sha256.of(stage("two").audit()));
    assertEquals(40, one.pairs());
    assertTrue(one.heldOut() > 0 && one.heldOut() < 40, one.toString());
    assertTrue(one.source().contains("this very model"), one.source());
    assertEquals(
        ReadOut.MEAN_WITH_LOG_PROBS,
        RewardModelFolder.read(stage("one").model(), workers).model().readOut());
  }

  @Test
  void aLinearScorerLeavesTheTrunkAsItWasAndIsAFolderLikeAnyOther() {
    RewardModelConfig linear =
        new RewardModelConfig(
            Weighting.NONE,
            0,
            Scorer.LINEAR,
            ReadOut.MEAN_WITH_LOG_PROBS,
            LengthDebiasing.NONE,
            1,
            8,
            1e-3,
            10,
            0,
            0,
            0.99,
            1,
            0.2,
            16);
    RewardModelSummary found =
        new RewardModelStage(linear, TinyRun.context(workers, 7))
            .run(model, labels, Set.of(), stage("linear"))
            .summary();
    assertTrue(found.ridge().orElseThrow() > 0);
    RewardModelFolder folder = RewardModelFolder.read(stage("linear").model(), workers);
    Gpt2Checkpoint.body(folder.model().reference())
        .forEach((name, tensor) ->
            assertArrayEquals(
                tensor.values(),
                requireNonNull(Gpt2Checkpoint.body(folder.model().gpt()).get(name)).values(),
                name));
    assertEquals(
        found,
        new RewardModelStage(linear, TinyRun.context(workers, 7))
            .run(model, labels, Set.of(), stage("again"))
            .summary());
    assertEquals(Sha256.of(stage("linear").model()), Sha256.of(stage("again").model()));
  }

  @Test
  void aFinishedStageIsReusedWithTheSameSummary() {
    RewardModelSummary trained = run("one", labels).summary();
    StageResult<RewardModelSummary> again = run("one", labels);
    assertTrue(again.reused());
    assertEquals(trained, again.summary());
  }

  @Test
  void aSummaryWithoutJudgeOrHeldOutPairsSurvivesItsFile() {
    RewardModelConfig nothingHeldOut =
        new RewardModelConfig(
            Weighting.NONE,
            0,
            Scorer.FINE_TUNED,
            ReadOut.LAST_TOKEN,
            LengthDebiasing.NONE,
            1,
            8,
            1e-3,
            10,
            0,
            0,
            0.99,
            1,
            0,
            2);
    RewardModelSummary summary =
        new RewardModelStage(nothingHeldOut, TinyRun.context(workers, 7))
            .run(model, labels, Set.of(), stage("all"))
            .summary();
    assertTrue(summary.accuracy().isEmpty() && summary.margin().isEmpty());
    String json = Json.MAPPER.writeValueAsString(summary);
    assertEquals(summary, Json.MAPPER.readValue(json, RewardModelSummary.class));
    assertTrue(json.contains("\"gold_accuracy\":null"), json);
  }

  @Test
  void labelsOfAResponseAgainstItselfAreDroppedAndCounted() {
    List<Preference> more = new ArrayList<>(labels);
    more.add(Preference.of("What is a stack?", "Same.", "Same."));
    RewardModelSummary summary = run("one", more).summary();
    assertEquals(1, summary.dropped());
    assertEquals(40, summary.pairs());
  }

  @Test
  void anAnnotatorIsLeftOutByNameAndAnUnknownNameIsRefused() {
    RewardModelSummary summary = run("one", labels, "careful-2").summary();
    assertEquals(8, summary.leftOut());
    assertEquals(32, summary.pairs());
    String message = assertThrows(BadInput.class, () -> run("two", labels, "nobody")).getMessage();
    assertTrue(message.contains("nobody") && message.contains("careful-2"), message);
    assertFalse(Files.exists(stage("two").path()));
  }

  @Test
  void anotherSetOfAnnotatorsIsAnotherConfiguration() {
    run("one", labels);
    assertThrows(BadInput.class, () -> run("one", labels, "careful-1"));
  }

  @Test
  void aRewardModelIsNoStartForAnother() {
    run("one", labels);
    RewardModelStage stage = new RewardModelStage(CONFIG, TinyRun.context(workers, 7));
    Path start = stage("one").path();
    String message =
        assertThrows(BadInput.class, () -> stage.run(start, labels, Set.of(), stage("two")))
            .getMessage();
    assertTrue(message.contains("is a reward model"), message);
  }

  @Test
  void whatALabelsSourceMeansIsSaid() {
    Preference unknown = Preference.of("p", "a", "b");
    assertTrue(LabelSource.sentence(List.of(unknown), "m").contains("unknown origin"));
    assertTrue(LabelSource.sentence(labels, "m").contains("another model"));
    List<Preference> mixed = List.of(unknown, labels.getFirst());
    assertTrue(
        LabelSource.sentence(mixed, labels.getFirst().source())
            .contains("1 on responses sampled from this very model"));
  }
}
