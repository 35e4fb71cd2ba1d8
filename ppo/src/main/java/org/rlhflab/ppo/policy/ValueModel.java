package org.rlhflab.ppo.policy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.ModelState;
import org.rlhflab.pretrain.model.Optimizer;
import org.rlhflab.pretrain.model.TokenSequences;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.Fluency;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.ResponseLogProbs;
import org.rlhflab.reward.model.RewardModel;

/// A transformer of its own whose head guesses at every position, as large implementations have it.
///
/// - Begun from the reward model (Stiennon et al. 2020, InstructGPT, AlpacaFarm) it guesses before
///   a token what the response so far would score if it ended there: the head reads of the prefix
///   what the reward model reads of a whole response. Of a response that has not begun it reads the
///   hidden state at the prompt's end.
/// - Begun from the policy (lm-human-preferences, in one network with it) its trunk is the
///   fine-tuned model's, and a head of zeros reads the hidden state before the token.
///
/// It begins in the reward model's own unit: where rewards are scaled, clipped or whitened it has
/// to learn theirs. Of an ensemble it begins as the first member.
///
/// Trunk and head learn together, by the clipped value loss alone: with a network of its own a
/// value coefficient would only scale the rate.
public final class ValueModel implements ValueFunction {
  private static final String HEAD = "value";

  /// Responses that go through together where nothing is learnt.
  private static final int AT_ONCE = 16;

  private final Gpt gpt;
  private final String head;
  private final ReadOut readOut;
  private final Fluency fluency;
  private final ResponseLogProbs fineTuned;
  private final GptPass pass;
  private final Optimizer optimizer;
  private final int width;

  private ValueModel(
      Gpt gpt,
      String head,
      ReadOut readOut,
      Fluency fluency,
      Gpt fineTuned,
      Workers workers,
      Adam adam,
      double maximumNorm) {
    this.gpt = gpt;
    this.head = head;
    this.readOut = readOut;
    this.fluency = fluency;
    this.fineTuned = new ResponseLogProbs(fineTuned, workers);
    this.pass = new GptPass(gpt, workers);
    this.optimizer = new Optimizer(pass, workers, adam, maximumNorm);
    this.width = gpt.config().width();
    gpt.forgetOptimizer();
  }

  /// Begins as a copy of the reward model, which stays as it is.
  public static ValueModel fromRewardModel(
      RewardModel judge, Workers workers, Adam adam, double maximumNorm) {
    return new ValueModel(
        judge.gpt().copy(),
        RewardModel.HEAD,
        judge.readOut(),
        judge.fluency(),
        judge.reference(),
        workers,
        adam,
        maximumNorm);
  }

  /// Begins as a copy of the fine-tuned model, for which the policy still stands, with a head of
  /// zeros.
  public static ValueModel fromPolicy(Gpt policy, Workers workers, Adam adam, double maximumNorm) {
    return new ValueModel(
        policy.withScalarHead(HEAD, policy.config().width()),
        HEAD,
        ReadOut.LAST_TOKEN,
        Fluency.UNUSED,
        policy,
        workers,
        adam,
        maximumNorm);
  }

  /// The network as it stands.
  Gpt gpt() {
    return gpt;
  }

  @Override
  public Guesses on(Rollout rollout) {
    return new OnRollout(rollout, extras(rollout));
  }

  /// What the head reads beside a hidden state, of the tokens before each token, `[tokens][extra]`.
  private float[][] extras(Rollout rollout) {
    float[][] extras = new float[rollout.tokens()][readOut.extras()];
    if (readOut.extras() == 0) {
      return extras;
    }
    List<float[]> logProbs = fineTuned.of(rollout.responses(), 1f);
    for (int i = 0; i < logProbs.size(); i++) {
      for (int t = 1; t < logProbs.get(i).length; t++) {
        extras[rollout.starts()[i] + t] = fluency.features(Arrays.copyOf(logProbs.get(i), t));
      }
    }
    return extras;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    new ModelState(pass).save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    new ModelState(pass).restore(in);
  }

  private final class OnRollout implements Guesses {
    private final Rollout rollout;
    private final float[][] extras;

    OnRollout(Rollout rollout, float[][] extras) {
      this.rollout = rollout;
      this.extras = extras;
    }

    @Override
    public float[] values() {
      float[] values = new float[rollout.tokens()];
      int responses = rollout.responses().size();
      for (int from = 0; from < responses; from += AT_ONCE) {
        int[] chosen = IntStream.range(from, Math.min(responses, from + AT_ONCE)).toArray();
        float[] part = values(features(forward(chosen), chosen));
        System.arraycopy(part, 0, values, rollout.starts()[from], part.length);
      }
      return values;
    }

    @Override
    public ClippedValueLoss.Result step(
        int[] chosen, float[] old, float[] returns, ClippedValueLoss loss, double rate) {
      TokenSequences batch = forward(chosen);
      float[][] features = features(batch, chosen);
      float[] dValues = new float[features.length];
      ClippedValueLoss.Result result = loss.evaluate(values(features), old, returns, dValues);
      backward(batch, chosen, features, dValues);
      double norm = optimizer.step(rate);
      if (!Double.isFinite(result.loss()) || !Double.isFinite(norm)) {
        throw TrainingFailed.diverged();
      }
      return result;
    }

    private TokenSequences forward(int[] chosen) {
      TokenSequences batch =
          TokenSequences.of(
              rollout.responses(chosen).stream().map(EncodedResponse::tokens).toList());
      pass.forward(batch);
      return batch;
    }

    /// What the head reads before every token of these responses, `[token][feature]`.
    private float[][] features(TokenSequences batch, int[] chosen) {
      int[] starts = rollout.starts(chosen);
      float[][] features = new float[starts[chosen.length]][width + readOut.extras()];
      for (int i = 0; i < chosen.length; i++) {
        double[] sum = new double[width]; // over the response so far
        for (int t = 0; t < starts[i + 1] - starts[i]; t++) {
          float[] row = features[starts[i] + t];
          boolean mean = readOut == ReadOut.MEAN_WITH_LOG_PROBS && t > 0;
          long hidden = pass.hidden().at(row(batch, chosen, i, t) * width);
          for (int c = 0; c < width; c++) {
            float h = NativeArray.get(hidden, c);
            sum[c] += t > 0 ? h : 0;
            row[c] = mean ? (float) (sum[c] / t) : h;
          }
          float[] own = extras[rollout.starts()[chosen[i]] + t];
          System.arraycopy(own, 0, row, width, own.length);
        }
      }
      return features;
    }

    /// The position before token `t` of response number `i`.
    private long row(TokenSequences batch, int[] chosen, int i, int t) {
      return (long) batch.starts()[i] + rollout.responses().get(chosen[i]).first() - 1 + t;
    }

    private float[] values(float[][] features) {
      float[] weights = gpt.head(head);
      float[] values = new float[features.length];
      for (int t = 0; t < values.length; t++) {
        double value = weights[weights.length - 1];
        for (int c = 0; c < features[t].length; c++) {
          value += (double) weights[c] * features[t][c];
        }
        values[t] = (float) value;
      }
      return values;
    }

    /// Adds the gradients that d(loss)/d(V) gives to the head and through the trunk.
    private void backward(TokenSequences batch, int[] chosen, float[][] features, float[] dValues) {
      float[] weights = gpt.head(head);
      float[] dWeights = new float[weights.length];
      for (int t = 0; t < dValues.length; t++) {
        for (int c = 0; c < features[t].length; c++) {
          dWeights[c] += dValues[t] * features[t][c];
        }
        dWeights[weights.length - 1] += dValues[t];
      }
      gpt.addToHeadGradients(head, dWeights);
      int[] starts = rollout.starts(chosen);
      for (int i = 0; i < chosen.length; i++) {
        double carried = 0; // from the means of later tokens, in each of which this one is
        for (int t = starts[i + 1] - starts[i] - 1; t >= 0; t--) {
          double d = dValues[starts[i] + t];
          if (readOut == ReadOut.MEAN_WITH_LOG_PROBS && t > 0) {
            carried += d / t;
            d = carried;
          }
          long dHidden = pass.dHidden().at(row(batch, chosen, i, t) * width);
          for (int c = 0; c < width; c++) {
            NativeArray.set(dHidden, c, NativeArray.get(dHidden, c) + (float) (d * weights[c]));
          }
        }
      }
      pass.backward();
    }
  }
}
