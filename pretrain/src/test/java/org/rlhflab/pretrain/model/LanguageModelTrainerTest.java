package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.TrainingFailed;

class LanguageModelTrainerTest {
  private static final NextTokenBatch BATCH =
      NextTokenBatch.of(
          List.of(
              new Example(new int[] {1, 2, 3, 4, 5}, 1), new Example(new int[] {6, 7, 8, 9}, 2)));

  private final Workers workers = new Workers(1);
  private final Gpt gpt = Gpt.create(new GptConfig(20, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
  private final LanguageModelTrainer trainer =
      new LanguageModelTrainer(gpt, workers, new Adam(0.9f, 0.99f, 1e-8f), 1);

  @AfterEach
  void stop() {
    workers.close();
  }

  @Test
  void aModelWithoutWeightsLosesTheLogarithmOfItsVocabulary() {
    gpt.setHead(Gpt.LANGUAGE_MODEL, new float[20 * 8]);
    LanguageModelTrainer fresh =
        new LanguageModelTrainer(gpt, workers, new Adam(0.9f, 0.99f, 1e-8f), 1);
    assertEquals(Math.log(20), fresh.evaluate(List.of(BATCH)), 1e-5);
  }

  @Test
  void stepsLowerTheLossTheyReport() {
    double before = trainer.evaluate(List.of(BATCH));
    assertEquals(before, trainer.step(BATCH, 0.01), 1e-6);
    for (int i = 0; i < 100; i++) {
      trainer.step(BATCH, 0.01);
    }
    assertTrue(trainer.evaluate(List.of(BATCH)) < before / 4);
  }

  @Test
  void measuringChangesNothing() {
    float[] before = state();
    trainer.evaluate(List.of(BATCH, BATCH));
    assertArrayEquals(before, state());
  }

  @Test
  void everyTargetCountsTheSameHoweverBatchesAreCut() {
    NextTokenBatch first = NextTokenBatch.of(List.of(new Example(new int[] {1, 2, 3, 4, 5}, 1)));
    NextTokenBatch second = NextTokenBatch.of(List.of(new Example(new int[] {6, 7, 8, 9}, 2)));
    assertEquals(trainer.evaluate(List.of(BATCH)), trainer.evaluate(List.of(first, second)), 1e-5);
  }

  @Test
  void aLossThatIsNoNumberStopsTrainingAndChangesNothing() {
    trainer.step(BATCH, 0.01);
    NativeArray.set(gpt.parameters(), 17, Float.NaN);
    float[] before = state();
    assertThrows(TrainingFailed.class, () -> trainer.step(BATCH, 0.01));
    assertArrayEquals(before, state());
    assertEquals(1, gpt.step());
  }

  @Test
  void afterAFailureARepairedModelTrainsOn() {
    // Nothing of the failed step may be left in the gradients.
    float good = NativeArray.get(gpt.parameters(), 17);
    NativeArray.set(gpt.parameters(), 17, Float.NaN);
    assertThrows(TrainingFailed.class, () -> trainer.step(BATCH, 0.01));
    NativeArray.set(gpt.parameters(), 17, good);
    assertTrue(Double.isFinite(trainer.step(BATCH, 0.01)));
    assertTrue(Double.isFinite(trainer.evaluate(List.of(BATCH))));
  }

  @Test
  void aLossWhosePerplexityIsNoNumberHasDiverged() {
    assertEquals(709, LanguageModelTrainer.checked(709));
    for (double loss : new double[] {710, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThrows(TrainingFailed.class, () -> LanguageModelTrainer.checked(loss), "" + loss);
    }
  }

  private float[] state() {
    float[] all = new float[(int) (3 * gpt.size())];
    for (int i = 0; i < gpt.size(); i++) {
      all[i] = NativeArray.get(gpt.parameters(), i);
      all[(int) gpt.size() + i] = NativeArray.get(gpt.updaterState(), i);
      all[(int) (2 * gpt.size()) + i] = NativeArray.get(gpt.updaterState(), gpt.size() + i);
    }
    return all;
  }
}
