package org.rlhflab.pretrain.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rlhflab.pretrain.export.Gpt2Config.Architecture;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import tools.jackson.databind.node.ObjectNode;

/// A folder that `transformers` opens with `from_pretrained`: a GPT-2 and its tokenizer.
///
/// `config.json` is written last and taken away first, so a folder that lacks it is not complete.
/// The tokenizer takes text that merely spells a special token for ordinary text, as ours does, and
/// has a chat template that puts a question as every stage here puts it.
///
/// @param config its shape
/// @param tokenizer turns text into its tokens
/// @param tensors its numbers by Hugging Face's names
public record HuggingFaceFolder(
    Gpt2Config config, Tokenizer tokenizer, SortedMap<String, Tensor> tensors) {
  private static final String CONFIG = "config.json";
  private static final String MODEL = "model.safetensors";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String SPECIAL_TOKENS = "special_tokens_map.json";
  private static final String GENERATION_CONFIG = "generation_config.json";

  /// Only the last question counts: the models know nothing of what was asked before.
  private static final String CHAT_TEMPLATE =
      "{{ '" + PromptFormat.prompt("' + messages[-1]['content'] + '").replace("\n", "\\n") + "' }}";

  /// Keeps the tensors as they are.
  public HuggingFaceFolder {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /// The names of all files of a folder.
  public static List<String> files(Architecture architecture) {
    List<String> common =
        List.of(MODEL, TOKENIZER, TOKENIZER_CONFIG, SPECIAL_TOKENS, GENERATION_CONFIG, CONFIG);
    return architecture == Architecture.LANGUAGE_MODEL
        ? common
        : common.stream().filter(name -> !name.equals(GENERATION_CONFIG)).toList();
  }

  /// Whether a folder looks like one, complete or not.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(CONFIG)) || Files.exists(folder.resolve(MODEL));
  }

  /// The file with the numbers.
  public static Path model(Path folder) {
    return folder.resolve(MODEL);
  }

  /// Reads a folder, checking that it is whole. Whether the tensors are a GPT-2's is for who uses
  /// them to check.
  public static HuggingFaceFolder read(Path folder) {
    for (String name : List.of(CONFIG, MODEL, TOKENIZER)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw BadInput.in(
            folder, name + " is missing: this is no complete Hugging Face model folder");
      }
    }
    Gpt2Config config = Gpt2Config.read(folder.resolve(CONFIG));
    Tokenizer tokenizer = Tokenizer.read(folder.resolve(TOKENIZER));
    if (tokenizer.vocabulary() != config.vocabulary()) {
      throw BadInput.in(
          folder,
          "tokenizer.json has %d tokens and the model %d; copy whole folders"
              .formatted(tokenizer.vocabulary(), config.vocabulary()));
    }
    return new HuggingFaceFolder(config, tokenizer, Safetensors.read(folder.resolve(MODEL)));
  }

  /// Refuses a folder that holds anything, but for an earlier export that is to be overwritten, and
  /// sweeps away what a killed one has left.
  public static void checkFree(Path folder, boolean overwrite) {
    if (!Files.exists(folder)) {
      return;
    }
    AtomicFile.sweep(folder);
    List<String> names;
    try (Stream<Path> entries = Files.list(folder)) {
      names = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw FileFailure.writing(folder, e);
    }
    List<String> ours = files(Architecture.LANGUAGE_MODEL);
    for (String name : names) {
      if (!ours.contains(name)) {
        throw BadInput.in(
            folder, "holds " + name + ", which no export wrote; give another folder with --out");
      }
    }
    if (!names.isEmpty() && !overwrite) {
      throw BadInput.in(
          folder, "holds an export already; overwrite it with --fresh, or give another --out");
    }
  }

  /// Numbers in all tensors.
  public long parameters() {
    return tensors.values().stream().mapToLong(tensor -> tensor.values().length).sum();
  }

  /// Writes the folder; the same model gives the same bytes.
  public void write(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(CONFIG));
      Files.deleteIfExists(folder.resolve(GENERATION_CONFIG));
    } catch (IOException e) {
      throw FileFailure.writing(folder, e);
    }
    Safetensors.write(folder.resolve(MODEL), tensors);
    tokenizer.write(folder.resolve(TOKENIZER));
    writeJson(folder.resolve(TOKENIZER_CONFIG), tokenizerConfig());
    writeJson(folder.resolve(SPECIAL_TOKENS), specialTokens());
    if (config.architecture() == Architecture.LANGUAGE_MODEL) {
      writeJson(folder.resolve(GENERATION_CONFIG), generationConfig());
    }
    writeJson(folder.resolve(CONFIG), config.tree());
  }

  private ObjectNode tokenizerConfig() {
    return specialTokens()
        .put("tokenizer_class", "PreTrainedTokenizerFast")
        .put("model_max_length", config.context())
        .put("add_prefix_space", false)
        .put("clean_up_tokenization_spaces", false)
        .put("split_special_tokens", true)
        .put("chat_template", CHAT_TEMPLATE);
  }

  private static ObjectNode specialTokens() {
    return Json.MAPPER
        .createObjectNode()
        .put("bos_token", Tokenizer.END_OF_TEXT)
        .put("eos_token", Tokenizer.END_OF_TEXT)
        .put("pad_token", Tokenizer.PADDING);
  }

  private ObjectNode generationConfig() {
    return Json.MAPPER
        .createObjectNode()
        .put("bos_token_id", config.endOfText())
        .put("eos_token_id", config.endOfText())
        .put("pad_token_id", config.padding())
        .put("max_length", config.context());
  }

  private static void writeJson(Path file, ObjectNode content) {
    AtomicFile.writeText(file, Json.pretty(content));
  }
}
