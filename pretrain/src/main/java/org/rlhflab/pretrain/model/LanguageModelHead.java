package org.rlhflab.pretrain.model;

import org.rlhflab.pretrain.model.kernel.Blas;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.OnlineSoftmax;
import org.rlhflab.pretrain.model.kernel.Rows;
import org.rlhflab.pretrain.model.kernel.Softmax;

/// From hidden states to log-probabilities of chosen next tokens and back, for one shard.
///
/// Logits are computed only where a loss looks, for some rows and some of the vocabulary at a time,
/// so that each block `[rows, columns]` is still in the cache when its exponentials are taken, and
/// again when its gradient goes into both products: `d(logits)[r, i] = d[r] * (1[i = token] - p[i])
/// / temperature`. In between the exponentials stay in memory, block after block, unless nobody
/// wants to go back.
final class LanguageModelHead {
  /// Rows that go through the vocabulary together.
  private static final int ROWS = 384;

  private final HeadBlocks blocks;
  private final int width;
  private final int vocabulary;
  private NativeArray inputs = new NativeArray(0);
  private NativeArray dInputs = new NativeArray(0);
  private NativeArray logits = new NativeArray(0);
  private NativeArray maxima = new NativeArray(0);
  private NativeArray factors = new NativeArray(0);
  private NativeArray weights = new NativeArray(0);
  private float[] chosen = new float[0];
  private int[] rows = new int[0];
  private int[] targets = new int[0];
  private int from;
  private int to;
  private float temperature = 1f;
  private boolean kept;

  LanguageModelHead(int width, int vocabulary) {
    this.blocks = new HeadBlocks(vocabulary, width);
    this.width = width;
    this.vocabulary = vocabulary;
  }

  /// Fills `out[from..to)`; `packed` are the weights as [HeadBlocks] packs them. Only what is kept
  /// allows for any of the other methods.
  void forward(
      long packed,
      long hidden,
      int[] rows,
      int[] targets,
      int from,
      int to,
      float temperature,
      boolean kept,
      float[] out) {
    this.kept = kept;
    this.rows = rows;
    this.targets = targets;
    this.from = from;
    this.to = to;
    this.temperature = temperature;
    int count = to - from;
    reserve(count);
    for (int i = 0; i < count; i++) {
      long row = NativeArray.offset(hidden, (long) rows[from + i] * width);
      NativeArray.copy(row, inputs.at((long) i * width), width);
    }
    for (int i = 0; i < count; i += ROWS) {
      forward(packed, i, Math.min(ROWS, count - i), out);
    }
  }

  private void forward(long packed, int start, int count, float[] out) {
    float inverse = 1f / temperature;
    for (int b = 0; b < blocks.count(); b++) {
      int columns = blocks.columns(b);
      long block = block(start, count, b);
      long x = inputs.at((long) start * width);
      Blas.multiply(count, columns, width, x, blocks.packed(packed, b), 0f, block);
      for (int i = start; i < start + count; i++) {
        int column = targets[from + i] - blocks.first(b);
        if (column >= 0 && column < columns) {
          chosen[i] = NativeArray.get(block, (long) (i - start) * columns + column);
        }
      }
      OnlineSoftmax.exponentials(
          block,
          count,
          columns,
          inverse,
          figures(maxima, start, count, b),
          figures(start, count, b));
    }
    for (int i = 0; i < count; i++) {
      long max = figures(maxima, start, count, 0);
      long sums = figures(start, count, 0);
      out[from + start + i] =
          OnlineSoftmax.logProbability(
              chosen[start + i], max, sums, i, count, blocks.count(), inverse);
    }
  }

  /// Fills `out[from..to)` with the entropies of the last way forward.
  void entropies(float[] out) {
    requireKept();
    normalize();
    for (int i = 0; i < to - from; i++) {
      float sum = 0;
      for (int b = 0; b < blocks.count(); b++) {
        sum += Softmax.entropy(row(i, b), blocks.columns(b));
      }
      out[from + i] = sum;
    }
  }

  /// Fills `out[from..to)` with KL(this || other) of the last way forward of both.
  void divergences(LanguageModelHead other, float[] out) {
    requireKept();
    other.requireKept();
    normalize();
    other.normalize();
    for (int i = 0; i < to - from; i++) {
      float sum = 0;
      for (int b = 0; b < blocks.count(); b++) {
        sum += Softmax.divergence(row(i, b), other.row(i, b), blocks.columns(b));
      }
      out[from + i] = sum;
    }
  }

  /// Adds to the hidden states' and the weights' gradients; `head` are its weights as they are,
  /// `[vocabulary, width]`. `dEntropies` are d(loss)/d(entropy) of the rows, or none.
  void backward(long head, float[] derivatives, float[] dEntropies, long dHidden, long dWeights) {
    requireKept();
    int count = to - from;
    float[] slopes = dEntropies.length == 0 ? dEntropies : new float[count];
    float[] entropies = slopes;
    if (dEntropies.length > 0) {
      entropies = new float[to];
      entropies(entropies);
      entropies = java.util.Arrays.copyOfRange(entropies, from, to);
      for (int i = 0; i < count; i++) {
        slopes[i] = -dEntropies[from + i] / temperature;
      }
    }
    for (int i = 0; i < count; i++) {
      NativeArray.set(weights.address(), i, -derivatives[from + i] / temperature);
    }
    NativeArray.clear(dInputs.address(), (long) count * width);
    for (int i = 0; i < count; i += ROWS) {
      backward(head, i, Math.min(ROWS, count - i), slopes, entropies, dWeights);
    }
    for (int i = 0; i < count; i++) {
      long row = NativeArray.offset(dHidden, (long) rows[from + i] * width);
      Rows.add(row, dInputs.at((long) i * width), row, width);
    }
  }

  private void backward(
      long head, int start, int count, float[] slopes, float[] entropies, long dWeights) {
    long x = inputs.at((long) start * width);
    long dx = dInputs.at((long) start * width);
    for (int b = 0; b < blocks.count(); b++) {
      int columns = blocks.columns(b);
      long block = block(start, count, b);
      if (slopes.length == 0) {
        OnlineSoftmax.scale(block, count, columns, figures(start, count, b), weights.at(start));
      } else {
        // The rows are probabilities already: their entropies have been asked for.
        for (int i = start; i < start + count; i++) {
          float weight = NativeArray.get(weights.address(), i);
          Softmax.withEntropy(row(i, b), weight, slopes[i], entropies[i], columns);
        }
      }
      for (int i = start; i < start + count; i++) {
        int column = targets[from + i] - blocks.first(b);
        if (column >= 0 && column < columns) {
          long at = (long) (i - start) * columns + column;
          NativeArray.set(
              block, at, NativeArray.get(block, at) - NativeArray.get(weights.address(), i));
        }
      }
      long offset = (long) blocks.first(b) * width;
      Blas.multiply(count, width, columns, block, NativeArray.offset(head, offset), 1f, dx);
      long dw = NativeArray.offset(dWeights, offset);
      Blas.multiplyTransposedA(columns, width, count, block, x, 1f, dw);
    }
  }

  private void requireKept() {
    if (!kept) {
      throw new IllegalStateException("the last way forward kept nothing");
    }
  }

  /// Turns exponentials into probabilities.
  private void normalize() {
    int count = to - from;
    fill(weights.address(), count);
    for (int start = 0; start < count; start += ROWS) {
      int size = Math.min(ROWS, count - start);
      for (int b = 0; b < blocks.count(); b++) {
        long f = figures(start, size, b);
        OnlineSoftmax.scale(block(start, size, b), size, blocks.columns(b), f, weights.at(start));
        fill(f, size);
      }
    }
  }

  private static void fill(long ones, int count) {
    for (int i = 0; i < count; i++) {
      NativeArray.set(ones, i, 1f);
    }
  }

  /// Block `b` of the rows `[start, start + count)` that go together.
  private long block(int start, int count, int b) {
    return kept
        ? logits.at((long) start * vocabulary + (long) count * blocks.first(b))
        : logits.address();
  }

  /// Row `i` within block `b`.
  private long row(int i, int b) {
    int start = i / ROWS * ROWS;
    int count = Math.min(ROWS, to - from - start);
    return NativeArray.offset(block(start, count, b), (long) (i - start) * blocks.columns(b));
  }

  private long figures(int start, int count, int b) {
    return figures(factors, start, count, b);
  }

  private long figures(NativeArray array, int start, int count, int b) {
    return array.at((long) start * blocks.count() + (long) count * b);
  }

  private void reserve(int count) {
    if (!inputs.holds((long) count * width)) {
      int roomy = count + count / 4;
      inputs = new NativeArray((long) roomy * width);
      dInputs = new NativeArray((long) roomy * width);
      maxima = new NativeArray((long) roomy * blocks.count());
      factors = new NativeArray((long) roomy * blocks.count());
      weights = new NativeArray(roomy);
      chosen = new float[roomy];
    }
    long block = (long) Math.min(ROWS, count) * blocks.columns(0);
    long wanted = kept ? (long) count * vocabulary : block;
    if (!logits.holds(wanted)) {
      logits = new NativeArray(wanted + wanted / 4);
    }
  }
}
