package org.rlhflab.pretrain;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.pretrain.model.LanguageModelTrainer;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.NextTokenBatch;

/// What is left of a language model's training that breaks off: the last state that was good.
///
/// A state is good if it predicts a batch of text no worse than the model did before the training.
/// A step may wreck all parameters, and only the loss after it tells, so every state is measured
/// before it takes the place of the one before.
public final class LastGoodCheckpoint {
  private final ModelFolder model;
  private final LanguageModelTrainer trainer;
  private final List<NextTokenBatch> measure;
  private final Path folder;
  private final double worst;

  /// Keeps the state before training: from here on there always is a good one.
  public LastGoodCheckpoint(
      ModelFolder model, LanguageModelTrainer trainer, NextTokenBatch measure, Path folder) {
    this.model = model;
    this.trainer = trainer;
    this.measure = List.of(measure);
    this.folder = folder;
    this.worst = trainer.evaluate(this.measure);
    model.write(folder);
  }

  /// Keeps the present state if it is good.
  public void update() {
    if (trainer.evaluate(measure) <= worst) {
      model.write(folder);
    }
  }
}
