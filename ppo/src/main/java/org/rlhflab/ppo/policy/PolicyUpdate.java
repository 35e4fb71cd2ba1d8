package org.rlhflab.ppo.policy;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.ppo.objective.EntropyBonus;
import org.rlhflab.ppo.objective.PolicyLoss;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.ModelState;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.Optimizer;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.Resumable;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.reward.model.EncodedResponse;

/// Moves the policy a step down a loss of some responses' log-probabilities.
public final class PolicyUpdate {
  private static final float[] NONE = new float[0];

  private final GptPass pass;
  private final Optimizer optimizer;
  private final float temperature;
  private final EntropyBonus bonus;
  private float[] dLogProbs = NONE; // d(loss)/d(log p) of what was evaluated last
  private double gradientNorm;

  /// Log-probabilities are taken at `temperature`, the sampling's; so are the entropies that
  /// `bonus` adds to every loss.
  public PolicyUpdate(
      Gpt policy,
      Workers workers,
      Adam adam,
      double maximumNorm,
      double temperature,
      EntropyBonus bonus) {
    this.bonus = bonus;
    this.pass = new GptPass(policy, workers);
    this.optimizer = new Optimizer(pass, workers, adam, maximumNorm);
    this.temperature = (float) temperature;
  }

  /// One step on some responses; returns what the loss told before it.
  public <R extends PolicyLoss.Result> R step(
      List<EncodedResponse> responses, PolicyLoss<R> loss, double rate) {
    R result = evaluate(responses, loss);
    descend(rate);
    return result;
  }

  /// What the loss says of some responses, without a step.
  public <R extends PolicyLoss.Result> R evaluate(
      List<EncodedResponse> responses, PolicyLoss<R> loss) {
    NextTokenBatch batch = batch(responses);
    dLogProbs = new float[batch.rows().length];
    float[] logProbs = new float[dLogProbs.length];
    pass.logProbabilities(batch, temperature, logProbs);
    R result = loss.evaluate(logProbs, dLogProbs);
    if (!Double.isFinite(result.loss())) {
      throw TrainingFailed.diverged();
    }
    return result;
  }

  /// Fails if the last step has wrecked the policy: only a loss after it tells.
  public <R extends PolicyLoss.Result> void check(
      List<EncodedResponse> responses, PolicyLoss<R> loss) {
    evaluate(responses, loss);
    dLogProbs = NONE;
  }

  /// The step down the loss that was evaluated last; one evaluation allows for one step.
  public void descend(double rate) {
    if (dLogProbs.length == 0) {
      throw new IllegalStateException("no loss has been evaluated since the last step");
    }
    pass.backward(dLogProbs, bonus.coefficient() == 0 ? NONE : bonus.derivatives(dLogProbs.length));
    dLogProbs = NONE;
    gradientNorm = optimizer.step(rate);
    if (!Double.isFinite(gradientNorm)) {
      throw TrainingFailed.diverged();
    }
  }

  private static NextTokenBatch batch(List<EncodedResponse> responses) {
    List<NextTokenBatch.Example> examples = new ArrayList<>();
    for (EncodedResponse response : responses) {
      examples.add(new NextTokenBatch.Example(response.tokens(), response.first()));
    }
    return NextTokenBatch.of(examples);
  }

  /// What steps change.
  public Resumable state() {
    return new ModelState(pass);
  }

  /// The norm of the last gradient, before clipping.
  public double gradientNorm() {
    return gradientNorm;
  }
}
