package org.rlhflab.ppo.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.reward.model.EncodedResponse;

class RewardsTest {
  private static final Question QUESTION = TinyModels.question(true);

  private static EncodedResponse response(String text) {
    return EncodedResponse.of(TinyModels.TOKENIZER, QUESTION.text(), text, 128);
  }

  private static EncodedResponse cut(EncodedResponse whole) {
    int[] tokens = java.util.Arrays.copyOf(whole.tokens(), whole.tokens().length - 1);
    return new EncodedResponse(tokens, whole.first());
  }

  @Test
  void lengthCountsWordsAndNothingElse() {
    LengthReward reward = new LengthReward(TinyModels.TOKENIZER);
    float[] scores =
        reward.score(List.of(response("One two three."), cut(response("A b c")), response("Hm.")));
    assertArrayEquals(new float[] {3, 3, 1}, scores);
  }

  @Test
  void goldIsTheRubricsOverall() {
    String core = QUESTION.topic().core();
    GoldReward reward =
        new GoldReward(
            TinyModels.WORLD, List.of(Prompt.of("", QUESTION.text(), "")), TinyModels.TOKENIZER);
    double expected =
        GoldRubric.DEFAULTS
            .score(QUESTION, new ResponseParser(TinyModels.WORLD).parse(core))
            .overall();
    assertEquals((float) expected, reward.score(List.of(response(core)))[0]);
    assertTrue(expected > reward.score(List.of(response("No idea.")))[0]);
  }

  @Test
  void goldRefusesPromptsOutsideTheWorld() {
    List<Prompt> prompts = List.of(Prompt.of("", "What is the meaning of it all?", ""));
    assertThrows(
        BadInput.class, () -> new GoldReward(TinyModels.WORLD, prompts, TinyModels.TOKENIZER));
  }

  // Mutation to try: divide by the number of responses less one.
  @Test
  void onTheResponsesItWasMeasuredOnAStandardizedRewardHasMeanZeroAndDeviationOne() {
    List<EncodedResponse> three = List.of(response("A"), response("A b c"), response("A b c d e"));
    RewardFunction reward = StandardizedReward.on(new LengthReward(TinyModels.TOKENIZER), three);
    float one = (float) Math.sqrt(1.5);
    assertArrayEquals(new float[] {-one, 0, one}, reward.score(three), 1e-6f);
  }

  @Test
  void aRuleThatIsAlwaysTheSameScoresZeroNotInfinity() {
    List<EncodedResponse> alike = List.of(response("A"), response("B"));
    RewardFunction reward = StandardizedReward.on(new LengthReward(TinyModels.TOKENIZER), alike);
    assertArrayEquals(new float[2], reward.score(alike));
  }

  private static float ensemble(EnsembleReward.Combination combination, double weight) {
    List<RewardFunction> members =
        List.of(_ -> new float[] {1}, _ -> new float[] {2}, _ -> new float[] {6});
    return new EnsembleReward(members, combination, weight).score(List.of(response("A")))[0];
  }

  @Test
  void membersAreAveragedOrTheWorstCountsOrTheirVarianceCosts() {
    assertEquals(3, ensemble(EnsembleReward.Combination.MEAN, 1));
    assertEquals(1, ensemble(EnsembleReward.Combination.WORST, 1));
    // The variance of 1, 2, 6 about 3 is (4 + 1 + 9) / 3.
    assertEquals(3 - 0.5 * 14 / 3, ensemble(EnsembleReward.Combination.UNCERTAINTY, 0.5), 1e-6);
  }

  @Test
  void anEnsembleOfOneIsThatOne() {
    RewardFunction one = _ -> new float[] {0.25f};
    for (EnsembleReward.Combination each : EnsembleReward.Combination.values()) {
      assertEquals(
          0.25f, new EnsembleReward(List.of(one), each, 2).score(List.of(response("A")))[0]);
    }
  }
}
