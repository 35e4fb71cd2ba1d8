package org.rlhflab.ppo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.objective.ScoreShaping;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.reward.model.EncodedResponse;

class BestOfNSamplesTest {
  private static final Tokenizer TOKENIZER = TinyModels.TOKENIZER;

  /// Likes what has no end.
  private static final RewardFunction REWARD =
      responses -> {
        float[] scores = new float[responses.size()];
        for (int i = 0; i < scores.length; i++) {
          scores[i] = isFinished(responses.get(i)) ? 0 : 0.5f;
        }
        return scores;
      };

  private static boolean isFinished(EncodedResponse response) {
    return response.tokens()[response.tokens().length - 1] == TOKENIZER.endOfText();
  }

  /// Every other answer is finished.
  private static List<EncodedResponse> answers(List<int[]> prompts) {
    List<EncodedResponse> answers = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      int[] text = TOKENIZER.encode(i % 2 == 0 ? " No end" : " Done");
      int[] ended = java.util.Arrays.copyOf(text, text.length + i % 2);
      if (i % 2 == 1) {
        ended[text.length] = TOKENIZER.endOfText();
      }
      answers.add(EncodedResponse.of(prompts.get(i), ended));
    }
    return answers;
  }

  private static void assertAllSay(String expected, float penalty) {
    List<SamplesLog.Sample> samples =
        new BestOfNSamples(2, REWARD, ScoreShaping.penalty(penalty), TOKENIZER)
            .of(TinyModels.WORLD, BestOfNSamplesTest::answers);
    assertFalse(samples.isEmpty());
    samples.forEach(sample -> assertEquals(expected, sample.response()));
  }

  @Test
  void answersArePickedByWhatTrainingMakesOfTheirScores() {
    assertAllSay("No end", 0);
    assertAllSay("Done", 1);
  }
}
