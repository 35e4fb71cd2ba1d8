package org.rlhflab.pretrain.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.rlhflab.pretrain.export.Gpt2Config;
import org.rlhflab.pretrain.export.Gpt2Config.Architecture;
import org.rlhflab.pretrain.export.HuggingFaceFolder;
import org.rlhflab.pretrain.export.Tensor;
import org.rlhflab.pretrain.model.BodyParameters.Parameter;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.Tokenizer;

/// A model's numbers under the names and in the layout of Hugging Face's GPT-2, and back.
///
/// The body is the same in both: its names there are `transformer.` and ours with `_` for `-`; its
/// matrices are `[in, out]`, as GPT-2's own `Conv1D` has them. The head is `lm_head.weight`,
/// `[vocabulary, width]`; one that is the token embedding itself is not written twice. Other heads,
/// such as a policy's value head, have no place there.
public final class Gpt2Checkpoint {
  private static final String PREFIX = "transformer.";
  private static final String HEAD = "lm_head.weight";

  private Gpt2Checkpoint() {}

  /// A language model as `GPT2LMHeadModel`.
  public static HuggingFaceFolder of(Gpt gpt, Tokenizer tokenizer) {
    boolean tied = isTied(gpt);
    SortedMap<String, Tensor> tensors = body(gpt);
    if (!tied) {
      GptConfig shape = gpt.config();
      tensors.put(
          HEAD,
          new Tensor(List.of(shape.vocabulary(), shape.width()), gpt.head(Gpt.LANGUAGE_MODEL)));
    }
    return new HuggingFaceFolder(
        config(gpt, tokenizer, Architecture.LANGUAGE_MODEL, tied), tokenizer, tensors);
  }

  /// The shape as `config.json` has it.
  public static Gpt2Config config(
      Gpt gpt, Tokenizer tokenizer, Architecture architecture, boolean tied) {
    GptConfig shape = gpt.config();
    return new Gpt2Config(
        architecture,
        shape.vocabulary(),
        shape.context(),
        shape.width(),
        shape.layers(),
        shape.heads(),
        tokenizer.endOfText(),
        tokenizer.padding(),
        tied);
  }

  /// The body's tensors, a map of the caller's own.
  public static SortedMap<String, Tensor> body(Gpt gpt) {
    float[] values = gpt.head(Gpt.BODY);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (Parameter p : new BodyParameters(gpt.config()).all()) {
      int from = (int) p.offset();
      tensors.put(
          name(p), new Tensor(shape(p), Arrays.copyOfRange(values, from, from + (int) p.size())));
    }
    return tensors;
  }

  /// Reads a language model, checking that every tensor is there, has its shape, and no other is.
  static ModelFolder read(Path folder) {
    HuggingFaceFolder read = HuggingFaceFolder.read(folder);
    Path file = HuggingFaceFolder.model(folder);
    Gpt2Config config = read.config();
    if (config.architecture() != Architecture.LANGUAGE_MODEL) {
      throw BadInput.in(
          folder,
          "holds a %s, an exported reward model, which scores answers and writes none; name a"
                  .formatted(config.architecture().className())
              + " language model");
    }
    GptConfig shape =
        new GptConfig(
            config.vocabulary(), config.context(), config.width(), config.layers(), config.heads());
    checkSpecials(folder, config, read.tokenizer());
    SortedMap<String, Tensor> tensors = new TreeMap<>(read.tensors());
    BodyParameters at = new BodyParameters(shape);
    float[] body = new float[(int) at.size()];
    for (Parameter p : at.all()) {
      float[] values = take(file, tensors, name(p), shape(p));
      System.arraycopy(values, 0, body, (int) p.offset(), values.length);
    }
    int first = (int) at.tokens();
    int size = shape.vocabulary() * shape.width();
    float[] head =
        config.tied()
            ? Arrays.copyOfRange(body, first, first + size)
            : take(file, tensors, HEAD, List.of(shape.vocabulary(), shape.width()));
    if (!tensors.isEmpty()) {
      throw BadInput.in(
          file,
          "has a tensor '%s', which a GPT2LMHeadModel of its config.json has not"
              .formatted(tensors.firstKey()));
    }
    Gpt gpt = Gpt.create(shape, 0, new SplittableRandom(0));
    gpt.setHead(Gpt.BODY, body);
    gpt.setHead(Gpt.LANGUAGE_MODEL, head);
    return new ModelFolder(gpt, read.tokenizer(), ModelFolder.Kind.LANGUAGE_MODEL);
  }

  /// Whether the head has no numbers of its own.
  private static boolean isTied(Gpt gpt) {
    long embedding = gpt.offset(Gpt.BODY) + new BodyParameters(gpt.config()).tokens();
    return !gpt.hasHead(Gpt.LANGUAGE_MODEL) || gpt.offset(Gpt.LANGUAGE_MODEL) == embedding;
  }

  private static void checkSpecials(Path folder, Gpt2Config config, Tokenizer tokenizer) {
    if (config.endOfText() != tokenizer.endOfText() || config.padding() != tokenizer.padding()) {
      throw BadInput.in(
          folder,
          "config.json has eos_token_id %d and pad_token_id %d instead of %d and %d; copy whole"
                  .formatted(
                      config.endOfText(),
                      config.padding(),
                      tokenizer.endOfText(),
                      tokenizer.padding())
              + " folders");
    }
  }

  private static float[] take(
      Path file, Map<String, Tensor> tensors, String name, List<Integer> shape) {
    Tensor tensor = tensors.remove(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw BadInput.in(
          file,
          "needs a tensor '%s' of shape %s and has %s; export the model again"
              .formatted(name, shape, tensor == null ? "none" : "one of " + tensor.shape()));
    }
    for (float value : tensor.values()) {
      if (!Float.isFinite(value)) {
        throw BadInput.in(
            file, "the tensor '%s' holds %s, which is no number".formatted(name, value));
      }
    }
    return tensor.values();
  }

  private static String name(Parameter parameter) {
    return PREFIX + parameter.name().replace('-', '_');
  }

  private static List<Integer> shape(Parameter parameter) {
    List<Integer> shape = new ArrayList<>();
    for (long dimension : parameter.shape()) {
      shape.add((int) dimension);
    }
    return shape;
  }
}
