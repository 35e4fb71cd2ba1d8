package org.rlhflab.ppo.rollout;

import org.rlhflab.pretrain.model.kernel.NativeArray;

/// What the value head looks at before each token of a response.
public enum ValueFeatures {
  /// Running features, since the hidden state at one position hardly tells how good the response
  /// will be. For the t-th token (from 0): the mean of the frozen fine-tuned model's hidden states
  /// from the prompt's last position up to the one before the token; the sum and the mean of its
  /// log-probabilities of the tokens so far; the number of tokens so far.
  RUNNING(3) {
    @Override
    public void fill(
        long hidden, int width, float[] logProbs, int from, int tokens, float[][] features) {
      double[] sum = new double[width];
      double logProb = 0;
      for (int t = 0; t < tokens; t++) {
        float[] row = new float[columns(width)];
        for (int c = 0; c < width; c++) {
          sum[c] += NativeArray.get(hidden, (long) t * width + c);
          row[c] = (float) (sum[c] / (t + 1));
        }
        row[width] = (float) logProb;
        row[width + 1] = (float) (logProb / Math.max(1, t));
        row[width + 2] = t;
        features[from + t] = row;
        logProb += logProbs[from + t];
      }
    }
  },

  /// The hidden state of the frozen fine-tuned model at the position before the token, and nothing
  /// else: what the classic head sees.
  HIDDEN_STATE(0) {
    @Override
    public void fill(
        long hidden, int width, float[] logProbs, int from, int tokens, float[][] features) {
      for (int t = 0; t < tokens; t++) {
        float[] row = new float[columns(width)];
        for (int c = 0; c < width; c++) {
          row[c] = NativeArray.get(hidden, (long) t * width + c);
        }
        features[from + t] = row;
      }
    }
  };

  private final int extras;

  ValueFeatures(int extras) {
    this.extras = extras;
  }

  /// How many there are for a model of that width.
  public int columns(int width) {
    return width + extras;
  }

  /// Fills `features[from..from + tokens)` for one response.
  ///
  /// @param hidden address of the hidden state at the prompt's last position, `[rows, width]`
  /// @param logProbs of all responses' tokens, of which this one's begin at `from`
  public abstract void fill(
      long hidden, int width, float[] logProbs, int from, int tokens, float[][] features);
}
