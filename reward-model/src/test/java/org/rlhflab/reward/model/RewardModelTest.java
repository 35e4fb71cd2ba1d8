package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.rlhflab.reward.model.TinyRewardModels.FLUENCY;
import static org.rlhflab.reward.model.TinyRewardModels.RESPONSES;
import static org.rlhflab.reward.model.TinyRewardModels.languageModel;
import static org.rlhflab.reward.model.TinyRewardModels.rewardModel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.kernel.Workers;

class RewardModelTest {
  private final Workers workers = new Workers(1);

  @AfterEach
  void close() {
    workers.close();
  }

  @ParameterizedTest
  @EnumSource
  void aResponseScoresTheSameAloneAndAmongOthers(ReadOut readOut) {
    RewardModel model = rewardModel(readOut, workers);
    float[] together = model.score(RESPONSES);
    for (int i = 0; i < together.length; i++) {
      float alone = model.score(List.of(RESPONSES.get(i)))[0];
      assertEquals(alone, together[i], 1e-5f * Math.max(1, Math.abs(alone)), "response " + i);
    }
  }

  @Test
  void moreResponsesThanFitIntoOnePassAreScoredInOrder() {
    RewardModel model = rewardModel(ReadOut.MEAN_WITH_LOG_PROBS, workers);
    List<EncodedResponse> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(RESPONSES.get(i % RESPONSES.size()));
    }
    float[] four = model.score(RESPONSES);
    float[] all = model.score(many);
    assertEquals(
        4, Arrays.stream(new int[] {0, 1, 2, 3}).filter(i -> four[i] != four[(i + 1) % 4]).count());
    for (int i = 0; i < all.length; i++) {
      assertEquals(four[i % 4], all[i], 1e-5f * Math.max(1, Math.abs(all[i])), "response " + i);
    }
  }

  @Test
  void anUntrainedModelGivesEverythingZero() {
    Gpt fineTuned = languageModel(1);
    Gpt gpt = RewardModel.untrained(fineTuned, ReadOut.MEAN_WITH_LOG_PROBS);
    RewardModel model =
        new RewardModel(gpt, ReadOut.MEAN_WITH_LOG_PROBS, FLUENCY, fineTuned, workers);
    assertArrayEquals(new float[4], model.score(RESPONSES));
  }

  @Test
  void theLastTokenReadOutDoesNotAskWhereTheResponseBegins() {
    EncodedResponse response = RESPONSES.get(2);
    EncodedResponse later = new EncodedResponse(response.tokens(), response.first() + 2);
    RewardModel last = rewardModel(ReadOut.LAST_TOKEN, workers);
    RewardModel mean = rewardModel(ReadOut.MEAN_WITH_LOG_PROBS, workers);
    assertEquals(last.score(List.of(response))[0], last.score(List.of(later))[0]);
    assertNotEquals(mean.score(List.of(response))[0], mean.score(List.of(later))[0], 1e-3f);
  }

  @Test
  void theFrozenModelsSurpriseIsReadThroughTheTwoFurtherWeightsAlone() {
    RewardModel model = rewardModel(ReadOut.MEAN_WITH_LOG_PROBS, workers);
    float[] head = model.gpt().head(RewardModel.HEAD);
    Arrays.fill(head, 0);
    head[TinyRewardModels.SHAPE.width()] = 1;
    model.gpt().setHead(RewardModel.HEAD, head);

    float[] logProbs =
        new ResponseLogProbs(languageModel(1), workers).of(RESPONSES.subList(0, 1), 1f).getFirst();
    assertEquals(3, logProbs.length);
    double mean = (logProbs[0] + logProbs[1] + logProbs[2]) / 3.0;
    double expected = Math.max(-4, Math.min(4, (mean + 3) / 0.5));
    assertEquals(expected, model.score(RESPONSES.subList(0, 1))[0], 1e-5);
  }

  @ParameterizedTest
  @EnumSource
  void normalizingGivesMeanZeroAndDeviationOneAndKeepsTheOrder(ReadOut readOut) {
    RewardModel model = rewardModel(readOut, workers);
    List<EncodedResponse> responses = randomResponses(50);
    float[] before = model.score(responses);
    model.normalize(responses);
    float[] after = model.score(responses);
    double mean = 0;
    double squares = 0;
    for (float score : after) {
      mean += score / 50.0;
      squares += (double) score * score / 50;
    }
    assertEquals(0, mean, 1e-4);
    assertEquals(1, squares, 1e-3);
    assertArrayEquals(order(before), order(after));
  }

  private static List<EncodedResponse> randomResponses(int count) {
    SplittableRandom random = new SplittableRandom(5);
    List<EncodedResponse> responses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      responses.add(new EncodedResponse(random.ints(10, 0, 20).toArray(), 3));
    }
    return responses;
  }

  private static int[] order(float[] scores) {
    return java.util.stream.IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Float.compare(scores[a], scores[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
