package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.Tokenizer;

class ModelFolderTest {
  private static final Tokenizer TOKENIZER =
      Tokenizer.train(List.of("the cat sat on the mat", "the cat saw the hat"), 262);

  @TempDir private Path folder = Path.of("");

  private static ModelFolder model(long seed) {
    GptConfig shape = new GptConfig(TOKENIZER.vocabulary(), 8, 8, 1, 2);
    return new ModelFolder(
        Gpt.create(shape, 0.1, new SplittableRandom(seed)),
        TOKENIZER,
        ModelFolder.Kind.LANGUAGE_MODEL);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ModelFolder written = model(1);
    written.write(folder.resolve("stage/model"));
    for (String path : List.of("stage/model", "stage")) {
      ModelFolder read = ModelFolder.read(folder.resolve(path));
      assertEquals(ModelFolder.Kind.LANGUAGE_MODEL, read.kind());
      assertEquals(TOKENIZER.fingerprint(), read.tokenizer().fingerprint());
      assertArrayEquals(written.gpt().head(Gpt.BODY), read.gpt().head(Gpt.BODY));
    }
  }

  @Test
  void aPolicyIsReadAsTheLanguageModelThatItContainsAndCanGrowAHeadAgain() {
    ModelFolder base = model(1);
    Gpt grown = base.gpt().withScalarHead("value", 10);
    new ModelFolder(grown, TOKENIZER, ModelFolder.Kind.POLICY).write(folder);
    ModelFolder read = ModelFolder.readLanguageModel(folder);
    assertEquals(ModelFolder.Kind.LANGUAGE_MODEL, read.kind());
    assertEquals(base.gpt().size(), read.gpt().size());
    for (String part : List.of(Gpt.BODY, Gpt.LANGUAGE_MODEL)) {
      assertArrayEquals(base.gpt().head(part), read.gpt().head(part), part);
    }
    assertTrue(!read.gpt().hasHead("value"));
    assertTrue(read.gpt().withScalarHead("value", 4).hasHead("value"));
  }

  @Test
  void aRewardModelWritesNoText() {
    new ModelFolder(model(1).gpt(), TOKENIZER, ModelFolder.Kind.REWARD_MODEL).write(folder);
    String message =
        assertThrows(BadInput.class, () -> ModelFolder.readLanguageModel(folder)).getMessage();
    assertTrue(message.contains("is a reward model"), message);
  }

  @Test
  void theSameModelHasTheSameBytesAndAnotherOneOthers() throws IOException {
    for (int i = 0; i < 3; i++) {
      model(i / 2).write(folder.resolve("m" + i));
    }
    for (String name : List.of("model.zip", "tokenizer.json", "model.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("m0").resolve(name)),
          Files.readAllBytes(folder.resolve("m1").resolve(name)),
          name);
    }
    String first = ModelFolder.fingerprint(folder.resolve("m0"));
    assertEquals(first, ModelFolder.fingerprint(folder.resolve("m1")));
    assertTrue(!first.equals(ModelFolder.fingerprint(folder.resolve("m2"))));
  }

  @Test
  void aFolderThatLacksAFileIsRefusedByItsName() throws IOException {
    for (String name : List.of("model.zip", "tokenizer.json", "model.json")) {
      Path incomplete = folder.resolve(name);
      model(1).write(incomplete);
      Files.delete(incomplete.resolve(name));
      assertTrue(refusal(incomplete).contains(name + " is missing"), refusal(incomplete));
    }
  }

  @Test
  void whatIsNoFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertTrue(refusal(file).contains("is no folder"));
    assertTrue(refusal(folder.resolve("nowhere")).contains("is no folder"));
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused() {
    model(1).write(folder);
    Tokenizer.train(List.of("other words, other pieces"), 262)
        .write(folder.resolve("tokenizer.json"));
    assertTrue(refusal(folder).contains("not the one the model was trained with"));
  }

  @Test
  void aModelOfAnotherVocabularyIsRefused() {
    model(1).write(folder);
    Gpt other = Gpt.create(new GptConfig(300, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
    ModelFolder.writeGpt(folder.resolve("model.zip"), other);
    assertTrue(refusal(folder).contains("not the one the model was trained with"));
  }

  @Test
  void aDamagedModelFileIsRefused() throws IOException {
    model(1).write(folder);
    Path file = folder.resolve("model.zip");
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 0x55;
    List<byte[]> damaged =
        List.of(
            new byte[0],
            "text".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(whole, whole.length / 2),
            flipped);
    for (int i = 0; i < damaged.size(); i++) {
      Files.write(file, damaged.get(i));
      assertTrue(refusal(folder).contains("is damaged"), "damage " + i);
    }
  }

  @Test
  void aDamagedDescriptionIsRefused() throws IOException {
    model(1).write(folder);
    for (String text : List.of("", "{", "[]", "null", "{\"kind\":\"TOASTER\"}", "{}")) {
      Files.writeString(folder.resolve("model.json"), text);
      assertTrue(refusal(folder).contains("is damaged"), "description " + text);
    }
  }

  private static String refusal(Path path) {
    return assertThrows(BadInput.class, () -> ModelFolder.read(path)).getMessage();
  }
}
