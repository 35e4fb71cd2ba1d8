package org.rlhflab.pretrain.model;

import java.util.Arrays;
import java.util.List;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.TrainingFailed;

/// Trains a model to predict tokens by cross-entropy: loss = -mean over targets of log p(target).
public final class LanguageModelTrainer {
  private final GptPass pass;
  private final Optimizer optimizer;
  private double gradientNorm;

  /// Clips gradients to `maximumNorm`.
  public LanguageModelTrainer(Gpt gpt, Workers workers, Adam adam, double maximumNorm) {
    this.pass = new GptPass(gpt, workers);
    this.optimizer = new Optimizer(pass, workers, adam, maximumNorm);
  }

  /// One step; returns the loss before it, in nats a token. A loss that is not finite changes
  /// nothing and throws [TrainingFailed].
  public double step(NextTokenBatch batch, double rate) {
    float[] logProbs = new float[batch.rows().length];
    double loss = forward(batch, logProbs);
    float[] derivatives = new float[logProbs.length];
    Arrays.fill(derivatives, -1f / logProbs.length);
    pass.backwardLogProbabilities(derivatives);
    pass.backward();
    if (Double.isFinite(loss)) {
      gradientNorm = optimizer.step(rate);
    }
    if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm)) {
      throw new TrainingFailed(
          "the loss is no longer a number at learning rate %.3g; the last good model is kept; try a"
                  .formatted(rate)
              + " lower --learning-rate");
    }
    return loss;
  }

  /// The norm of the gradient at the last step, before clipping.
  public double gradientNorm() {
    return gradientNorm;
  }

  /// The mean loss over all targets of some batches, without learning, in nats a token.
  public double evaluate(List<NextTokenBatch> batches) {
    double sum = 0;
    long count = 0;
    for (NextTokenBatch batch : batches) {
      int targets = batch.rows().length;
      sum += forward(batch, new float[targets]) * targets;
      count += targets;
    }
    return sum / count;
  }

  private double forward(NextTokenBatch batch, float[] logProbs) {
    pass.forward(batch.inputs());
    pass.logProbabilities(batch.rows(), batch.targets(), 1f, logProbs);
    double sum = 0;
    for (float logProb : logProbs) {
      sum -= logProb;
    }
    return sum / logProbs.length;
  }
}
