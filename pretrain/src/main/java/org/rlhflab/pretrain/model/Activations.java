package org.rlhflab.pretrain.model;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.kernel.CausalAttention;
import org.rlhflab.pretrain.model.kernel.NativeArray;

/// What a shard remembers from its way forward, and the room it needs on its way back. Where there
/// is no way back, blocks share what they can and less than half of the memory is taken.
final class Activations {
  /// One block's: inputs and outputs of its parts, `[rows, width]` unless named otherwise.
  ///
  /// @param input the residual stream as it comes in
  /// @param qkv query, key and value, `[rows, 3 * width]`
  /// @param probabilities of attention, `[sequences, heads, time, stride]`
  /// @param middle the residual stream after attention
  /// @param inner gelu of the feed-forward part, `[rows, 4 * width]`
  /// @param slope its derivative, `[rows, 4 * width]`
  record Layer(
      NativeArray input,
      NativeArray norm1,
      NativeArray mean1,
      NativeArray scale1,
      NativeArray qkv,
      NativeArray probabilities,
      NativeArray attended,
      NativeArray middle,
      NativeArray norm2,
      NativeArray mean2,
      NativeArray scale2,
      NativeArray inner,
      NativeArray slope) {
    /// The same room for another block; decoding reads every block's queries, keys and values.
    Layer with(NativeArray ownInput, NativeArray ownQkv) {
      return new Layer(
          ownInput,
          norm1,
          mean1,
          scale1,
          ownQkv,
          probabilities,
          attended,
          middle,
          norm2,
          mean2,
          scale2,
          inner,
          slope);
    }
  }

  private final boolean kept;
  private final int rows;
  private final long probabilities;
  private final List<NativeArray> residuals = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final NativeArray mean;
  private final NativeArray scale;
  private final NativeArray dx;
  private final NativeArray dNorm;
  private final NativeArray dInner;
  private final NativeArray dQkv;
  private final NativeArray scratch;

  /// `kept` for a way back.
  Activations(
      GptConfig config,
      CausalAttention attention,
      boolean kept,
      int rows,
      long probabilities,
      long scratch) {
    int d = config.width();
    this.kept = kept;
    this.rows = rows;
    this.probabilities = probabilities;
    for (int l = 0; l <= config.layers(); l++) {
      residuals.add(matrix(d));
    }
    for (int l = 0; l < config.layers(); l++) {
      NativeArray input = residuals.get(l);
      layers.add(
          kept || l == 0
              ? layer(input, d, config.inner())
              : layers.getFirst().with(input, matrix(3 * d)));
    }
    this.mean = matrix(1);
    this.scale = matrix(1);
    this.dx = matrix(kept ? d : 0);
    this.dNorm = matrix(kept ? d : 0);
    this.dInner = matrix(kept ? config.inner() : 0);
    this.dQkv = matrix(kept ? 3 * d : 0);
    this.scratch = new NativeArray(Math.max(scratch, attention.scratch(config.context())));
  }

  private Layer layer(NativeArray input, int d, int inner) {
    return new Layer(
        input,
        matrix(d),
        matrix(1),
        matrix(1),
        matrix(3 * d),
        new NativeArray(probabilities),
        matrix(d),
        matrix(d),
        matrix(d),
        matrix(1),
        matrix(1),
        matrix(inner),
        matrix(inner));
  }

  private NativeArray matrix(int columns) {
    return new NativeArray((long) rows * columns);
  }

  boolean holds(int wantedRows, long wantedProbabilities, long wantedScratch) {
    return wantedRows <= rows
        && wantedProbabilities <= probabilities
        && scratch.holds(wantedScratch);
  }

  /// Room for more, a quarter more than asked, so that growing ends soon.
  Activations grown(
      GptConfig config,
      CausalAttention attention,
      int wantedRows,
      long wanted,
      long wantedScratch) {
    return new Activations(
        config,
        attention,
        kept,
        Math.max(rows, wantedRows + wantedRows / 4),
        Math.max(probabilities, wanted + wanted / 4),
        wantedScratch);
  }

  Layer layer(int l) {
    return layers.get(l);
  }

  NativeArray residual(int l) {
    return residuals.get(l);
  }

  NativeArray mean() {
    return mean;
  }

  NativeArray scale() {
    return scale;
  }

  NativeArray dx() {
    return dx;
  }

  NativeArray dNorm() {
    return dNorm;
  }

  NativeArray dInner() {
    return dInner;
  }

  NativeArray dQkv() {
    return dQkv;
  }

  NativeArray scratch() {
    return scratch;
  }
}
