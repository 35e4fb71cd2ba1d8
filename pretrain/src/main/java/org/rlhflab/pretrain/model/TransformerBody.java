package org.rlhflab.pretrain.model;

import org.rlhflab.pretrain.model.BodyParameters.Block;
import org.rlhflab.pretrain.model.kernel.Blas;
import org.rlhflab.pretrain.model.kernel.CausalAttention;
import org.rlhflab.pretrain.model.kernel.Gelu;
import org.rlhflab.pretrain.model.kernel.LayerNorm;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Rows;

/// The transformer from tokens to hidden states and back, for one shard of a batch.
///
/// Read it beside Radford et al. (2019), section 2.3, and [PlainTransformer], which says the same
/// in plain loops. A block is x1 = x + P attention(norm1(x)), x2 = x1 + W2 gelu(W1 norm2(x1)). It
/// owns the activations, `[rows, width]` each, which are kept for the way back and reused by the
/// next batch: a step allocates nothing once the largest batch has been seen.
final class TransformerBody {
  /// The one part of a block that looks across positions: fills `attended` `[rows, width]` from
  /// `qkv` `[rows, 3 * width]`.
  interface Mixing {
    /// For the given layer.
    void attend(int layer, NativeArray qkv, NativeArray attended);
  }

  private final GptConfig config;
  private final BodyParameters at;
  private final CausalAttention attention;
  private final int width;
  private final int inner;
  private Activations memory;
  private int[] tokens = new int[0];
  private int[] starts = {0, 0};
  private int from;
  private int to;
  private int first;

  /// For ways forward and, where it learns, back.
  TransformerBody(GptConfig config, boolean learns) {
    this.config = config;
    this.at = new BodyParameters(config);
    this.attention = new CausalAttention(config.width(), config.heads());
    this.width = config.width();
    this.inner = config.inner();
    this.memory = new Activations(config, attention, learns, 1, 1, 1);
  }

  /// Rows of the shard that went through last.
  int rows() {
    return starts[to] - first;
  }

  /// Query, key and value of a layer for the shard that went through last, `[rows, 3 * width]`.
  long queryKeyValue(int layer) {
    return memory.layer(layer).qkv().address();
  }

  /// Fills `hidden` `[rows, width]` for the sequences from `from` up to `to` of a batch.
  void forward(long parameters, TokenSequences batch, int from, int to, long hidden) {
    this.tokens = batch.tokens();
    this.starts = batch.starts();
    this.from = from;
    this.to = to;
    this.first = starts[from];
    int rows = rows();
    if (rows == 0) {
      return;
    }
    reserve(rows);
    for (int s = from; s < to; s++) {
      for (int r = starts[s]; r < starts[s + 1]; r++) {
        embed(parameters, tokens[r], r - starts[s], r - first);
      }
    }
    blocks(parameters, rows, this::attendWithin, hidden);
  }

  /// Fills `hidden` for one new token of each of `count` sequences, `tokens[i]` at `positions[i]`;
  /// `mixing` looks at what went before. Nothing is kept for a way back.
  void step(long parameters, int[] tokens, int[] positions, int count, Mixing mixing, long hidden) {
    if (!memory.holds(count, 0, 0)) {
      memory = memory.grown(config, attention, count, 0, 0);
    }
    for (int i = 0; i < count; i++) {
      embed(parameters, tokens[i], positions[i], i);
    }
    blocks(parameters, count, mixing, hidden);
  }

  private void blocks(long parameters, int rows, Mixing mixing, long hidden) {
    for (int l = 0; l < config.layers(); l++) {
      block(parameters, l, memory.residual(l + 1).address(), rows, mixing);
    }
    LayerNorm.forward(
        memory.residual(config.layers()).address(),
        NativeArray.offset(parameters, at.normGain()),
        NativeArray.offset(parameters, at.normBias()),
        hidden,
        memory.mean().address(),
        memory.scale().address(),
        0,
        rows,
        width);
  }

  private void embed(long parameters, int token, int position, int row) {
    long words = NativeArray.offset(parameters, at.tokens() + (long) token * width);
    long places = NativeArray.offset(parameters, at.positions() + (long) position * width);
    Rows.add(words, places, memory.residual(0).at((long) row * width), width);
  }

  private void block(long p, int layer, long out, int rows, Mixing mixing) {
    Block b = at.block(layer);
    Activations.Layer a = memory.layer(layer);
    long x = a.input().address();
    norm(p, b.norm1Gain(), b.norm1Bias(), x, a.norm1(), a.mean1(), a.scale1(), rows);
    long qkv = a.qkv().address();
    Rows.fill(NativeArray.offset(p, b.attentionBias()), qkv, rows, 3 * width);
    long attention = NativeArray.offset(p, b.attention());
    Blas.multiply(rows, 3 * width, width, a.norm1().address(), attention, 1f, qkv);
    mixing.attend(layer, a.qkv(), a.attended());
    long middle = a.middle().address();
    Rows.addBias(x, NativeArray.offset(p, b.projectionBias()), middle, rows, width);
    long projection = NativeArray.offset(p, b.projection());
    Blas.multiply(rows, width, width, a.attended().address(), projection, 1f, middle);
    norm(p, b.norm2Gain(), b.norm2Bias(), middle, a.norm2(), a.mean2(), a.scale2(), rows);
    long h = a.inner().address();
    long w1 = NativeArray.offset(p, b.inner());
    Blas.multiply(rows, inner, width, a.norm2().address(), w1, 0f, h);
    Gelu.forward(h, NativeArray.offset(p, b.innerBias()), h, a.slope().address(), 0, rows, inner);
    Rows.addBias(middle, NativeArray.offset(p, b.outerBias()), out, rows, width);
    Blas.multiply(rows, width, inner, h, NativeArray.offset(p, b.outer()), 1f, out);
  }

  private void attendWithin(int layer, NativeArray qkv, NativeArray attended) {
    long probabilities = memory.layer(layer).probabilities().address();
    for (int s = from; s < to; s++) {
      int time = starts[s + 1] - starts[s];
      long row = (long) starts[s] - first;
      attention.forward(
          qkv.at(row * 3 * width),
          attended.at(row * width),
          probabilities,
          memory.scratch().address(),
          time);
      probabilities = NativeArray.offset(probabilities, attention.probabilities(time));
    }
  }

  private void norm(
      long p,
      long gain,
      long bias,
      long x,
      NativeArray y,
      NativeArray mean,
      NativeArray scale,
      int rows) {
    LayerNorm.forward(
        x,
        NativeArray.offset(p, gain),
        NativeArray.offset(p, bias),
        y.address(),
        mean.address(),
        scale.address(),
        0,
        rows,
        width);
  }

  /// Adds the gradient of every parameter to `gradients`, given d(loss)/d(hidden) of the shard that
  /// went through last. `transposed` holds each matrix turned around, at the same offsets.
  void backward(long parameters, long transposed, long dHidden, long gradients) {
    int rows = rows();
    if (rows == 0) {
      return;
    }
    long dx = memory.dx().address();
    NativeArray.clear(dx, (long) rows * width);
    LayerNorm.backward(
        dHidden,
        memory.residual(config.layers()).address(),
        NativeArray.offset(parameters, at.normGain()),
        memory.mean().address(),
        memory.scale().address(),
        dx,
        NativeArray.offset(gradients, at.normGain()),
        NativeArray.offset(gradients, at.normBias()),
        0,
        rows,
        width);
    for (int l = config.layers() - 1; l >= 0; l--) {
      blockBackward(parameters, transposed, gradients, at.block(l), memory.layer(l), rows);
    }
    embedBackward(gradients, dx);
  }

  private void blockBackward(
      long p, long transposed, long g, Block b, Activations.Layer a, int rows) {
    long dx = memory.dx().address();
    long dInner = memory.dInner().address();
    long dNorm = memory.dNorm().address();
    weights(a.inner().address(), dx, g, b.outer(), b.outerBias(), inner, width);
    input(dx, transposed, b.outer(), dInner, width, inner);
    Gelu.backward(dInner, a.slope().address(), dInner, (long) rows * inner);
    weights(a.norm2().address(), dInner, g, b.inner(), b.innerBias(), width, inner);
    input(dInner, transposed, b.inner(), dNorm, inner, width);
    normBackward(
        p, g, b.norm2Gain(), b.norm2Bias(), a.middle().address(), a.mean2(), a.scale2(), rows);
    weights(a.attended().address(), dx, g, b.projection(), b.projectionBias(), width, width);
    input(dx, transposed, b.projection(), dNorm, width, width);
    attendBackward(a);
    long dQkv = memory.dQkv().address();
    weights(a.norm1().address(), dQkv, g, b.attention(), b.attentionBias(), width, 3 * width);
    input(dQkv, transposed, b.attention(), dNorm, 3 * width, width);
    normBackward(
        p, g, b.norm1Gain(), b.norm1Bias(), a.input().address(), a.mean1(), a.scale1(), rows);
  }

  private void attendBackward(Activations.Layer a) {
    long probabilities = a.probabilities().address();
    for (int s = from; s < to; s++) {
      int time = starts[s + 1] - starts[s];
      long row = (long) starts[s] - first;
      attention.backward(
          memory.dNorm().at(row * width),
          a.qkv().at(row * 3 * width),
          probabilities,
          memory.dQkv().at(row * 3 * width),
          memory.scratch().address(),
          time);
      probabilities = NativeArray.offset(probabilities, attention.probabilities(time));
    }
  }

  private void normBackward(
      long p, long g, long gain, long bias, long x, NativeArray mean, NativeArray scale, int rows) {
    LayerNorm.backward(
        memory.dNorm().address(),
        x,
        NativeArray.offset(p, gain),
        mean.address(),
        scale.address(),
        memory.dx().address(),
        NativeArray.offset(g, gain),
        NativeArray.offset(g, bias),
        0,
        rows,
        width);
  }

  private void weights(long x, long dy, long g, long weight, long bias, int in, int out) {
    int rows = rows();
    Blas.multiplyTransposedA(in, out, rows, x, dy, 1f, NativeArray.offset(g, weight));
    Rows.sumInto(dy, NativeArray.offset(g, bias), rows, out);
  }

  private void input(long dy, long transposed, long weight, long dx, int out, int in) {
    Blas.multiply(rows(), in, out, dy, NativeArray.offset(transposed, weight), 0f, dx);
  }

  private void embedBackward(long gradients, long dx) {
    long words = NativeArray.offset(gradients, at.tokens());
    long places = NativeArray.offset(gradients, at.positions());
    for (int s = from; s < to; s++) {
      for (int r = starts[s]; r < starts[s + 1]; r++) {
        long d = NativeArray.offset(dx, (long) (r - first) * width);
        long word = NativeArray.offset(words, (long) tokens[r] * width);
        long place = NativeArray.offset(places, (long) (r - starts[s]) * width);
        Rows.add(word, d, word, width);
        Rows.add(place, d, place, width);
      }
    }
  }

  private void reserve(int rows) {
    long probabilities = 0;
    long scratch = 0;
    for (int s = from; s < to; s++) {
      int time = starts[s + 1] - starts[s];
      probabilities += attention.probabilities(time);
      scratch = Math.max(scratch, attention.scratch(time));
    }
    if (!memory.holds(rows, probabilities, scratch)) {
      memory = memory.grown(config, attention, rows, probabilities, scratch);
    }
  }
}
