package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.evaluation.Screen;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.model.Fluency;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.RewardModel;
import org.rlhflab.reward.model.RewardModelFolder;
import tools.jackson.databind.JsonNode;

class ExportCommandTest {
  @TempDir private Path folder = Path.of("");
  private String policy = "";
  private String out = "";

  @BeforeEach
  void writeAModel() {
    Path model = folder.resolve("policy");
    Gpt gpt = TinyModels.gpt(1).withScalarHead("value", 8);
    new ModelFolder(gpt, TinyModels.TOKENIZER, ModelFolder.Kind.POLICY).write(model);
    policy = model.toString();
    out = folder.resolve("out").toString();
  }

  @Test
  void anExportWritesWhatTheModelWrites() throws Exception {
    run("--model", policy, "--out", out);
    assertEquals(answers(policy), answers(out));
  }

  @Test
  void whatWasWrittenIsTold() throws Exception {
    JsonNode json = run("--model", policy, "--out", out, "--json").json();
    assertEquals("GPT2LMHeadModel", json.path("architecture").asString());
    assertEquals(TinyModels.gpt(1).size(), json.path("parameters").longValue());
    assertEquals("value head", json.path("dropped").path(0).asString());
    try (Stream<Path> files = Files.list(Path.of(out))) {
      assertEquals(
          json.path("files").valueStream().map(JsonNode::asString).collect(Collectors.toSet()),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertEquals(
        6,
        new TreeSet<>(
                json.path("files").valueStream().toList().stream().map(JsonNode::asString).toList())
            .size());
  }

  @Test
  void peopleReadThatTheValueHeadIsLeftOut() throws Exception {
    String text = run("--model", policy, "--out", out).text();
    assertTrue(text.contains("The value head is left out"), text);
  }

  @Test
  void ofAPolicyWithoutAValueHeadNothingIsLeftOut() throws Exception {
    Path plain = TinyModels.folder(folder.resolve("plain"), 1, ModelFolder.Kind.POLICY);
    JsonNode json = run("--model", plain.toString(), "--out", out, "--json").json();
    assertEquals(0, json.path("dropped").size(), json.toString());
  }

  @Test
  void aRewardModelIsExportedIfItReadsTheLastTokenAlone() throws Exception {
    String last = rewardModel("last", ReadOut.LAST_TOKEN);
    JsonNode json = run("--model", last, "--out", out, "--json").json();
    assertEquals("GPT2ForSequenceClassification", json.path("architecture").asString());
    BadInput unread = assertThrows(BadInput.class, () -> ModelFolder.read(Path.of(out)));
    assertTrue(unread.getMessage().contains("an exported reward model"), unread.getMessage());

    String mean = rewardModel("mean", ReadOut.MEAN_WITH_LOG_PROBS);
    String other = folder.resolve("other").toString();
    assertTrue(refusal("--model", mean, "--out", other).contains("mean-with-log-probs"));
    assertFalse(Files.exists(Path.of(other)));
  }

  @Test
  void whatIsThereIsNotOverwrittenUnasked() throws Exception {
    run("--model", policy, "--out", out);
    assertTrue(refusal("--model", policy, "--out", out).contains("--fresh"));
    run("--model", policy, "--out", out, "--fresh");
    assertTrue(refusal("--model", policy, "--out", policy, "--fresh").contains("model.json"));
  }

  @Test
  void aHalfFolderIsRefusedByWhatItLacks() throws IOException {
    Path half = Files.createDirectories(folder.resolve("half"));
    Files.writeString(half.resolve("config.json"), "{}");
    String refusal = assertThrows(BadInput.class, () -> answers(half.toString())).getMessage();
    assertTrue(refusal.contains("model.safetensors is missing"), refusal);
  }

  private String rewardModel(String name, ReadOut readOut) {
    Path path = folder.resolve(name);
    Gpt fineTuned = TinyModels.gpt(3);
    try (Workers workers = new Workers(1)) {
      new RewardModelFolder(
              new RewardModel(
                  RewardModel.untrained(fineTuned, readOut),
                  readOut,
                  new Fluency(-3, 0.5, -10, 4),
                  fineTuned,
                  workers),
              TinyModels.TOKENIZER)
          .write(path);
    }
    return path.toString();
  }

  private static List<String> answers(String model) throws Exception {
    return Screen.of(
            new GenerateCommand(), "--model", model, "--prompt", "Why?", "--samples", "3", "--json")
        .json()
        .path("responses")
        .valueStream()
        .map(answer -> answer.path("response").asString())
        .toList();
  }

  private static Screen run(String... arguments) throws Exception {
    return Screen.of(new ExportCommand(), arguments);
  }

  private static String refusal(String... arguments) {
    return assertThrows(BadInput.class, () -> run(arguments)).getMessage();
  }
}
