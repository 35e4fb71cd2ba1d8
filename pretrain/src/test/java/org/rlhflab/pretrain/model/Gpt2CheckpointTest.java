package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.PublishedNumbers;
import org.rlhflab.pretrain.export.HuggingFaceFolder;
import org.rlhflab.pretrain.export.Safetensors;
import org.rlhflab.pretrain.export.Tensor;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.Tokenizer;
import tools.jackson.databind.JsonNode;

class Gpt2CheckpointTest {
  private static final Tokenizer TOKENIZER =
      Tokenizer.train(List.of("the cat sat on the mat", "the cat saw the hat"), 262);
  private static final GptConfig SHAPE = new GptConfig(TOKENIZER.vocabulary(), 12, 16, 2, 2);

  @TempDir private Path folder = Path.of("");

  private static Gpt gpt(GptConfig shape) {
    Gpt gpt = Gpt.create(shape, 0.3, new SplittableRandom(5));
    for (String part : List.of(Gpt.BODY, Gpt.LANGUAGE_MODEL)) {
      float[] values = gpt.head(part);
      SplittableRandom random = new SplittableRandom(6);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (0.1 * random.nextGaussian());
      }
      gpt.setHead(part, values);
    }
    return gpt;
  }

  @Test
  void namesAndShapesAreThoseOfTransformers() {
    JsonNode published = PublishedNumbers.json("gpt2_tensors.json");
    GptConfig shape =
        new GptConfig(
            published.path("vocabulary").intValue(),
            published.path("context").intValue(),
            published.path("width").intValue(),
            published.path("layers").intValue(),
            published.path("heads").intValue());
    Map<String, List<Integer>> expected = new TreeMap<>();
    published
        .path("GPT2LMHeadModel")
        .properties()
        .forEach(each ->
            expected.put(
                each.getKey(), each.getValue().valueStream().map(JsonNode::intValue).toList()));
    Map<String, List<Integer>> found =
        Gpt2Checkpoint.of(gpt(shape), TOKENIZER).tensors().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().shape()));
    assertEquals(expected, new TreeMap<>(found));
  }

  @Test
  void somebodyWhoHasOnlyTheFilesGetsTheSameLogits() {
    Gpt gpt = gpt(SHAPE);
    Gpt2Checkpoint.of(gpt, TOKENIZER).write(folder);
    PlainGpt2 plain = new PlainGpt2(Safetensors.read(folder.resolve("model.safetensors")), 2, 2);
    int[] tokens = {5, 100, 7, 7, 261, 0, 2};
    int[] rows = {0, 1, 2, 3, 4, 5, 6};
    int[] targets = {100, 7, 7, 261, 0, 2, 9};
    float[] logProbs = new float[rows.length];
    try (Workers workers = new Workers(1)) {
      GptPass pass = new GptPass(gpt, workers);
      TokenSequences batch = TokenSequences.of(List.of(tokens));
      pass.logProbabilities(new NextTokenBatch(batch, rows, targets), 1f, logProbs);
    }
    double[][] logits = plain.logits(tokens);
    for (int t = 0; t < tokens.length; t++) {
      double sum = Arrays.stream(logits[t]).map(Math::exp).sum();
      double expected = logits[t][targets[t]] - Math.log(sum);
      assertEquals(expected, logProbs[t], 1e-4 * Math.max(1, -expected), "position " + t);
    }
  }

  @Test
  void aModelComesBackWithTheSameBytes() {
    Gpt gpt = gpt(SHAPE);
    Gpt2Checkpoint.of(gpt, TOKENIZER).write(folder);
    ModelFolder read = ModelFolder.read(folder);
    assertEquals(ModelFolder.Kind.LANGUAGE_MODEL, read.kind());
    assertEquals(SHAPE, read.gpt().config());
    assertEquals(TOKENIZER.fingerprint(), read.tokenizer().fingerprint());
    for (String part : List.of(Gpt.BODY, Gpt.LANGUAGE_MODEL)) {
      assertArrayEquals(gpt.head(part), read.gpt().head(part), part);
    }
  }

  @Test
  void aFurtherHeadIsLeftOut() {
    Gpt gpt = gpt(SHAPE);
    Gpt policy = gpt.withScalarHead("value", 20);
    assertEquals(
        Gpt2Checkpoint.of(gpt, TOKENIZER).tensors().keySet(),
        Gpt2Checkpoint.of(policy, TOKENIZER).tensors().keySet());
    assertArrayEquals(
        gpt.head(Gpt.LANGUAGE_MODEL),
        values(Gpt2Checkpoint.of(policy, TOKENIZER).tensors(), "lm_head.weight"));
  }

  @Test
  void aHeadThatIsTheEmbeddingIsReadFromThere() throws IOException {
    Gpt gpt = gpt(SHAPE);
    Gpt2Checkpoint.of(gpt, TOKENIZER).write(folder);
    rewrite("lm_head.weight", null);
    assertTrue(refusal().contains("needs a tensor 'lm_head.weight'"), refusal());
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"tie_word_embeddings\" : false", "\"tie_word_embeddings\" : true"));
    assertArrayEquals(
        values(Gpt2Checkpoint.of(gpt, TOKENIZER).tensors(), "transformer.wte.weight"),
        ModelFolder.read(folder).gpt().head(Gpt.LANGUAGE_MODEL));
  }

  @Test
  void tensorsThatAreNoGpt2sAreRefusedByTheirName() {
    Gpt2Checkpoint.of(gpt(SHAPE), TOKENIZER).write(folder);
    Tensor ofTwo = new Tensor(List.of(2), new float[2]);
    rewrite("transformer.h.0.attn.bias", ofTwo);
    assertTrue(refusal().contains("has a tensor 'transformer.h.0.attn.bias'"), refusal());
    rewrite("transformer.h.0.attn.bias", null);
    rewrite("transformer.ln_f.bias", ofTwo);
    assertTrue(refusal().contains("shape [16] and has one of [2]"), refusal());
    float[] values = new float[16];
    values[3] = Float.NaN;
    rewrite("transformer.ln_f.bias", new Tensor(List.of(16), values));
    assertTrue(refusal().contains("holds NaN"), refusal());
    rewrite("transformer.ln_f.bias", null);
    assertTrue(refusal().contains("needs a tensor 'transformer.ln_f.bias'"), refusal());
  }

  @Test
  void theFingerprintOfAnExportIsThatOfItsNumbers() {
    Gpt2Checkpoint.of(gpt(SHAPE), TOKENIZER).write(folder);
    String before = ModelFolder.fingerprint(folder);
    assertEquals(before, ModelFolder.fingerprint(folder));
    rewrite("transformer.ln_f.bias", new Tensor(List.of(16), new float[16]));
    assertFalse(before.equals(ModelFolder.fingerprint(folder)));
  }

  private void rewrite(String name, @org.jspecify.annotations.Nullable Tensor tensor) {
    Path file = HuggingFaceFolder.model(folder);
    Map<String, Tensor> tensors = new TreeMap<>(Safetensors.read(file));
    if (tensor == null) {
      tensors.remove(name);
    } else {
      tensors.put(name, tensor);
    }
    Safetensors.write(file, tensors);
  }

  private static float[] values(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).values();
  }

  private String refusal() {
    return assertThrows(BadInput.class, () -> ModelFolder.read(folder)).getMessage();
  }
}
