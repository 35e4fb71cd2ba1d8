package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.evaluation.Screen;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;
import tools.jackson.databind.JsonNode;

class GenerateCommandTest {
  @TempDir private Path folder = Path.of("");
  private String first = "";
  private String second = "";

  @BeforeEach
  void writeModels() {
    first = TinyModels.folder(folder.resolve("a"), 1, ModelFolder.Kind.LANGUAGE_MODEL).toString();
    second = TinyModels.folder(folder.resolve("b"), 2, ModelFolder.Kind.POLICY).toString();
  }

  @Test
  void everyModelAnswersAsOftenAsAsked() throws Exception {
    JsonNode said =
        run("--model", first, "--model", second, "--prompt", "Why?", "--samples", "3", "--json")
            .json()
            .get("responses");
    assertEquals(6, said.size());
    assertEquals(first, said.get(2).get("model").stringValue());
    assertEquals(second, said.get(3).get("model").stringValue());
    assertNotEquals(said.get(0).get("response"), said.get(1).get("response"));
  }

  @Test
  void theSameSeedGivesTheSameTextAndAnotherSeedAnother() throws Exception {
    String text = run("--model", first, "--prompt", "Why?").text();
    assertEquals(text, run("--model", first, "--prompt", "Why?").text());
    assertNotEquals(text, run("--model", first, "--prompt", "Why?", "--seed", "8").text());
  }

  @Test
  void whateverAModelWritesNothingSteersTheTerminal() throws Exception {
    String text = run("--model", first, "--prompt", "Why?", "--samples", "20").text();
    assertTrue(text.lines().allMatch(line -> line.codePointCount(0, line.length()) <= 80), text);
    assertTrue(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), text);
    assertEquals("a \uFFFD[1m b", Answer.printable(" a\t\u001b[1m\nb\n"));
  }

  @Test
  void rawTextMayBeginWithNothingAndAQuestionMayNot() throws Exception {
    assertTrue(run("--model", first, "--raw", "--prompt", "").text().contains("goes on"));
    assertTrue(refusal("--model", first, "--prompt", " ").contains("--raw"));
  }

  @Test
  void aPromptBeyondTheContextIsRefusedInOneSentence() {
    String refusal = refusal("--model", first, "--prompt", "word ".repeat(200));
    assertTrue(refusal.contains("at most 127 tokens"), refusal);
  }

  @Test
  void wrongNumbersAreRefusedWithTheirOption() {
    for (String option :
        List.of("--temperature", "--top-k", "--top-p", "--max-tokens", "--samples")) {
      String refusal = refusal("--model", first, "--prompt", "Why?", option, "-1");
      assertTrue(refusal.startsWith(option + " must be"), refusal);
    }
  }

  private static Screen run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--threads", "1"));
    return Screen.of(new GenerateCommand(), all.toArray(String[]::new));
  }

  private static String refusal(String... arguments) {
    return assertThrows(BadInput.class, () -> run(arguments)).getMessage();
  }
}
