package org.rlhflab.reward.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.rlhflab.pretrain.export.Gpt2Config;
import org.rlhflab.pretrain.export.HuggingFaceFolder;
import org.rlhflab.pretrain.export.Tensor;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.Gpt2Checkpoint;
import org.rlhflab.pretrain.stage.BadInput;

/// A reward model as Hugging Face's `GPT2ForSequenceClassification`, which gives the same scores.
///
/// That class reads the hidden state at the last token that is no padding, by weights without a
/// bias. Ours is moved into the last layer norm, whose output h = gain . n + shift the head reads:
///
/// ```
/// w . h + b = w . (gain . n + shift + b w / |w|^2)
/// ```
///
/// A head whose weights are all 0 gives b to everything; it becomes h = (1, 0, ..., 0), w = (b, 0,
/// ..., 0).
public final class SequenceClassifier {
  private static final String GAIN = "transformer.ln_f.weight";
  private static final String SHIFT = "transformer.ln_f.bias";
  private static final String SCORE = "score.weight";

  private SequenceClassifier() {}

  /// The reward model that was read from `path`; refused if its head reads more than the last
  /// token, for which there is no such class.
  public static HuggingFaceFolder of(RewardModelFolder folder, Path path) {
    RewardModel model = folder.model();
    if (model.readOut() != ReadOut.LAST_TOKEN) {
      throw BadInput.in(
          path,
          "reads out %s, for which transformers has no class; train one with --read-out %s to"
                  .formatted(model.readOut().key(), ReadOut.LAST_TOKEN.key())
              + " export it");
    }
    Gpt gpt = model.gpt();
    int width = gpt.config().width();
    float[] head = gpt.head(RewardModel.HEAD);
    SortedMap<String, Tensor> tensors = Gpt2Checkpoint.body(gpt);
    float[] gain = values(tensors, GAIN);
    float[] shift = values(tensors, SHIFT);
    float[] weights = Arrays.copyOf(head, width);
    fold(gain, shift, weights, head[width]);
    tensors.put(GAIN, new Tensor(List.of(width), gain));
    tensors.put(SHIFT, new Tensor(List.of(width), shift));
    tensors.put(SCORE, new Tensor(List.of(1, width), weights));
    return new HuggingFaceFolder(
        Gpt2Checkpoint.config(
            gpt, folder.tokenizer(), Gpt2Config.Architecture.SEQUENCE_CLASSIFIER, false),
        folder.tokenizer(),
        tensors);
  }

  private static float[] values(SortedMap<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("a body has a tensor " + name);
    }
    return tensor.values().clone();
  }

  private static void fold(float[] gain, float[] shift, float[] weights, float bias) {
    double squares = 0;
    for (float weight : weights) {
      squares += (double) weight * weight;
    }
    if (squares == 0) {
      Arrays.fill(gain, 0);
      Arrays.fill(shift, 0);
      shift[0] = 1;
      weights[0] = bias;
      return;
    }
    for (int c = 0; c < weights.length; c++) {
      shift[c] = (float) (shift[c] + bias * weights[c] / squares);
    }
  }
}
