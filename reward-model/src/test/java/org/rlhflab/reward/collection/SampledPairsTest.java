package org.rlhflab.reward.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.reward.TinyRun;
import org.rlhflab.reward.annotator.PairToLabel;

class SampledPairsTest {
  @TempDir Path folder;

  private final Workers workers = new Workers(1);
  private final List<Prompt> prompts = PromptFile.read(TinyRun.DATA.prompts("train")).subList(0, 7);

  @BeforeEach
  void write() {
    TinyRun.model(folder, 1);
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private SampledPairs sample(List<Prompt> asked, int count, double temperature, long seed) {
    return SampledPairs.of(folder, asked, count, temperature, TinyRun.context(workers, seed));
  }

  @Test
  void theSameSeedGivesTheSamePairsAndAnotherOneOthers() {
    assertEquals(sample(prompts, 10, 0.7, 3), sample(prompts, 10, 0.7, 3));
    assertNotEquals(sample(prompts, 10, 0.7, 3).pairs(), sample(prompts, 10, 0.7, 4).pairs());
  }

  @Test
  void ofTwoModelsEachWritesOneSide(@TempDir Path other) {
    TinyRun.model(other, 2);
    SampledPairs mixed =
        SampledPairs.between(folder, other, prompts, 7, 0.7, TinyRun.context(workers, 3));
    SampledPairs turned =
        SampledPairs.between(other, folder, prompts, 7, 0.7, TinyRun.context(workers, 3));
    assertEquals(
        ModelFolder.fingerprint(folder) + "+" + ModelFolder.fingerprint(other), mixed.source());
    assertNotEquals(mixed.pairs(), turned.pairs());
    // One model against itself: nothing tells the sides apart but chance.
    SampledPairs same =
        SampledPairs.between(folder, folder, prompts, 7, 0.7, TinyRun.context(workers, 3));
    assertEquals(
        mixed.pairs().stream().map(it -> it.a().text()).toList(),
        same.pairs().stream().map(it -> it.a().text()).toList());
    assertEquals(
        turned.pairs().stream().map(it -> it.b().text()).toList(),
        same.pairs().stream().map(it -> it.b().text()).toList());
  }

  @Test
  void promptsAreAskedEquallyOften() {
    Map<String, Integer> asked = new HashMap<>();
    for (PairToLabel pair : sample(prompts, 21, 0.7, 3).pairs()) {
      asked.merge(pair.prompt(), 1, Integer::sum);
    }
    assertEquals(7, asked.size());
    asked.forEach((prompt, times) -> assertEquals(3, times, prompt));
  }

  @Test
  void theTwoResponsesOfAPairDifferAndAreNotEmpty() {
    for (PairToLabel pair : sample(prompts, 20, 0.7, 3).pairs()) {
      assertNotEquals(pair.a().text(), pair.b().text(), pair.id());
      assertFalse(pair.a().text().isBlank() || pair.b().text().isBlank(), pair.id());
    }
  }

  @Test
  void theSourceIsTheModelFilesHash() {
    assertEquals(ModelFolder.fingerprint(folder), sample(prompts, 1, 0.7, 3).source());
  }

  @Test
  void promptsThatTheWorldDoesNotKnowAreNotAsked() {
    List<Prompt> mixed = List.of(Prompt.of("", "Who am I?", ""), prompts.getFirst());
    for (PairToLabel pair : sample(mixed, 4, 0.7, 3).pairs()) {
      assertEquals(prompts.getFirst().prompt(), pair.prompt());
    }
    List<Prompt> unknown = mixed.subList(0, 1);
    String message = assertThrows(BadInput.class, () -> sample(unknown, 4, 0.7, 3)).getMessage();
    assertTrue(message.contains("knows none of the 1 prompts"), message);
  }

  @Test
  void aModelThatAnswersAlwaysAlikeIsRefusedInsteadOfAskedForever() {
    String message = assertThrows(BadInput.class, () -> sample(prompts, 4, 1e-9, 3)).getMessage();
    assertTrue(message.contains("--temperature"), message);
  }
}
