package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.PublishedNumbers;
import org.rlhflab.pretrain.export.HuggingFaceFolder;
import org.rlhflab.pretrain.model.PlainGpt2;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.Tokenizer;
import tools.jackson.databind.JsonNode;

class SequenceClassifierTest {
  private static final Path WHERE = Path.of("runs", "3-reward-model");
  private static final Tokenizer TOKENIZER = Tokenizer.train(List.of("a"), 258);

  private static HuggingFaceFolder export(RewardModel model) {
    return SequenceClassifier.of(new RewardModelFolder(model, TOKENIZER), WHERE);
  }

  @Test
  void whoReadsTheFilesPlainlyGetsTheSameScores() {
    try (Workers workers = new Workers(1)) {
      RewardModel model = TinyRewardModels.rewardModel(ReadOut.LAST_TOKEN, workers);
      PlainGpt2 plain = new PlainGpt2(export(model).tensors(), 1, 2);
      float[] scores = model.score(TinyRewardModels.RESPONSES);
      for (int i = 0; i < scores.length; i++) {
        int[] tokens = TinyRewardModels.RESPONSES.get(i).tokens();
        assertEquals(scores[i], plain.score(tokens), 1e-4, "response " + i);
      }
    }
  }

  @Test
  void aHeadThatSeesNothingStillGivesItsBias() {
    try (Workers workers = new Workers(1)) {
      RewardModel model = TinyRewardModels.rewardModel(ReadOut.LAST_TOKEN, workers);
      float[] head = new float[TinyRewardModels.SHAPE.width() + 1];
      head[head.length - 1] = -0.75f;
      model.gpt().setHead(RewardModel.HEAD, head);
      PlainGpt2 plain = new PlainGpt2(export(model).tensors(), 1, 2);
      assertEquals(-0.75, plain.score(new int[] {3, 1, 4}), 1e-6);
    }
  }

  @Test
  void namesAreThoseOfTransformers() {
    JsonNode published =
        PublishedNumbers.json("gpt2_tensors.json").path("GPT2ForSequenceClassification");
    try (Workers workers = new Workers(1)) {
      RewardModel model = TinyRewardModels.rewardModel(ReadOut.LAST_TOKEN, workers);
      Map<String, Integer> expected = new TreeMap<>();
      published.properties().stream()
          .filter(each -> !each.getKey().contains(".h.1."))
          .forEach(each -> expected.put(each.getKey(), each.getValue().size()));
      Map<String, Integer> found =
          export(model).tensors().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().shape().size()));
      assertEquals(expected, new TreeMap<>(found));
      assertEquals(
          List.of(1, TinyRewardModels.SHAPE.width()),
          java.util.Objects.requireNonNull(export(model).tensors().get("score.weight")).shape());
    }
  }

  @Test
  void anotherReadOutIsRefusedInOneSentence() {
    try (Workers workers = new Workers(1)) {
      RewardModel model = TinyRewardModels.rewardModel(ReadOut.MEAN_WITH_LOG_PROBS, workers);
      String refusal = assertThrows(BadInput.class, () -> export(model)).getMessage();
      assertTrue(refusal.startsWith(WHERE + ": reads out mean-with-log-probs"), refusal);
      assertTrue(refusal.contains("--read-out last-token"), refusal);
    }
  }
}
