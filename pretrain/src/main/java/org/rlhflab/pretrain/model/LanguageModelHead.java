package org.rlhflab.pretrain.model;

import org.rlhflab.pretrain.model.kernel.Blas;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Rows;
import org.rlhflab.pretrain.model.kernel.Softmax;

/// From hidden states to log-probabilities of chosen next tokens and back, for one shard.
///
/// Logits are computed only where a loss looks. They stay in memory as probabilities until the way
/// back: `d(logits)[r, i] = d[r] * (1[i = token] - p[i]) / temperature`.
final class LanguageModelHead {
  private final int width;
  private final int vocabulary;
  private NativeArray inputs = new NativeArray(0);
  private NativeArray dInputs = new NativeArray(0);
  private NativeArray logits = new NativeArray(0);
  private int[] rows = new int[0];
  private int[] targets = new int[0];
  private int from;
  private int to;
  private float temperature = 1f;

  LanguageModelHead(int width, int vocabulary) {
    this.width = width;
    this.vocabulary = vocabulary;
  }

  /// Fills `out[from..to)`; `weights` are `[width, vocabulary]`.
  void forward(
      long weights,
      long hidden,
      int[] rows,
      int[] targets,
      int from,
      int to,
      float temperature,
      float[] out) {
    this.rows = rows;
    this.targets = targets;
    this.from = from;
    this.to = to;
    this.temperature = temperature;
    int count = to - from;
    if (count == 0) {
      return;
    }
    reserve(count);
    for (int i = 0; i < count; i++) {
      long row = NativeArray.offset(hidden, (long) rows[from + i] * width);
      NativeArray.copy(row, inputs.at((long) i * width), width);
    }
    Blas.multiply(count, vocabulary, width, inputs.address(), weights, 0f, logits.address());
    for (int i = 0; i < count; i++) {
      out[from + i] =
          Softmax.logProbability(logitRow(i), targets[from + i], temperature, vocabulary);
    }
  }

  /// Fills `out[from..to)` with the entropies of the last way forward.
  void entropies(float[] out) {
    for (int i = 0; i < to - from; i++) {
      out[from + i] = Softmax.entropy(logitRow(i), vocabulary);
    }
  }

  /// Fills `out[from..to)` with KL(this || other) of the last way forward of both.
  void divergences(LanguageModelHead other, float[] out) {
    for (int i = 0; i < to - from; i++) {
      out[from + i] = Softmax.divergence(logitRow(i), other.logitRow(i), vocabulary);
    }
  }

  /// Adds to the hidden states' and the weights' gradients; `weights` are `[vocabulary, width]`.
  void backward(long weights, float[] derivatives, long dHidden, long dWeights) {
    int count = to - from;
    if (count == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      Softmax.backward(
          logitRow(i), targets[from + i], derivatives[from + i], temperature, vocabulary);
    }
    long d = dInputs.address();
    Blas.multiply(count, width, vocabulary, logits.address(), weights, 0f, d);
    Blas.multiplyTransposedA(
        vocabulary, width, count, logits.address(), inputs.address(), 1f, dWeights);
    for (int i = 0; i < count; i++) {
      long row = NativeArray.offset(dHidden, (long) rows[from + i] * width);
      Rows.add(row, dInputs.at((long) i * width), row, width);
    }
  }

  private long logitRow(int i) {
    return logits.at((long) i * vocabulary);
  }

  private void reserve(int count) {
    if (!inputs.holds((long) count * width)) {
      int roomy = count + count / 4;
      inputs = new NativeArray((long) roomy * width);
      dInputs = new NativeArray((long) roomy * width);
      logits = new NativeArray((long) roomy * vocabulary);
    }
  }
}
