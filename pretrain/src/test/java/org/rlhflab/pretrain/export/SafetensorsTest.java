package org.rlhflab.pretrain.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.PublishedNumbers;
import org.rlhflab.pretrain.stage.BadInput;
import tools.jackson.databind.JsonNode;

class SafetensorsTest {
  private static final String TWO =
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
          + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";

  @TempDir private Path folder = Path.of("");

  @Test
  void filesAreThoseOfHuggingFacesOwnLibraryByteForByte() throws IOException {
    for (JsonNode published : PublishedNumbers.json("safetensors.json").path("cases")) {
      Map<String, Tensor> tensors = new TreeMap<>();
      published
          .path("tensors")
          .properties()
          .forEach(each -> tensors.put(each.getKey(), tensor(each.getValue())));
      byte[] expected = HexFormat.of().parseHex(published.path("file").asString());
      Path file = folder.resolve("model.safetensors");
      Safetensors.write(file, tensors);
      assertArrayEquals(expected, Files.readAllBytes(file), tensors.keySet().toString());
      assertSame(tensors, Safetensors.read(file));
    }
  }

  @Test
  void anyTensorsSurviveWritingAndReading() {
    qt().withExamples(100)
        .forAll(
            lists().of(integers().between(0, 4)).ofSizeBetween(0, 4),
            lists().of(integers().all()).ofSizeBetween(1, 5))
        .check((shape, bits) -> {
          int size = shape.stream().reduce(1, (a, b) -> a * b);
          float[] values = new float[size];
          for (int i = 0; i < size; i++) {
            values[i] = Float.intBitsToFloat(bits.get(i % bits.size()));
          }
          Map<String, Tensor> tensors =
              Map.of("x", new Tensor(shape, values), "y", new Tensor(List.of(1), new float[] {7}));
          Path file = folder.resolve("any");
          Safetensors.write(file, tensors);
          Map<String, Tensor> read = Safetensors.read(file);
          return shape.equals(get(read, "x").shape())
              && Arrays.equals(values, get(read, "x").values())
              && get(read, "y").values()[0] == 7;
        });
  }

  @Test
  void aHeaderWithAnyByteChangedIsReadOrRefusedInOneSentence() {
    byte[] whole = file(TWO, 12);
    qt().withExamples(2000)
        .forAll(integers().between(0, 7 + TWO.length()), integers().between(0, 255))
        .check((at, value) -> {
          byte[] changed = whole.clone();
          changed[at] = (byte) (int) value;
          return readOrRefused(changed);
        });
  }

  @Test
  void aFileCutOffAnywhereIsRefused() {
    byte[] whole = file(TWO, 12);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(
          IllegalArgumentException.class, () -> Safetensors.tensors(cut), length + " bytes");
    }
  }

  @Test
  void whatIsWrongIsSaid() {
    assertRefused("[]", 0, "no JSON object");
    assertRefused("{} {}", 0, "not JSON");
    assertRefused("{\"a\":1,\"a\":2}", 0, "not JSON");
    assertRefused(TWO.replace("F32", "BF16"), 12, "type 'BF16'");
    assertRefused(TWO.replace("[2]", "2"), 12, "a has no shape");
    assertRefused(TWO.replace("[2]", "[2.5]"), 12, "shape of whole numbers");
    assertRefused(TWO.replace("[2]", "[-2,-1]"), 12, "shape of whole numbers");
    assertRefused(TWO.replace("[2]", "[3]"), 12, "don't fit its shape [3]");
    assertRefused(
        TWO.replace("[2]", "[2147483647,2147483647,2147483647]"), 12, "don't fit its shape");
    assertRefused(TWO.replace("[8,12]", "[8]"), 12, "no pair of data_offsets");
    assertRefused(TWO.replace("[8,12]", "[4,8]"), 12, "b leaves a gap or overlaps");
    assertRefused(TWO.replace("[8,12]", "[9,13]"), 13, "b leaves a gap or overlaps");
    assertRefused(TWO, 11, "b is cut off");
    assertRefused(TWO, 13, "1 bytes at its end");
    assertRefused("{\"__metadata__\":{\"format\":1}}", 0, "__metadata__");
  }

  @Test
  void aHeaderLongerThanTheFileIsRefusedBeforeItIsRead() {
    for (long length : new long[] {-1, 3, 1L << 40, Long.MIN_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      bytes.put("{}".getBytes(StandardCharsets.UTF_8));
      assertThrows(
          IllegalArgumentException.class, () -> Safetensors.tensors(bytes.array()), "" + length);
    }
  }

  @Test
  void aFileThatIsNoneIsRefusedByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("model.safetensors"), "no such thing at all");
    String refusal = assertThrows(BadInput.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(refusal.startsWith(file + ": is no safetensors file"), refusal);
    assertThrows(BadInput.class, () -> Safetensors.read(folder.resolve("nowhere")));
  }

  @Test
  void aTensorHasAsManyNumbersAsItsShapeSays() {
    assertThrows(IllegalArgumentException.class, () -> new Tensor(List.of(2, 3), new float[5]));
  }

  private static Tensor tensor(JsonNode json) {
    List<Integer> shape = new ArrayList<>();
    json.path("shape").forEach(dimension -> shape.add(dimension.intValue()));
    float[] values = new float[json.path("values").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) json.path("values").path(i).doubleValue();
    }
    return new Tensor(shape, values);
  }

  private static void assertSame(Map<String, Tensor> expected, Map<String, Tensor> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, tensor) -> {
      assertEquals(tensor.shape(), get(actual, name).shape(), name);
      assertArrayEquals(tensor.values(), get(actual, name).values(), name);
    });
  }

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static byte[] file(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static boolean readOrRefused(byte[] file) {
    try {
      return !Safetensors.tensors(file).isEmpty();
    } catch (IllegalArgumentException e) {
      return !String.valueOf(e.getMessage()).isBlank();
    }
  }

  private static void assertRefused(String header, int data, String reason) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Safetensors.tensors(file(header, data)),
                    header)
                .getMessage());
    assertTrue(message.contains(reason), message);
  }
}
