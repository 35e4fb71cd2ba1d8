package org.rlhflab.pretrain.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlhflab.pretrain.export.Gpt2Config.Architecture;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.text.Tokenizer;
import tools.jackson.databind.JsonNode;

class HuggingFaceFolderTest {
  private static final Tokenizer TOKENIZER = Tokenizer.train(List.of("the cat"), 258);

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");

  private static HuggingFaceFolder export(Architecture architecture) {
    return new HuggingFaceFolder(
        new Gpt2Config(architecture, 258, 12, 16, 2, 4, 0, 1, false),
        TOKENIZER,
        new TreeMap<>(Map.of("x", new Tensor(List.of(1), new float[] {1.5f}))));
  }

  @BeforeEach
  void writeAFolder() {
    folder = temporary.resolve("export");
    export(Architecture.LANGUAGE_MODEL).write(folder);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    HuggingFaceFolder read = HuggingFaceFolder.read(folder);
    assertEquals(export(Architecture.LANGUAGE_MODEL).config(), read.config());
    assertEquals(TOKENIZER.fingerprint(), read.tokenizer().fingerprint());
    assertEquals(1, read.parameters());
  }

  @Test
  void theConfigurationHasGpt2ConfigsNames() throws IOException {
    JsonNode config = json("config.json");
    assertEquals("GPT2LMHeadModel", config.at("/architectures/0").asString());
    assertEquals("gpt2", config.path("model_type").asString());
    assertEquals(258, config.path("vocab_size").intValue());
    assertEquals(12, config.path("n_positions").intValue());
    assertEquals(12, config.path("n_ctx").intValue());
    assertEquals(16, config.path("n_embd").intValue());
    assertEquals(2, config.path("n_layer").intValue());
    assertEquals(4, config.path("n_head").intValue());
    assertEquals(64, config.path("n_inner").intValue());
    assertEquals("gelu_new", config.path("activation_function").asString());
    assertEquals(1e-5, config.path("layer_norm_epsilon").doubleValue());
    assertEquals(0, config.path("bos_token_id").intValue());
    assertEquals(0, config.path("eos_token_id").intValue());
    assertEquals(1, config.path("pad_token_id").intValue());
    assertFalse(config.path("tie_word_embeddings").booleanValue());
  }

  @Test
  void theTokenizersFilesNameTheSpecialTokensAndThePromptsForm() throws IOException {
    for (String name : List.of("tokenizer_config.json", "special_tokens_map.json")) {
      assertEquals("<|endoftext|>", json(name).path("eos_token").asString(), name);
      assertEquals("<|endoftext|>", json(name).path("bos_token").asString(), name);
      assertEquals("<|pad|>", json(name).path("pad_token").asString(), name);
    }
    assertEquals(12, json("tokenizer_config.json").path("model_max_length").intValue());
    assertEquals(
        "{{ 'Q: ' + messages[-1]['content'] + '\\nA:' }}",
        json("tokenizer_config.json").path("chat_template").asString());
    assertEquals(0, json("generation_config.json").path("eos_token_id").intValue());
    assertEquals(12, json("generation_config.json").path("max_length").intValue());
  }

  @Test
  void aClassifierGeneratesNothingAndHasOneLabel() throws IOException {
    export(Architecture.SEQUENCE_CLASSIFIER).write(folder);
    assertFalse(Files.exists(folder.resolve("generation_config.json")));
    assertEquals(
        "GPT2ForSequenceClassification", json("config.json").at("/architectures/0").asString());
    assertEquals(1, json("config.json").path("id2label").size());
    assertEquals(
        Architecture.SEQUENCE_CLASSIFIER, HuggingFaceFolder.read(folder).config().architecture());
  }

  @Test
  void aFolderThatLacksAFileIsRefusedByItsName() throws IOException {
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      export(Architecture.LANGUAGE_MODEL).write(folder);
      Files.delete(folder.resolve(name));
      assertTrue(refusal().contains(name + " is missing"), refusal());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"gpt2\"            | \"llama\"    | model_type is \"llama\"",
        "\"gelu_new\"        | \"relu\"     | activation_function is \"relu\"",
        "1.0E-5              | 1e-6         | layer_norm_epsilon",
        "\"n_inner\" : 64    | \"n_inner\" : 32 | n_inner",
        "\"n_layer\" : 2     | \"n_layer\" : 0  | n_layer is 0",
        "\"n_layer\" : 2     | \"n_layer\" : 1e9 | n_layer is",
        "\"n_embd\" : 16     | \"n_embd\" : \"16\" | n_embd is \"16\"",
        "\"n_head\" : 4      | \"n_head\" : 3   | no multiple of n_head",
        "\"vocab_size\" : 258 | \"vocab_size\" : 261 | 258 tokens and the model 261",
        "GPT2LMHeadModel     | GPT2Model    | architectures is GPT2Model",
        "\"dtype\"           | dtype        | is not JSON"
      })
  void aConfigurationOfAnotherModelIsRefused(String from, String to, String reason)
      throws IOException {
    Path config = folder.resolve("config.json");
    String changed = Files.readString(config).replace(from, to);
    assertFalse(changed.equals(Files.readString(config)), from);
    Files.writeString(config, changed);
    assertTrue(refusal().contains(reason), refusal());
  }

  @Test
  void onlyAnEarlierExportIsOverwrittenAndOnlyWhenAsked() throws IOException {
    HuggingFaceFolder.checkFree(temporary.resolve("new"), false);
    HuggingFaceFolder.checkFree(folder, true);
    // A killed export's.
    Path half =
        Files.createFile(folder.resolve(".model.safetensors." + UUID.randomUUID() + ".tmp"));
    HuggingFaceFolder.checkFree(folder, true);
    assertTrue(Files.notExists(half));
    assertTrue(blocked(false).contains("--fresh"), blocked(false));
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertTrue(blocked(true).contains("thesis.txt"), blocked(true));
    assertThrows(
        BadInput.class, () -> HuggingFaceFolder.checkFree(folder.resolve("thesis.txt"), true));
  }

  private String blocked(boolean overwrite) {
    return assertThrows(BadInput.class, () -> HuggingFaceFolder.checkFree(folder, overwrite))
        .getMessage();
  }

  private JsonNode json(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readString(folder.resolve(name)));
  }

  private String refusal() {
    return assertThrows(BadInput.class, () -> HuggingFaceFolder.read(folder)).getMessage();
  }
}
