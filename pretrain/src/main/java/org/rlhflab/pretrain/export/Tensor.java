package org.rlhflab.pretrain.export;

import java.util.List;

/// Numbers with a shape, row-major.
///
/// @param shape sizes of its dimensions, none negative
/// @param values as many as the shape says
public record Tensor(List<Integer> shape, float[] values) {

  /// Checks that shape and values fit.
  public Tensor {
    shape = List.copyOf(shape);
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape " + shape + " has " + size + " numbers, got " + values.length);
    }
  }
}
