package org.rlhflab.pretrain.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Files of named tensors, `model.safetensors`:
///
/// ```
/// 8 bytes    length of the header, little-endian
/// header     JSON: {"__metadata__":{"format":"pt"},"name":{"dtype":"F32","shape":[2,3],
///            "data_offsets":[0,24]}, ...}, spaces at its end up to a multiple of 8
/// data       the tensors' numbers, little-endian, row-major; offsets count from here
/// ```
///
/// Tensors lie in the order of their names, as Hugging Face's library writes them: the same tensors
/// give the same bytes as there. Reading is strict: the data of all tensors must fill the file
/// without a gap or an overlap. Numbers other than 32-bit floats are refused.
///
/// Source: the README of Hugging Face's safetensors, section "Format".
public final class Safetensors {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  /// As in Hugging Face's library: a longer header is an attack or an accident.
  private static final long LONGEST_HEADER = 100_000_000;

  private record Entry(String name, List<Integer> shape, long from, long to) {}

  private Safetensors() {}

  /// Writes a file of 32-bit floats.
  public static void write(Path file, Map<String, Tensor> tensors) {
    SortedMap<String, Tensor> sorted = new TreeMap<>(tensors);
    byte[] header = header(sorted);
    AtomicFile.write(
        file,
        out -> {
          out.write(littleEndian(Long.BYTES).putLong(header.length).array());
          out.write(header);
          for (Tensor tensor : sorted.values()) {
            ByteBuffer data = littleEndian(tensor.values().length * Float.BYTES);
            data.asFloatBuffer().put(tensor.values());
            out.write(data.array());
          }
        });
  }

  private static byte[] header(SortedMap<String, Tensor> tensors) {
    ObjectNode header = Json.MAPPER.createObjectNode();
    header.putObject(METADATA).put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
      ObjectNode entry = header.putObject(each.getKey()).put("dtype", "F32");
      each.getValue().shape().forEach(entry.putArray("shape")::add);
      long end = offset + (long) each.getValue().values().length * Float.BYTES;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String text = Json.MAPPER.writeValueAsString(header);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a file of 32-bit floats, by name.
  public static SortedMap<String, Tensor> read(Path file) {
    try {
      if (Files.size(file) > Integer.MAX_VALUE - ALIGNMENT) {
        throw new IllegalArgumentException("it has more than 2 GB");
      }
      return tensors(Files.readAllBytes(file));
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (IllegalArgumentException e) {
      throw BadInput.in(
          file,
          "is no safetensors file that can be read: "
              + e.getMessage()
              + "; export the model again, or copy the whole file");
    }
  }

  /// From a file's bytes; throws `IllegalArgumentException` that says what is wrong.
  static SortedMap<String, Tensor> tensors(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    check(file.length >= Long.BYTES, "it ends before the length of its header");
    long length = bytes.getLong();
    check(
        length >= 0 && length <= Math.min(LONGEST_HEADER, bytes.remaining()),
        "its header is said to have " + length + " bytes, and " + bytes.remaining() + " follow");
    ByteBuffer header = bytes.slice(bytes.position(), (int) length);
    ByteBuffer data = bytes.slice(Long.BYTES + (int) length, bytes.remaining() - (int) length);
    data.order(ByteOrder.LITTLE_ENDIAN);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    long end = 0;
    for (Entry entry : entries(header)) {
      check(entry.from() == end, "the data of " + entry.name() + " leaves a gap or overlaps");
      check(entry.to() <= data.capacity(), "the data of " + entry.name() + " is cut off");
      float[] values = new float[(int) ((entry.to() - entry.from()) / Float.BYTES)];
      data.slice((int) entry.from(), values.length * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      tensors.put(entry.name(), new Tensor(entry.shape(), values));
      end = entry.to();
    }
    check(end == data.capacity(), (data.capacity() - end) + " bytes at its end belong to nothing");
    return tensors;
  }

  /// What the header says, in the order of the data.
  private static List<Entry> entries(ByteBuffer header) {
    JsonNode root;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(header).toString();
      root = Json.MAPPER.readTree(text);
    } catch (CharacterCodingException | JacksonException e) {
      throw new IllegalArgumentException("its header is not JSON", e);
    }
    check(root.isObject(), "its header is no JSON object");
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : root.properties()) {
      if (each.getKey().equals(METADATA)) {
        boolean texts = each.getValue().valueStream().allMatch(JsonNode::isString);
        check(each.getValue().isObject() && texts, "its " + METADATA + " are not texts by name");
      } else {
        entries.add(entry(each.getKey(), each.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    return entries;
  }

  private static Entry entry(String name, JsonNode json) {
    String type = json.path("dtype").asString("");
    check(
        type.equals("F32"),
        name + " has numbers of type '" + type + "', and only F32 (32-bit floats) is read");
    List<Integer> shape = new ArrayList<>();
    long size = Float.BYTES;
    check(json.path("shape").isArray(), name + " has no shape");
    for (JsonNode dimension : json.path("shape")) {
      boolean whole = dimension.isIntegralNumber() && dimension.canConvertToInt();
      check(whole && dimension.intValue() >= 0, name + " has no shape of whole numbers");
      shape.add(dimension.intValue());
      // Beyond 2 GB nothing fits, so that the product cannot overflow.
      size = Math.min(size * dimension.intValue(), Integer.MAX_VALUE);
    }
    JsonNode offsets = json.path("data_offsets");
    boolean whole =
        offsets.isArray()
            && offsets.size() == 2
            && offsets.valueStream().allMatch(JsonNode::canConvertToLong)
            && offsets.valueStream().allMatch(JsonNode::isIntegralNumber);
    check(whole, name + " has no pair of data_offsets");
    long from = offsets.path(0).longValue();
    long to = offsets.path(1).longValue();
    check(
        from >= 0 && to >= from && to - from == size,
        "%s has data_offsets %s, which don't fit its shape %s".formatted(name, offsets, shape));
    return new Entry(name, shape, from, to);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
