package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.OptionsAgreement;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.QuestionBank;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {
  @TempDir private Path folder = Path.of("");
  private String first = "";
  private String second = "";
  private String prompts = "";

  @BeforeEach
  void writeModelsAndPrompts() {
    first = TinyModels.folder(folder.resolve("a"), 1, ModelFolder.Kind.LANGUAGE_MODEL).toString();
    second = TinyModels.folder(folder.resolve("b"), 2, ModelFolder.Kind.POLICY).toString();
    prompts = write("known.jsonl", TinyModels.question(true).text(), "Who are you?");
  }

  @Test
  void severalModelsAreComparedWithOneAndWhatIsNotKnownIsNotJudged() throws Exception {
    JsonNode json = run("--json", "--against", first, first, second).json();
    assertEquals(1, json.get("not_judged").intValue());
    assertEquals(2, json.get("models").size());
    JsonNode same = json.get("models").get(0);
    assertEquals(first, same.get("name").stringValue());
    assertEquals(1, same.get("prompts").intValue());
    assertEquals(0.5, same.get("win_rate").get("mean").doubleValue());
    assertTrue(json.get("models").get(1).get("kl").get("mean").doubleValue() > 0);
  }

  @Test
  void peopleGetATableOfEightyColumns() throws Exception {
    Screen screen = run(first);
    assertTrue(screen.text().contains("gold score"), screen.text());
    assertTrue(screen.text().lines().allMatch(line -> line.length() <= 80), screen.text());
    assertTrue(screen.complaints().lines().allMatch(line -> line.length() <= 80));
    assertTrue(screen.complaints().replace('\n', ' ').contains("1 of 2, first \"Who are you?\""));
  }

  @Test
  void aRewardModelIsRefused() {
    Path reward = TinyModels.folder(folder.resolve("r"), 3, ModelFolder.Kind.REWARD_MODEL);
    assertTrue(refusal(reward.toString()).contains("reward model"));
  }

  @Test
  void ofPromptsOfWhichNoneIsKnownOnlyWhatNeedsNoTruthIsMeasured() throws Exception {
    prompts = write("unknown.jsonl", "Who are you?", "Where is it? ".repeat(200));
    Screen screen = run("--against", first, first);
    assertTrue(screen.text().contains("knows none of these prompts"), screen.text());
    JsonNode json = run("--json", "--against", first, first, second).json();
    assertEquals(2, json.get("not_judged").intValue());
    JsonNode model = json.get("models").get(1);
    assertEquals(0, model.get("gold").size());
    assertTrue(model.get("behaviour").get("words").get("mean").isNumber());
    assertTrue(model.get("kl").get("mean").doubleValue() > 0);
    assertEquals(0, json.get("models").get(0).get("kl").get("mean").doubleValue(), 1e-6);
  }

  @Test
  void everyShippedEvaluationPromptCanBeJudged() {
    List<Prompt> shipped = PromptFile.read(TinyModels.DATA.resolve("prompts/eval.jsonl"));
    EvaluationPrompts asked = EvaluationPrompts.of(shipped, new QuestionBank(TinyModels.WORLD));
    assertEquals(List.of(), asked.notJudged());
    for (int i = 0; i < shipped.size(); i++) {
      assertEquals(shipped.get(i).topic(), asked.questions().get(i).topic().id(), "prompt " + i);
    }
  }

  @Test
  void anotherTokenizerIsRefusedWithBothNames() {
    Tokenizer other = Tokenizer.train(List.of("abab"), TinyModels.TOKENIZER.vocabulary());
    Path stranger = folder.resolve("c");
    org.rlhflab.pretrain.model.Gpt gpt =
        org.rlhflab.pretrain.model.Gpt.create(
            new org.rlhflab.pretrain.model.GptConfig(other.vocabulary(), 128, 8, 1, 2),
            0.5,
            new java.util.SplittableRandom(1));
    new ModelFolder(gpt, other, ModelFolder.Kind.LANGUAGE_MODEL).write(stranger);
    String refusal = refusal("--against", first, stranger.toString());
    assertTrue(refusal.contains(first) && refusal.contains(stranger.toString()), refusal);
  }

  @Test
  void aWrongNumberIsRefusedWithItsOption() {
    assertEquals("--samples must be at least 1, got 0", refusal("--samples", "0", first));
    assertTrue(refusal("--temperature", "0", first).startsWith("--temperature must be above 0"));
  }

  @Test
  void everySettingIsAnOptionOfItsNameAndDefault() {
    new OptionsAgreement<>(
            EvaluateCommand.Options::new,
            EvaluateCommand.Options::toConfig,
            EvaluationConfig.DEFAULTS)
        .check();
  }

  private Screen run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--data", TinyModels.DATA.toString()));
    all.addAll(List.of("--prompts", prompts, "--threads", "1"));
    all.addAll(List.of(arguments));
    return Screen.of(new EvaluateCommand(), all.toArray(String[]::new));
  }

  private String refusal(String... arguments) {
    return assertThrows(BadInput.class, () -> run(arguments)).getMessage();
  }

  private String write(String name, String... questions) {
    Path file = folder.resolve(name);
    PromptFile.write(file, Arrays.stream(questions).map(text -> Prompt.of("", text, "")).toList());
    return file.toString();
  }
}
