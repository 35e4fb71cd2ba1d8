package org.rlhflab.ppo.policy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.rollout.Rollout;

/// A linear function of the features of a rollout.
///
/// It starts from a ridge regression on responses of the fine-tuned model, whose returns are known,
/// and then learns by the clipped value loss and Adam. It shares nothing with the policy that the
/// loss could move, so the policy's gradient needs no value coefficient.
///
/// It costs next to nothing: its features are those of the frozen fine-tuned model, through which
/// every rollout goes anyway. A [ValueModel] is a whole network.
public final class ValueHead implements ValueFunction {
  private static final double RIDGE = 100;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] centre;
  private final double[] scale;
  private final double[] weights;
  private final double[] first;
  private final double[] second;
  private double mean;
  private double meanFirst;
  private double meanSecond;
  private int steps;

  private ValueHead(double[] centre, double[] scale) {
    this.centre = centre;
    this.scale = scale;
    this.weights = new double[centre.length];
    this.first = new double[weights.length];
    this.second = new double[weights.length];
  }

  /// Fitted to features `[token][feature]` and the returns after them `[token]`.
  public static ValueHead fit(float[][] features, float[] returns) {
    ValueHead head = untrained(features);
    for (float value : returns) {
      head.mean += (double) value / returns.length;
    }
    float[][] x = new float[features.length][];
    double[] y = new double[returns.length];
    for (int r = 0; r < x.length; r++) {
      x[r] = standardised(features[r], head.centre, head.scale);
      y[r] = returns[r] - head.mean;
    }
    System.arraycopy(RidgeRegression.fit(x, y, RIDGE), 0, head.weights, 0, head.weights.length);
    return head;
  }

  /// Guesses 0 everywhere; features `[token][feature]` give the standard form it will learn in.
  public static ValueHead untrained(float[][] features) {
    int columns = features[0].length;
    double[] centre = new double[columns];
    double[] scale = new double[columns];
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      double squares = 0;
      for (float[] row : features) {
        sum += row[c];
        squares += (double) row[c] * row[c];
      }
      centre[c] = sum / features.length;
      double variance = squares / features.length - centre[c] * centre[c];
      scale[c] = Math.max(1e-6, Math.sqrt(Math.max(0, variance)));
    }
    return new ValueHead(centre, scale);
  }

  /// Guesses for every token.
  float[] values(float[][] features) {
    float[] values = new float[features.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value(standardised(features[i], centre, scale));
    }
    return values;
  }

  @Override
  public Guesses on(Rollout rollout) {
    return new Guesses() {
      @Override
      public float[] values() {
        return ValueHead.this.values(rollout.features());
      }

      @Override
      public ClippedValueLoss.Result step(
          int[] chosen, float[] old, float[] returns, ClippedValueLoss loss, double rate) {
        float[][] features =
            IntStream.of(chosen)
                .flatMap(i -> IntStream.range(rollout.starts()[i], rollout.starts()[i + 1]))
                .mapToObj(t -> rollout.features()[t])
                .toArray(float[][]::new);
        return ValueHead.this.step(features, old, returns, loss, rate);
      }
    };
  }

  /// One step on some tokens; returns the loss before it.
  ClippedValueLoss.Result step(
      float[][] features, float[] old, float[] returns, ClippedValueLoss loss, double rate) {
    float[] values = new float[features.length];
    float[][] x = new float[features.length][];
    for (int i = 0; i < values.length; i++) {
      x[i] = standardised(features[i], centre, scale);
      values[i] = (float) value(x[i]);
    }
    float[] dValues = new float[values.length];
    ClippedValueLoss.Result result = loss.evaluate(values, old, returns, dValues);
    steps++;
    double corrected = rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int c = 0; c < weights.length; c++) {
      double gradient = 0;
      for (int i = 0; i < x.length; i++) {
        gradient += (double) dValues[i] * x[i][c];
      }
      first[c] = BETA1 * first[c] + (1 - BETA1) * gradient;
      second[c] = BETA2 * second[c] + (1 - BETA2) * gradient * gradient;
      weights[c] -= corrected * first[c] / (Math.sqrt(second[c]) + EPSILON);
    }
    double gradient = 0;
    for (float d : dValues) {
      gradient += d;
    }
    meanFirst = BETA1 * meanFirst + (1 - BETA1) * gradient;
    meanSecond = BETA2 * meanSecond + (1 - BETA2) * gradient * gradient;
    mean -= corrected * meanFirst / (Math.sqrt(meanSecond) + EPSILON);
    return result;
  }

  /// What steps change; the standard form of features is the regression's.
  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(steps);
    out.writeDouble(mean);
    out.writeDouble(meanFirst);
    out.writeDouble(meanSecond);
    for (int c = 0; c < weights.length; c++) {
      out.writeDouble(weights[c]);
      out.writeDouble(first[c]);
      out.writeDouble(second[c]);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    steps = in.readInt();
    mean = in.readDouble();
    meanFirst = in.readDouble();
    meanSecond = in.readDouble();
    for (int c = 0; c < weights.length; c++) {
      weights[c] = in.readDouble();
      first[c] = in.readDouble();
      second[c] = in.readDouble();
    }
  }

  /// Weights and then the bias on raw features, as the graph's head keeps them.
  public float[] folded() {
    float[] head = new float[weights.length + 1];
    double bias = mean;
    for (int c = 0; c < weights.length; c++) {
      head[c] = (float) (weights[c] / scale[c]);
      bias -= weights[c] * centre[c] / scale[c];
    }
    head[weights.length] = (float) bias;
    return head;
  }

  /// 1 - variance(returns - values) / variance(returns): 1 foresees all, 0 nothing.
  public static double explainedVariance(float[] values, float[] returns) {
    double[] errors = new double[values.length];
    double[] wanted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      errors[i] = returns[i] - values[i];
      wanted[i] = returns[i];
    }
    return 1 - variance(errors) / Math.max(1e-12, variance(wanted));
  }

  private static double variance(double[] x) {
    double sum = 0;
    double squares = 0;
    for (double value : x) {
      sum += value;
      squares += value * value;
    }
    double mean = sum / x.length;
    return squares / x.length - mean * mean;
  }

  private double value(float[] x) {
    double value = mean;
    for (int c = 0; c < weights.length; c++) {
      value += weights[c] * x[c];
    }
    return value;
  }

  private static float[] standardised(float[] row, double[] centre, double[] scale) {
    float[] x = new float[row.length];
    for (int c = 0; c < row.length; c++) {
      x[c] = (float) ((row[c] - centre[c]) / scale[c]);
    }
    return x;
  }
}
