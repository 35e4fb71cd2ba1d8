package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.NamedModel;
import org.rlhflab.ppo.evaluation.Screen;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import tools.jackson.databind.JsonNode;

class ConversationTest {
  private static final Workers WORKERS = new Workers(1);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @Test
  void everyModelAnswersEveryQuestionUntilQuit() throws IOException {
    JsonNode said = chat(true, "Why?\n\n/quit\nWhat?\n").json().get("responses");
    assertEquals(2, said.size());
    assertEquals("one", said.get(0).get("model").stringValue());
    assertEquals("two", said.get(1).get("model").stringValue());
  }

  @Test
  void theEndOfTheInputEndsIt() throws IOException {
    assertTrue(chat(false, "").text().contains("toys"));
  }

  @Test
  void theSameSeedStartsOverAndAnotherDrawsOtherAnswers() throws IOException {
    JsonNode said =
        chat(true, "Why?\nWhy?\n/seed 7\nWhy?\n/seed 8\nWhy?\n").json().get("responses");
    JsonNode atFirst = said.get(0).get("response");
    assertNotEquals(atFirst, said.get(2).get("response"), "second turn");
    assertEquals(atFirst, said.get(4).get("response"), "after /seed 7");
    assertNotEquals(atFirst, said.get(6).get("response"), "after /seed 8");
  }

  @Test
  void aPromptBeyondTheContextIsRefusedInOneLineAndTheTalkGoesOn() throws IOException {
    String text = chat(false, "word ".repeat(300) + "\n/seed\n").text();
    assertTrue(text.contains("one reads at most 127 tokens"), text);
    assertTrue(text.contains("drawn with seed 7"), text);
    assertFalse(text.contains("answers\n"), text);
  }

  @Test
  void programsLearnOfARefusalOnStandardError() throws IOException {
    Screen screen = chat(true, "word ".repeat(300) + "\n");
    assertEquals(0, screen.json().get("responses").size());
    assertTrue(screen.complaints().contains("at most 127 tokens"), screen.complaints());
  }

  @Test
  void topicsOfEveryDomainAreListed() throws IOException {
    String text = chat(false, "/topics\n").text();
    for (String domain : TinyModels.WORLD.domains()) {
      assertTrue(text.contains(domain + ": "), domain);
    }
  }

  @Test
  void unknownCommandsAndSeedsAreNamed() throws IOException {
    String text = chat(false, "/help\n/seed many\n").text();
    assertTrue(text.contains("there is no /help"), text);
    assertTrue(text.contains("whole number, got many"), text);
  }

  private static Screen chat(boolean json, String input) throws IOException {
    Screen screen = new Screen();
    new Conversation(
            List.of(speaker("one", 1), speaker("two", 2)),
            Sampling.at(0.7, 20),
            TinyModels.WORLD,
            screen.console(json),
            7)
        .run(new BufferedReader(new StringReader(input)), "> ");
    return screen;
  }

  private static Speaker speaker(String name, long seed) {
    ModelFolder model =
        new ModelFolder(
            TinyModels.gpt(seed), TinyModels.TOKENIZER, ModelFolder.Kind.LANGUAGE_MODEL);
    return new Speaker(new NamedModel(name, model), false, WORKERS);
  }
}
