package org.rlhflab.reward.model;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.ModelState;
import org.rlhflab.pretrain.model.Optimizer;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.Resumable;
import org.rlhflab.pretrain.stage.TrainingFailed;

/// Fits a reward model to labelled pairs by the Bradley-Terry loss.
public final class RewardModelTrainer {
  private final RewardModel model;
  private final Optimizer optimizer;
  private double gradientNorm;

  /// The head learns at `headFactor` times the trunk's rate.
  public RewardModelTrainer(
      RewardModel model, Workers workers, Adam adam, double maximumNorm, double headFactor) {
    this.model = model;
    this.optimizer = new Optimizer(model.pass(), workers, adam, maximumNorm);
    optimizer.setHeadFactor(RewardModel.HEAD, headFactor);
  }

  /// One step on a batch of pairs; returns what the loss was before it. A loss or gradient that has
  /// diverged throws [TrainingFailed].
  public BradleyTerryLoss.Result step(List<EncodedPair> pairs, double rate) {
    RewardModel.Forward forward = model.forward(responses(pairs));
    float[] dScores = new float[2 * pairs.size()];
    BradleyTerryLoss.Result result = evaluate(pairs, forward.scores(), dScores);
    if (Double.isFinite(result.loss())) {
      model.backward(forward, dScores);
      gradientNorm = optimizer.step(rate);
    }
    if (!Double.isFinite(result.loss()) || !Double.isFinite(gradientNorm)) {
      throw TrainingFailed.diverged();
    }
    return result;
  }

  /// What steps change.
  public Resumable state() {
    return new ModelState(model.pass());
  }

  /// The loss of a batch of pairs, without learning.
  public double loss(List<EncodedPair> pairs) {
    float[] scores = model.forward(responses(pairs)).scores();
    return evaluate(pairs, scores, new float[scores.length]).loss();
  }

  private static List<RewardModel.Prepared> responses(List<EncodedPair> pairs) {
    List<RewardModel.Prepared> responses = new ArrayList<>();
    for (EncodedPair pair : pairs) {
      responses.add(pair.chosen());
      responses.add(pair.rejected());
    }
    return responses;
  }

  /// The norm of the gradient at the last step, before clipping.
  public double gradientNorm() {
    return gradientNorm;
  }

  /// The loss of pairs whose responses' scores stand alternately, chosen first.
  static BradleyTerryLoss.Result evaluate(
      List<EncodedPair> pairs, float[] scores, float[] dScores) {
    int n = pairs.size();
    float[] chosen = new float[n];
    float[] rejected = new float[n];
    boolean[] ties = new boolean[n];
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      chosen[i] = scores[2 * i] + pairs.get(i).offset();
      rejected[i] = scores[2 * i + 1];
      ties[i] = pairs.get(i).tie();
      weights[i] = pairs.get(i).weight();
    }
    float[] dChosen = new float[n];
    float[] dRejected = new float[n];
    BradleyTerryLoss.Result result =
        BradleyTerryLoss.evaluate(chosen, rejected, ties, weights, dChosen, dRejected);
    for (int i = 0; i < n; i++) {
      dScores[2 * i] = dChosen[i];
      dScores[2 * i + 1] = dRejected[i];
    }
    return result;
  }
}
