package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void aBiasIsAddedToEveryRowAndSummedOnTheWayBack(int width) {
    NativeArray x = Numbers.normal(3 * width, 1);
    NativeArray bias = Numbers.normal(width, 2);
    NativeArray out = new NativeArray(x.length());
    NativeArray sum = Numbers.normal(width, 3);
    double[] added = new double[3 * width];
    double[] summed = doubles(sum);
    for (int i = 0; i < 3 * width; i++) {
      added[i] = doubles(x)[i] + doubles(bias)[i % width];
      summed[i % width] += doubles(x)[i];
    }
    Rows.addBias(x.address(), bias.address(), out.address(), 3, width);
    Rows.sumInto(x.address(), sum.address(), 3, width);
    assertClose(added, out, 1e-6);
    assertClose(summed, sum, 1e-6);
  }

  @Test
  void fillingRepeatsTheBias() {
    NativeArray out = new NativeArray(6);
    Rows.fill(Numbers.of(1, 2, 3).address(), out.address(), 2, 3);
    assertArrayEquals(new float[] {1, 2, 3, 1, 2, 3}, out.toArray(6));
  }
}
