package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.text.Tokenizer;

class RewardModelFolderTest {
  private static final Tokenizer TOKENIZER = Tokenizer.train(List.of("a stack of plates"), 262);

  @TempDir Path folder;

  private final Workers workers = new Workers(1);
  private Path base = Path.of("");
  private Path reward = Path.of("");

  @BeforeEach
  void write() {
    base = folder.resolve("2-sft");
    reward = folder.resolve("3-reward-model").resolve("model");
    ModelFolder fineTuned = languageModel(TOKENIZER, 8);
    fineTuned.write(base);
    Gpt gpt = RewardModel.untrained(fineTuned.gpt(), ReadOut.MEAN_WITH_LOG_PROBS);
    float[] head = gpt.head(RewardModel.HEAD);
    java.util.Arrays.fill(head, 0.7f);
    gpt.setHead(RewardModel.HEAD, head);
    Fluency fluency = new Fluency(-5, 0.3, -20, 7);
    RewardModel model =
        new RewardModel(gpt, ReadOut.MEAN_WITH_LOG_PROBS, fluency, fineTuned.gpt(), workers);
    new RewardModelFolder(model, TOKENIZER).write(reward);
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private static ModelFolder languageModel(Tokenizer tokenizer, int width) {
    GptConfig shape = new GptConfig(tokenizer.vocabulary(), 32, width, 1, 2);
    return new ModelFolder(
        Gpt.create(shape, 0.5, new SplittableRandom(3)),
        tokenizer,
        ModelFolder.Kind.LANGUAGE_MODEL);
  }

  private static List<EncodedResponse> responses() {
    return List.of(
        EncodedResponse.of(TOKENIZER, "a?", "a stack", 32),
        EncodedResponse.of(TOKENIZER, "of?", "plates.", 32));
  }

  private String refusal(Path path) {
    return assertThrows(BadInput.class, () -> RewardModelFolder.read(path, workers)).getMessage();
  }

  @Test
  void whatIsReadBackScoresTheSame() {
    RewardModelFolder read = RewardModelFolder.read(folder.resolve("3-reward-model"), workers);
    float[] scores = read.model().score(responses());
    // By hand: 0.7 times the sum of all that the head reads, and 0.7.
    ModelFolder start = ModelFolder.read(base);
    Gpt gpt = RewardModel.untrained(start.gpt(), ReadOut.MEAN_WITH_LOG_PROBS);
    float[] head = gpt.head(RewardModel.HEAD);
    java.util.Arrays.fill(head, 0.7f);
    gpt.setHead(RewardModel.HEAD, head);
    RewardModel made =
        new RewardModel(
            gpt, ReadOut.MEAN_WITH_LOG_PROBS, new Fluency(-5, 0.3, -20, 7), start.gpt(), workers);
    assertArrayEquals(made.score(responses()), scores);
    assertTrue(scores[0] != scores[1]);
    assertEquals(TOKENIZER.fingerprint(), read.tokenizer().fingerprint());
  }

  @Test
  void whatIsReadAndWrittenAgainHasTheSameBytes() {
    Path again = folder.resolve("again");
    RewardModelFolder.read(reward, workers).write(again);
    assertEquals(Sha256.of(reward), Sha256.of(again));
  }

  @Test
  void theReferenceIsTheFineTunedModelsFile() {
    assertEquals(ModelFolder.fingerprint(base), Sha256.of(reward.resolve("reference.zip")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model.zip", "tokenizer.json", "model.json", "reference.zip", "read-out.json"})
  void anIncompleteFolderIsRefusedWithTheNameOfWhatIsMissing(String name) throws IOException {
    Files.delete(reward.resolve(name));
    String message = refusal(reward);
    assertTrue(message.contains(name) && message.contains(reward.toString()), message);
  }

  @Test
  void aLanguageModelIsNoRewardModel() {
    String message = refusal(base);
    assertTrue(message.contains("language model") && message.contains(base.toString()), message);
  }

  @Test
  void aReadOutThatTheHeadWasNotMadeForIsRefused() throws IOException {
    Path file = reward.resolve("read-out.json");
    Files.writeString(file, Files.readString(file).replace("mean-with-log-probs", "last-token"));
    assertTrue(refusal(reward).contains("don't fit"));
  }

  @Test
  void aDamagedReadOutIsNamed() throws IOException {
    Files.writeString(reward.resolve("read-out.json"), "{\"read_out\":");
    assertTrue(refusal(reward).contains("read-out.json: is damaged"));
  }
}
