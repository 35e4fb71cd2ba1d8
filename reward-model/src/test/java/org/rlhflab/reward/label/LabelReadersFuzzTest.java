package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.PublishedLines;

/// Whatever a file holds, readers say in a sentence what is wrong with it: no other exception, no
/// stack overflow. Files are published lines with bytes changed, parts cut, doubled and exchanged.
/// `-Drlhf.fuzz.inputs=1000000` fuzzes at length, `-Drlhf.fuzz.seed=N` elsewhere.
class LabelReadersFuzzTest {
  private static final int INPUTS = Integer.getInteger("rlhf.fuzz.inputs", 4_000);
  private static final long SEED = Long.getLong("rlhf.fuzz.seed", 7);
  private static final byte[][] TOKENS =
      List.of(
              "\"",
              "{",
              "}",
              "[",
              "]",
              ":",
              ",",
              "\n",
              "\r\n",
              "\0",
              "\\u0000",
              "\\ud800",
              "\uFEFF",
              "null",
              "true",
              "-1",
              "1e999",
              "0.5",
              "[".repeat(2_000),
              "\"chosen\":",
              "\"prompt\":",
              "\"ratings\":{}",
              "\"id\":\"x\",",
              "\n\nHuman: ",
              "\n\nAssistant: ",
              "\\n\\nHuman:",
              "\"tie\":true,",
              "\"labels\":1,",
              "\"weight\":-1,",
              "\"summaries\":[{}],",
              "\"role\":\"user\"",
              "x".repeat(70_000))
          .stream()
          .map(token -> token.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);

  @TempDir Path folder;

  private record Input(byte[] bytes, boolean csv) {}

  @Test
  void everyMutatedFileIsReadOrRefusedInASentence() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<byte[]> seeds = seeds();
    Path json = folder.resolve("f.jsonl");
    Path csv = folder.resolve("f.csv");
    for (int i = 0; i < INPUTS; i++) {
      Input input = mutated(seeds, random);
      Path file = Files.write(input.csv() ? csv : json, input.bytes());
      try {
        read(file, random);
      } catch (BadInput expected) {
        checkSentence(expected);
      } catch (Throwable e) {
        fail(
            "seed %d, input %d: %s".formatted(SEED, i, HexFormat.of().formatHex(input.bytes())), e);
      }
    }
  }

  private void read(Path file, SplittableRandom random) {
    switch (random.nextInt(3)) {
      case 0 -> LabelValidation.of(file).problems().forEach(p -> checkSentence(new BadInput(p)));
      case 1 -> RatingFile.forEach(file, (_, _) -> {}, (_, problem, _) -> checkSentence(problem));
      default -> {
        LabelKind[] kinds = LabelKind.values();
        new LabelConversion(
                PreferenceFile.lines(file, Optional.empty(), Map.of()),
                kinds[random.nextInt(kinds.length)],
                Map.of())
            .write(folder.resolve("out"), Optional.of(folder.resolve("skipped")), Progress.NONE);
      }
    }
  }

  private static void checkSentence(BadInput problem) {
    String message = problem.getMessage();
    if (message.isBlank() || message.lines().count() > 1 && message.length() > 2_000) {
      fail("no clear sentence: " + message);
    }
  }

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String line : PublishedLines.LINES.values()) {
      seeds.add((line + "\n").repeat(3).getBytes(StandardCharsets.UTF_8));
    }
    String ours =
        "{\"id\":\"1\",\"prompt\":\"Q\",\"chosen\":\"a\",\"rejected\":\"b\",\"first\":\"chosen\","
            + "\"position\":3,\"weight\":0.5,\"mood\":{\"k\":[1]}}\n";
    seeds.add(ours.getBytes(StandardCharsets.UTF_8));
    seeds.add("prompt,chosen,rejected,tie\nQ,\"a,b\",c,true\n".getBytes(StandardCharsets.UTF_8));
    return seeds;
  }

  private static Input mutated(List<byte[]> seeds, SplittableRandom random) throws IOException {
    int which = random.nextInt(seeds.size());
    byte[] bytes = seeds.get(which);
    int changes = random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes, seeds.get(random.nextInt(seeds.size())), random);
    }
    boolean csv = which == seeds.size() - 1 || random.nextInt(10) == 0;
    return new Input(random.nextInt(20) == 0 ? torn(bytes, random) : bytes, csv);
  }

  private static byte[] changed(byte[] bytes, byte[] other, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(40));
    return switch (random.nextInt(5)) {
      case 0 ->
          joined(
              bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, bytes.length));
      case 1 -> joined(bytes, at, TOKENS[random.nextInt(TOKENS.length)], at);
      case 2 -> joined(bytes, at, new byte[0], to);
      case 3 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
      default -> joined(bytes, at, other, to);
    };
  }

  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, until);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  /// Packed, and the packing damaged.
  private static byte[] torn(byte[] bytes, SplittableRandom random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    byte[] packed = out.toByteArray();
    packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
    return Arrays.copyOf(packed, random.nextInt(packed.length + 1));
  }
}
