package org.rlhflab.ppo.policy;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.Optimizer;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.reward.model.EncodedResponse;

/// Moves the policy a step on some responses of a rollout, by the clipped surrogate.
public final class PolicyUpdate {
  private final GptPass pass;
  private final Optimizer optimizer;
  private final ClippedSurrogate surrogate;
  private final float temperature;
  private double gradientNorm;

  /// Log-probabilities are taken at `temperature`, the sampling's.
  public PolicyUpdate(
      Gpt policy,
      Workers workers,
      Adam adam,
      double maximumNorm,
      ClippedSurrogate surrogate,
      double temperature) {
    this.pass = new GptPass(policy, workers);
    this.optimizer = new Optimizer(pass, workers, adam, maximumNorm);
    this.surrogate = surrogate;
    this.temperature = (float) temperature;
  }

  /// One step on the responses with these numbers; returns the loss before it.
  public ClippedSurrogate.Result step(
      Rollout rollout, int[] chosen, float[] advantages, double rate) {
    NextTokenBatch batch = batch(rollout, chosen);
    float[] dLogProbs = new float[batch.rows().length];
    ClippedSurrogate.Result result = forward(batch, rollout, chosen, advantages, dLogProbs);
    pass.backwardLogProbabilities(dLogProbs);
    pass.backward();
    gradientNorm = optimizer.step(rate);
    if (!Double.isFinite(gradientNorm)) {
      throw TrainingFailed.diverged();
    }
    return result;
  }

  /// Fails if the last step has wrecked the policy: only a loss after it tells.
  public void check(Rollout rollout, int[] chosen, float[] advantages) {
    NextTokenBatch batch = batch(rollout, chosen);
    forward(batch, rollout, chosen, advantages, new float[batch.rows().length]);
  }

  private static NextTokenBatch batch(Rollout rollout, int[] chosen) {
    List<NextTokenBatch.Example> examples = new ArrayList<>();
    for (int i : chosen) {
      EncodedResponse response = rollout.responses().get(i);
      examples.add(new NextTokenBatch.Example(response.tokens(), response.first()));
    }
    return NextTokenBatch.of(examples);
  }

  private ClippedSurrogate.Result forward(
      NextTokenBatch batch, Rollout rollout, int[] chosen, float[] advantages, float[] dLogProbs) {
    float[] logProbs = new float[dLogProbs.length];
    pass.forward(batch.inputs());
    pass.logProbabilities(batch.rows(), batch.targets(), temperature, logProbs);
    ClippedSurrogate.Result result =
        surrogate.evaluate(
            logProbs,
            gathered(rollout, rollout.logProbs(), chosen),
            gathered(rollout, advantages, chosen),
            dLogProbs);
    if (!Double.isFinite(result.loss())) {
      throw TrainingFailed.diverged();
    }
    return result;
  }

  /// The norm of the last gradient, before clipping.
  public double gradientNorm() {
    return gradientNorm;
  }

  /// The tokens of some responses, one after another, out of an array over all tokens.
  public static float[] gathered(Rollout rollout, float[] values, int[] chosen) {
    int count = 0;
    for (int i : chosen) {
      count += rollout.starts()[i + 1] - rollout.starts()[i];
    }
    float[] result = new float[count];
    int next = 0;
    for (int i : chosen) {
      int length = rollout.starts()[i + 1] - rollout.starts()[i];
      System.arraycopy(values, rollout.starts()[i], result, next, length);
      next += length;
    }
    return result;
  }
}
