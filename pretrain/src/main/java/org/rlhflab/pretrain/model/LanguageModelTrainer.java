package org.rlhflab.pretrain.model;

import java.util.Arrays;
import java.util.List;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Muon;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.Resumable;
import org.rlhflab.pretrain.stage.TrainingFailed;

/// Trains a model to predict tokens by cross-entropy: loss = -mean over targets of log p(target).
public final class LanguageModelTrainer {
  private final GptPass pass;
  private final Optimizer optimizer;
  private float[] logProbs = new float[0]; // [targets], as derivatives
  private float[] derivatives = new float[0];
  private double gradientNorm;

  /// Clips gradients to `maximumNorm`.
  public LanguageModelTrainer(Gpt gpt, Workers workers, Adam adam, double maximumNorm) {
    this.pass = new GptPass(gpt, workers);
    this.optimizer = new Optimizer(pass, workers, adam, maximumNorm);
  }

  /// Has the blocks' matrices stepped by Muon from now on.
  public void setMuon(Muon muon) {
    optimizer.setMuon(muon);
  }

  /// Lets embeddings learn at `factor` times the rate of the rest from now on.
  public void setEmbeddingFactor(double factor) {
    optimizer.setEmbeddingFactor(factor);
  }

  /// One step; returns the loss before it, in nats a token. A loss or gradient that has diverged
  /// changes nothing and throws [TrainingFailed].
  public double step(NextTokenBatch batch, double rate) {
    if (logProbs.length != batch.rows().length) {
      logProbs = new float[batch.rows().length];
      derivatives = new float[batch.rows().length];
    }
    double loss = checked(forward(batch, logProbs));
    Arrays.fill(derivatives, -1f / logProbs.length);
    pass.backward(derivatives);
    gradientNorm = checked(optimizer.step(rate), Double.MAX_VALUE);
    return loss;
  }

  /// The loss, unless training has diverged: it is no number, or too great for its perplexity to be
  /// one.
  public static double checked(double loss) {
    return checked(loss, Math.log(Double.MAX_VALUE));
  }

  private static double checked(double figure, double greatest) {
    if (!(figure <= greatest)) {
      throw TrainingFailed.diverged();
    }
    return figure;
  }

  /// What steps change.
  public Resumable state() {
    return new ModelState(pass);
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
      float[] held = new float[targets];
      pass.logProbabilitiesOnly(batch, 1f, held);
      sum += loss(held) * targets;
      count += targets;
    }
    return sum / count;
  }

  private double forward(NextTokenBatch batch, float[] out) {
    pass.logProbabilities(batch, 1f, out);
    return loss(out);
  }

  private static double loss(float[] values) {
    double sum = 0;
    for (float logProb : values) {
      sum -= logProb;
    }
    return sum / values.length;
  }
}
