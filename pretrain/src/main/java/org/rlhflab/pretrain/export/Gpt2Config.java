package org.rlhflab.pretrain.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A GPT-2's `config.json` under Hugging Face's names.
///
/// Fields beside these are constants here: GPT-2's feed-forward width of four times the model's,
/// tanh-GELU (`gelu_new`), an epsilon of 1e-5, and no dropout. Reading refuses a model that differs
/// in anything that changes what it computes.
///
/// @param architecture the class that opens it
/// @param vocabulary number of tokens
/// @param context longest sequence
/// @param width numbers a position is represented by
/// @param layers number of blocks
/// @param heads attention heads
/// @param endOfText id of the token that begins and ends a text
/// @param padding id of the token that fills rows
/// @param tied whether the head is the token embedding
public record Gpt2Config(
    Architecture architecture,
    int vocabulary,
    int context,
    int width,
    int layers,
    int heads,
    int endOfText,
    int padding,
    boolean tied) {

  /// Classes of `transformers` for a GPT-2.
  public enum Architecture {
    LANGUAGE_MODEL("GPT2LMHeadModel"),
    SEQUENCE_CLASSIFIER("GPT2ForSequenceClassification");

    private final String className;

    Architecture(String className) {
      this.className = className;
    }

    /// Its name there.
    public String className() {
      return className;
    }
  }

  private static final int INNER = 4;
  private static final double EPSILON = 1e-5;
  private static final int MOST = 1_000_000;
  private static final int MOST_LAYERS = 1000;

  /// As a JSON object. A sequence classifier has one label, the score.
  ObjectNode tree() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putArray("architectures").add(architecture.className());
    root.put("model_type", "gpt2").put("dtype", "float32");
    root.put("vocab_size", vocabulary).put("n_positions", context).put("n_ctx", context);
    root.put("n_embd", width).put("n_layer", layers).put("n_head", heads);
    root.put("n_inner", INNER * width).put("activation_function", "gelu_new");
    root.put("layer_norm_epsilon", EPSILON);
    root.put("embd_pdrop", 0.0).put("attn_pdrop", 0.0).put("resid_pdrop", 0.0);
    root.put("bos_token_id", endOfText).put("eos_token_id", endOfText);
    root.put("pad_token_id", padding).put("tie_word_embeddings", tied);
    if (architecture == Architecture.SEQUENCE_CLASSIFIER) {
      root.put("problem_type", "regression");
      root.putObject("id2label").put("0", "score");
      root.putObject("label2id").put("score", 0);
    }
    return root;
  }

  /// Reads a `config.json`.
  static Gpt2Config read(Path file) {
    return Json.read(
        file, Gpt2Config::of, "name a folder that `rlhf export` wrote, or one of a trained model");
  }

  private static Gpt2Config of(JsonNode root) {
    expect(root, "model_type", "\"gpt2\"", "nothing");
    expect(root, "activation_function", "\"gelu_new\"", "\"gelu_new\"");
    expect(root, "scale_attn_weights", "true", "true");
    expect(root, "scale_attn_by_inverse_layer_idx", "false", "false");
    expect(root, "add_cross_attention", "false", "false");
    if (root.path("layer_norm_epsilon").asDouble(EPSILON) != EPSILON) {
      throw new IllegalArgumentException("layer_norm_epsilon is not 1e-5");
    }
    int width = number(root, "n_embd", MOST);
    int heads = number(root, "n_head", MOST);
    JsonNode inner = root.path("n_inner");
    if (!inner.isMissingNode() && !inner.isNull() && inner.asLong(0) != (long) INNER * width) {
      throw new IllegalArgumentException("n_inner is not four times n_embd");
    }
    if (width % heads != 0) {
      throw new IllegalArgumentException("n_embd is no multiple of n_head");
    }
    return new Gpt2Config(
        architecture(root.path("architectures")),
        number(root, "vocab_size", MOST),
        number(root, "n_positions", MOST),
        width,
        number(root, "n_layer", MOST_LAYERS),
        heads,
        root.path("eos_token_id").asInt(-1),
        root.path("pad_token_id").asInt(-1),
        root.path("tie_word_embeddings").asBoolean(true));
  }

  private static Architecture architecture(JsonNode found) {
    String name = found.path(0).asString("nothing");
    return Arrays.stream(Architecture.values())
        .filter(each -> each.className().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          String known =
              Arrays.stream(Architecture.values())
                  .map(Architecture::className)
                  .collect(Collectors.joining(" or "));
          return new IllegalArgumentException("architectures is " + name + " instead of " + known);
        });
  }

  /// Refuses another value; what is missing counts as `otherwise`.
  private static void expect(JsonNode root, String name, String wanted, String otherwise) {
    JsonNode found = root.path(name);
    String value = found.isMissingNode() ? otherwise : found.toString();
    if (!value.equals(wanted)) {
      throw new IllegalArgumentException(name + " is " + value + " instead of " + wanted);
    }
  }

  private static int number(JsonNode root, String name, int most) {
    JsonNode found = root.path(name);
    int value = found.isIntegralNumber() && found.canConvertToInt() ? found.intValue() : 0;
    if (value < 1 || value > most) {
      String shown = found.isMissingNode() ? "missing" : found.toString();
      throw new IllegalArgumentException(
          "%s is %s instead of a number from 1 to %d".formatted(name, shown, most));
    }
    return value;
  }
}
