package org.rlhflab.pretrain.model;

import java.util.ArrayList;
import java.util.List;

/// Where each parameter of the transformer's body lies in its flat array, in GPT-2's order.
///
/// Matrices are row-major `[in, out]`, as GPT-2's own checkpoints have them. Names are Hugging
/// Face's with `-` for `_`, which Deeplearning4j uses for itself. Offsets are in numbers.
public final class BodyParameters {
  /// One parameter: its name, where it starts, and its shape.
  ///
  /// @param name as in a GPT-2 checkpoint, `-` for `_`
  /// @param offset of its first number in the flat array
  /// @param shape `[size]` or `[in, out]`
  public record Parameter(String name, long offset, long... shape) {
    /// How many numbers it has.
    public long size() {
      long size = 1;
      for (long dimension : shape) {
        size *= dimension;
      }
      return size;
    }

    /// Whether it is a matrix: these start random, vectors at their neutral value.
    public boolean isMatrix() {
      return shape.length == 2;
    }

    /// Whether it belongs to a block, not to the embeddings or the last normalization.
    boolean isInBlock() {
      return name.startsWith("h.");
    }

    /// Whether it is the matrix of queries, keys and values side by side.
    boolean isQueriesKeysValues() {
      return name.endsWith("attn.c-attn.weight");
    }
  }

  /// The offsets of one block.
  record Block(
      long norm1Gain,
      long norm1Bias,
      long attention,
      long attentionBias,
      long projection,
      long projectionBias,
      long norm2Gain,
      long norm2Bias,
      long inner,
      long innerBias,
      long outer,
      long outerBias) {}

  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private long size;
  private final long tokens;
  private final long positions;
  private final long normGain;
  private final long normBias;

  /// The layout for a configuration.
  public BodyParameters(GptConfig config) {
    int d = config.width();
    tokens = add("wte.weight", config.vocabulary(), d);
    positions = add("wpe.weight", config.context(), d);
    for (int l = 0; l < config.layers(); l++) {
      blocks.add(block("h." + l + ".", d, config.inner()));
    }
    normGain = add("ln-f.weight", d);
    normBias = add("ln-f.bias", d);
  }

  private Block block(String name, int d, int inner) {
    return new Block(
        add(name + "ln-1.weight", d),
        add(name + "ln-1.bias", d),
        add(name + "attn.c-attn.weight", d, 3L * d),
        add(name + "attn.c-attn.bias", 3L * d),
        add(name + "attn.c-proj.weight", d, d),
        add(name + "attn.c-proj.bias", d),
        add(name + "ln-2.weight", d),
        add(name + "ln-2.bias", d),
        add(name + "mlp.c-fc.weight", d, inner),
        add(name + "mlp.c-fc.bias", inner),
        add(name + "mlp.c-proj.weight", inner, d),
        add(name + "mlp.c-proj.bias", d));
  }

  private long add(String name, long... shape) {
    Parameter parameter = new Parameter(name, size, shape);
    parameters.add(parameter);
    size += parameter.size();
    return parameter.offset();
  }

  /// All parameters in order.
  public List<Parameter> all() {
    return List.copyOf(parameters);
  }

  /// Numbers in all.
  public long size() {
    return size;
  }

  Block block(int layer) {
    return blocks.get(layer);
  }

  long tokens() {
    return tokens;
  }

  long positions() {
    return positions;
  }

  long normGain() {
    return normGain;
  }

  long normBias() {
    return normBias;
  }
}
