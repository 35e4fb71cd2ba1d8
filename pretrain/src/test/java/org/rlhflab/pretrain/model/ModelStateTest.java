package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;

class ModelStateTest {
  private static final NextTokenBatch BATCH =
      NextTokenBatch.of(
          List.of(
              new Example(new int[] {1, 2, 3, 4, 5}, 1), new Example(new int[] {6, 7, 8, 9}, 2)));

  private final Workers workers = new Workers(1);

  @AfterEach
  void stop() {
    workers.close();
  }

  private static Gpt gpt(int width, long seed) {
    return Gpt.create(new GptConfig(20, 8, width, 1, 2), 0.1, new SplittableRandom(seed));
  }

  private LanguageModelTrainer trainer(Gpt gpt) {
    return new LanguageModelTrainer(gpt, workers, new Adam(0.9f, 0.99f, 1e-8f), 1);
  }

  private static void steps(LanguageModelTrainer trainer, int count) {
    for (int i = 0; i < count; i++) {
      trainer.step(BATCH, 0.01);
    }
  }

  private static byte[] saved(LanguageModelTrainer trainer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trainer.state().save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void restore(LanguageModelTrainer trainer, byte[] saved) throws IOException {
    trainer.state().restore(new DataInputStream(new ByteArrayInputStream(saved)));
  }

  @Test
  void aRestoredModelLearnsOnToTheSameModelFile() throws IOException {
    Gpt gpt = gpt(8, 1);
    LanguageModelTrainer trainer = trainer(gpt);
    steps(trainer, 5);
    byte[] saved = saved(trainer);
    steps(trainer, 5);

    Gpt other = gpt(8, 2);
    LanguageModelTrainer second = trainer(other);
    steps(second, 3);
    restore(second, saved);
    steps(second, 5);

    assertArrayEquals(ModelFolder.bytes(gpt), ModelFolder.bytes(other));
    assertEquals(10, other.step());
  }

  @Test
  void savingChangesNothing() throws IOException {
    LanguageModelTrainer trainer = trainer(gpt(8, 1));
    steps(trainer, 2);
    assertArrayEquals(saved(trainer), saved(trainer));
  }

  @Test
  void theStateOfAnotherShapeIsRefused() throws IOException {
    byte[] saved = saved(trainer(gpt(16, 1)));
    LanguageModelTrainer trainer = trainer(gpt(8, 1));
    assertThrows(IOException.class, () -> restore(trainer, saved));
  }
}
