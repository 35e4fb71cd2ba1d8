package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jBinaryFormatTest {

  // More numbers than are written at once, and not a multiple of that.
  private static final int SIZE = 40_001;

  @Test
  void bytesAreThoseOfNd4jItself() throws IOException {
    for (INDArray array : List.of(vector(), row())) {
      assertArrayEquals(byNd4j(array), bytes(array));
    }
  }

  @Test
  void whatNd4jWritesIsRead() throws IOException {
    for (INDArray array : List.of(vector(), row())) {
      INDArray read = Nd4jBinaryFormat.read(byNd4j(array));
      assertEquals(array, read);
      assertArrayEquals(array.shape(), read.shape());
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(array)));
      assertEquals(array, Nd4j.read(in));
    }
  }

  @Test
  void whatIsCutOffOrNoFloatsIsRefused() throws IOException {
    byte[] good = bytes(vector());
    for (int length : new int[] {0, 1, 40, 90, good.length - 1}) {
      assertThrows(
          IOException.class, () -> Nd4jBinaryFormat.read(Arrays.copyOf(good, length)), "" + length);
    }
    assertThrows(
        IOException.class, () -> Nd4jBinaryFormat.read(Arrays.copyOf(good, good.length + 4)));
    byte[] doubles = byNd4j(vector().castTo(DataType.DOUBLE));
    assertThrows(IOException.class, () -> Nd4jBinaryFormat.read(doubles));
  }

  @Test
  void deeplearning4jOpensAModelFile() throws IOException {
    Gpt gpt = Gpt.create(new GptConfig(20, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
    gpt.graph().getUpdater().getUpdaterStateViewArray().assign(0.25);
    gpt.setStep(5);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    gpt.write(file);
    INDArray parameters = gpt.graph().params();
    assertArrayEquals(byNd4j(parameters), bytes(parameters));
    INDArray state = gpt.graph().getUpdater().getUpdaterStateViewArray();
    assertArrayEquals(byNd4j(state), bytes(state));
    ComputationGraph opened =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()), true);
    assertEquals(parameters, opened.params());
    assertEquals(state, opened.getUpdater().getUpdaterStateViewArray());
    assertEquals(5, opened.getConfiguration().getIterationCount());
  }

  private static INDArray vector() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt() & 0xBFFFFFFF);
    }
    return Nd4j.createFromArray(values);
  }

  private static INDArray row() {
    INDArray row = Nd4j.create(DataType.FLOAT, 1, SIZE);
    row.assign(vector().reshape(1, SIZE));
    return row;
  }

  private static byte[] bytes(INDArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Nd4jBinaryFormat.write(array, out);
    return out.toByteArray();
  }

  private static byte[] byNd4j(INDArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(out));
    return out.toByteArray();
  }
}
