package org.rlhflab.ppo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.reward.model.Fluency;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.RewardModel;
import org.rlhflab.reward.model.RewardModelFolder;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// Stage 4 by every algorithm, on a model that knows nothing.
class AlgorithmsTest {
  private static final String EVERY_FEW_SECONDS = "rlhf.checkpoint.seconds";
  private static final int ITERATIONS = 4;
  private static Path folder = Path.of("");

  @BeforeAll
  static void makeInputs(@TempDir Path shared) throws IOException {
    folder = shared;
    System.setProperty(EVERY_FEW_SECONDS, "0");
    TinyModels.folder(folder.resolve("model"), 1, ModelFolder.Kind.LANGUAGE_MODEL);
    Files.writeString(
        folder.resolve("labels.jsonl"),
        """
        {"prompt":"What is a stack?","chosen":"A list.","rejected":"It is.","annotator":"a"}
        {"prompt":"What is a queue?","chosen":"A line.","rejected":"No.","annotator":"b"}
        {"prompt":"What is a heap?","chosen":"A tree.","rejected":"Hm.","tie":true}
        """);
    try (Workers workers = new Workers(1)) {
      Gpt fineTuned = TinyModels.gpt(1);
      ReadOut readOut = ReadOut.MEAN_WITH_LOG_PROBS;
      Gpt judge = RewardModel.untrained(fineTuned, readOut);
      judge.setHead(RewardModel.HEAD, new float[] {1, -1, 2, -2, 1, -1, 2, -2, 1, 0.5f, 0});
      Fluency fluency = new Fluency(-5, 1, -30, 10);
      RewardModel model = new RewardModel(judge, readOut, fluency, fineTuned, workers);
      new RewardModelFolder(model, TinyModels.TOKENIZER).write(folder.resolve("judge"));
    }
    Files.write(
        folder.resolve("prompts.jsonl"),
        Files.readAllLines(TinyModels.DATA.resolve("prompts/train.jsonl")).subList(0, 20));
  }

  @AfterAll
  static void restore() {
    System.clearProperty(EVERY_FEW_SECONDS);
  }

  private static PpoConfig config(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--iterations=" + ITERATIONS,
                "--batch-size=8",
                "--samples=4",
                "--minibatch-size=4",
                "--maximum-tokens=8",
                "--calibration-samples=8",
                "--kl-controller=adaptive"));
    arguments.addAll(List.of(more));
    PpoCommand.Options options = new PpoCommand.Options();
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));
    return options.toConfig();
  }

  private static PpoConfig config(PpoConfig.Algorithm algorithm, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--algorithm=" + algorithm.name());
    return config(arguments.toArray(String[]::new));
  }

  private static PpoInputs inputs(Set<String> without) {
    return new PpoInputs(
        folder.resolve("model"),
        Optional.of(new RewardSource.Length()),
        Optional.of(new PpoInputs.Labels(folder.resolve("labels.jsonl"), without)),
        folder.resolve("prompts.jsonl"));
  }

  private static PpoSummary run(PpoConfig config, PpoInputs inputs, Path out, Progress progress) {
    try (Workers workers = new Workers(1)) {
      StageContext context =
          new StageContext(7, new DataFolder(TinyModels.DATA), workers, progress, false);
      return new PpoStage(config, context).run(inputs, stage(out)).summary();
    }
  }

  private static StageFolder stage(Path out) {
    return RunFolder.of(out).stage(StageName.PPO);
  }

  private static List<JsonNode> metrics(Path out) throws IOException {
    return Files.readAllLines(stage(out).metrics()).stream().map(Json.MAPPER::readTree).toList();
  }

  /// Ends a training after some iterations, as a full disk would.
  private record Stops(int after, int[] seen) implements Progress {
    @Override
    public void begin(String task, long total, String unit) {}

    @Override
    public void advance(long done, String message) {
      seen[0]++;
      if (seen[0] > after) {
        throw new IllegalStateException("stopped");
      }
    }

    @Override
    public void end() {}
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PPO")
  void aTrainingThatWasCutOffEndsAsIfNothingHadHappened(
      PpoConfig.Algorithm algorithm, @TempDir Path out) throws IOException {
    PpoConfig config = config(algorithm);
    Path cut = assertACutChangesNothing(config, inputs(Set.of()), out);
    assertThePolicyIsTheReference(algorithm, metrics(cut).getFirst());
    assertTrue(Files.size(stage(cut).samples()) > 0);
    boolean trains = algorithm != PpoConfig.Algorithm.BEST_OF_N;
    assertEquals(trains, Files.exists(stage(cut).model()));
    if (trains) {
      assertTrue(ModelFolder.read(stage(cut).path()).gpt().step() > 0);
    }
  }

  /// Returns the folder of the training that was cut off and finished.
  private static Path assertACutChangesNothing(PpoConfig config, PpoInputs inputs, Path out)
      throws IOException {
    PpoSummary whole = run(config, inputs, out.resolve("whole"), Progress.NONE);
    Path cut = out.resolve("cut");
    // The first call is made before any iteration, to tell what an earlier sitting has done.
    Progress stops = new Stops(3, new int[1]);
    assertThrows(IllegalStateException.class, () -> run(config, inputs, cut, stops));
    assertEquals(whole, run(config, inputs, cut, Progress.NONE));
    for (String file : List.of("model/model.zip", "metrics.jsonl", "samples.jsonl")) {
      Path expected = stage(out.resolve("whole")).path().resolve(file);
      Path found = stage(cut).path().resolve(file);
      assertEquals(Files.exists(expected), Files.exists(found), file);
      if (Files.exists(expected)) {
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(found), file);
      }
    }
    assertEquals(ITERATIONS, metrics(cut).size());
    return cut;
  }

  @ParameterizedTest
  @EnumSource
  void everyValueFunctionSurvivesACut(PpoConfig.ValueStart start, @TempDir Path out)
      throws IOException {
    PpoConfig config = config("--value-head=" + start.name());
    PpoInputs inputs =
        PpoInputs.of(
            folder.resolve("model"),
            RewardSource.of(folder.resolve("judge")),
            folder.resolve("prompts.jsonl"));
    Path cut = assertACutChangesNothing(config, inputs, out);
    JsonNode last = metrics(cut).getLast();
    boolean guesses = start != PpoConfig.ValueStart.NONE;
    assertEquals(guesses, last.has("val/explained_variance"));
    assertEquals(guesses, last.has("val/explained_variance_of_rewards"));
  }

  @Test
  void aValueModelThatBeginsAsTheRewardModelNeedsOne(@TempDir Path out) {
    PpoConfig config = config("--value-head=reward_model");
    BadInput refusal =
        assertThrows(BadInput.class, () -> run(config, inputs(Set.of()), out, Progress.NONE));
    assertTrue(refusal.getMessage().contains("a rule has none"), refusal.getMessage());
  }

  /// In the first iteration, whatever the algorithm.
  private static void assertThePolicyIsTheReference(PpoConfig.Algorithm algorithm, JsonNode first) {
    double expected = algorithm == PpoConfig.Algorithm.BEST_OF_N ? Math.log(4) - 0.75 : 0;
    assertEquals(expected, first.get("objective/kl").doubleValue(), 1e-4);
    double sum =
        first.get("objective/scores").doubleValue()
            + first.get("objective/non_score_reward").doubleValue();
    assertEquals(sum, first.get("objective/rlhf_reward").doubleValue(), 1e-9);
  }

  @Test
  void figuresOnHeldOutPromptsBeginWithTheFineTunedModelsAndSurviveACut(@TempDir Path out)
      throws IOException {
    PpoConfig config = config(PpoConfig.Algorithm.RLOO, "--evaluate-every=2");
    run(config, inputs(Set.of()), out.resolve("whole"), Progress.NONE);
    Path cut = out.resolve("cut");
    Progress stops = new Stops(4, new int[1]);
    assertThrows(IllegalStateException.class, () -> run(config, inputs(Set.of()), cut, stops));
    run(config, inputs(Set.of()), cut, Progress.NONE);
    Path whole = stage(out.resolve("whole")).evaluation();
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(stage(cut).evaluation()));

    List<JsonNode> lines = Files.readAllLines(whole).stream().map(Json.MAPPER::readTree).toList();
    assertEquals(ITERATIONS / 2 + ITERATIONS % 2 + 1, lines.size());
    JsonNode before = lines.getFirst();
    assertEquals(0, before.get("step").intValue());
    assertEquals(0, before.get("objective/kl_exact").doubleValue());
    assertEquals(0.5, before.get("win_rate").doubleValue());
    assertEquals(0.5, before.get("win_rate_length_controlled").doubleValue(), 1e-9);
    JsonNode after = lines.getLast();
    assertEquals(ITERATIONS, after.get("step").intValue());
    assertTrue(after.get("objective/kl_exact").doubleValue() > 0);
    assertTrue(after.has("gold/calibration") && after.has("distinct_2"));
    // The reward is the number of words, in deviations of the fine-tuned model's answers.
    double longer =
        after.get("behaviour/words").doubleValue() - before.get("behaviour/words").doubleValue();
    double better =
        after.get("objective/scores").doubleValue() - before.get("objective/scores").doubleValue();
    assertEquals(Math.signum(longer), Math.signum(better));
  }

  @Test
  void bestOfNIsEvaluatedByHowManyItMayChooseFrom(@TempDir Path out) throws IOException {
    PpoConfig config =
        config(
            PpoConfig.Algorithm.BEST_OF_N, "--samples=6", "--batch-size=12", "--evaluate-every=1");
    run(config, inputs(Set.of()), out, Progress.NONE);
    List<JsonNode> lines =
        Files.readAllLines(stage(out).evaluation()).stream().map(Json.MAPPER::readTree).toList();
    int[] n = lines.stream().mapToInt(it -> it.get("step").intValue()).toArray();
    assertArrayEquals(new int[] {1, 2, 4, 6}, n);
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n.length; i++) {
      // Stiennon et al. 2020, appendix G.3.
      assertEquals(
          Math.log(n[i]) - (n[i] - 1.0) / n[i],
          lines.get(i).get("objective/kl_exact").doubleValue(),
          1e-6);
      double score = lines.get(i).get("objective/scores").doubleValue();
      assertTrue(score >= last, lines.toString());
      last = score;
    }
  }

  @Test
  void dpoNeedsLabelsAndNoReward(@TempDir Path out) throws IOException {
    PpoConfig dpo = config(PpoConfig.Algorithm.DPO);
    PpoInputs both = inputs(Set.of("a"));
    PpoInputs labels =
        new PpoInputs(both.fineTuned(), Optional.empty(), both.labels(), both.prompts());
    PpoSummary summary = run(dpo, labels, out, Progress.NONE);
    assertTrue(summary.score().isEmpty());
    assertTrue(!metrics(out).getFirst().has("objective/scores"));
    assertTrue(metrics(out).getLast().get("loss").doubleValue() < Math.log(2));
    PpoInputs none = PpoInputs.of(both.fineTuned(), new RewardSource.Length(), both.prompts());
    assertThrows(BadInput.class, () -> run(dpo, none, out.resolve("x"), Progress.NONE));
    assertThrows(BadInput.class, () -> run(config(), labels, out.resolve("y"), Progress.NONE));
  }

  @Test
  void bestOfNScoresHigherTheMoreItMayChooseFrom(@TempDir Path out) {
    PpoConfig.Algorithm best = PpoConfig.Algorithm.BEST_OF_N;
    double one =
        run(config(best, "--samples=1"), inputs(Set.of()), out.resolve("1"), Progress.NONE)
            .score()
            .orElseThrow();
    double eight =
        run(config(best, "--samples=8"), inputs(Set.of()), out.resolve("8"), Progress.NONE)
            .score()
            .orElseThrow();
    assertTrue(eight > one + 0.5, one + " and " + eight);
  }

  @Test
  void optionsOfPpoReachWhatTheyAreAbout(@TempDir Path out) throws IOException {
    PpoConfig config =
        config(
            "--value-head=none",
            "--approx-kl-limit=1e-9",
            "--final-rate=1",
            "--missing-end=set",
            "--missing-end-penalty=3");
    run(config, inputs(Set.of()), out, Progress.NONE);
    JsonNode last = metrics(out).getLast();
    assertTrue(!last.has("val/explained_variance"));
    assertEquals(config.learningRate(), last.get("lr").doubleValue(), 1e-12);
    // The first minibatch is near by its nature; the second is not, and no step is taken on it.
    assertEquals(1, last.get("policy/updates").doubleValue());
    assertEquals(0, last.get("policy/approxkl_first").doubleValue(), 1e-9);
    assertEquals(1, last.get("val/ratio_first").doubleValue(), 1e-4);
    double truncated = last.get("completions/clipped_ratio").doubleValue();
    assertEquals(1 - last.get("behaviour/finished").doubleValue(), truncated, 1e-9);
    assertTrue(truncated > 0.5, "this model hardly ends in 8 tokens");
    assertTrue(last.get("objective/scores").doubleValue() <= -3 * truncated + 3);
    assertTrue(last.get("objective/kl_exact").doubleValue() > 0);
  }

  @Test
  void entropyBonusAndWhitenedRewardsChangeWhatIsLearnt(@TempDir Path out) {
    Set<String> models = new HashSet<>();
    for (String more :
        List.of("--gamma=1", "--entropy-coefficient=0.1", "--whiten-rewards=scaled")) {
      Path folder = out.resolve("" + models.size());
      run(config(more), inputs(Set.of()), folder, Progress.NONE);
      models.add(Sha256.of(stage(folder).model()));
    }
    assertEquals(3, models.size());
  }

  @Test
  void theClassicValueHeadStartsFromNothingAndLearns(@TempDir Path out) throws IOException {
    run(config("--value-head=classic"), inputs(Set.of()), out, Progress.NONE);
    List<JsonNode> metrics = metrics(out);
    // A guess of 0 everywhere explains nothing; then the head moves.
    assertEquals(0, metrics.getFirst().get("val/explained_variance").doubleValue(), 1e-9);
    assertNotEquals(0, metrics.getLast().get("val/explained_variance").doubleValue(), 1e-9);
  }

  @Test
  void samplesThatDoNotFillABatchAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> config(PpoConfig.Algorithm.RLOO, "--batch-size=9"));
    assertThrows(
        IllegalArgumentException.class, () -> config(PpoConfig.Algorithm.GRPO, "--samples=1"));
  }
}
