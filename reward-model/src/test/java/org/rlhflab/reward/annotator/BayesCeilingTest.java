package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.reward.annotator.Samples.RUBRIC;
import static org.rlhflab.reward.annotator.Samples.pair;
import static org.rlhflab.reward.annotator.Samples.pairs;
import static org.rlhflab.reward.annotator.Samples.profile;
import static org.rlhflab.reward.annotator.Samples.response;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.ChoiceModel.Side;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;
import org.rlhflab.reward.label.Preference;

class BayesCeilingTest {
  private static final World WORLD = WorldReader.read(Path.of("..", "data", "world"));
  private static final int MANY = 4_000;

  private static BayesCeiling of(List<PairToLabel> pairs, String... profiles) {
    return BayesCeiling.of(
        pairs, List.of(profiles).stream().map(Samples::profile).toList(), RUBRIC);
  }

  /// How often people of this kind, each with tastes of their own, choose A when they are asked.
  private static double asked(PairToLabel pair, String profile) {
    double sum = 0;
    for (int seed = 0; seed < MANY; seed++) {
      SimulatedAnnotator person =
          new SimulatedAnnotator(profile(profile), RUBRIC, new FixedDraws(seed));
      Side side = person.judge(pair, new Showing("1", 0, seed % 2 == 0)).side();
      sum += side == Side.A ? 1 : side == Side.TIE ? 0.5 : 0;
    }
    return sum / MANY;
  }

  @Test
  void probabilityIsTheShareOfPeopleWhoChooseSo() {
    String profile =
        "{\"id\":\"x\",\"sensitivity\":4,\"taste\":0.4,\"shared_error\":0.3,\"lapse_rate\":0.2,"
            + "\"lapse_to\":\"longer\",\"position_bias\":0.3,\"tie_threshold\":0.1}";
    for (PairToLabel pair : pairs(8)) {
      double p = BayesCeiling.probability(pair, List.of(profile(profile)), RUBRIC);
      // Four standard errors.
      assertEquals(asked(pair, profile), p, 4 * Math.sqrt(0.25 / MANY));
    }
  }

  @Test
  void ofPeopleWhoOnlyTossCoinsNothingCanBeLearnt() {
    BayesCeiling coin = of(pairs(50), "{\"id\":\"x\",\"sensitivity\":0}");
    assertEquals(0.5, coin.labels(), 1e-12);
    assertEquals(0.5, coin.gold().orElseThrow(), 1e-12);
  }

  @Test
  void ofPeopleWithoutDoubtEverythingCan() {
    BayesCeiling sure = of(pairs(50), "{\"id\":\"x\",\"sensitivity\":1e6}");
    assertEquals(1, sure.labels(), 1e-9);
    assertEquals(1, sure.gold().orElseThrow());
  }

  @Test
  void lapsesToACoinCostHalfOfThemAndNoTruth() {
    BayesCeiling some = of(pairs(50), "{\"id\":\"x\",\"sensitivity\":1e6,\"lapse_rate\":0.4}");
    assertEquals(0.8, some.labels(), 1e-9);
    assertEquals(1, some.gold().orElseThrow());
  }

  @Test
  void whoTakesTheLongerOneIsPredictableAndWrong() {
    List<PairToLabel> one = List.of(pair(response("bad and long", 2, 40), response("good", 4, 9)));
    BayesCeiling longer = of(one, "{\"id\":\"x\",\"lapse_rate\":1,\"lapse_to\":\"longer\"}");
    assertEquals(1, longer.labels());
    assertEquals(OptionalDouble.of(0), longer.gold());
  }

  @Test
  void opposedPeopleCancelOut() {
    List<PairToLabel> one = List.of(pair(response("long", 3, 40), response("short", 3, 10)));
    BayesCeiling both =
        of(
            one,
            "{\"id\":\"x\",\"verbosity_bias\":5,\"count\":2}",
            "{\"id\":\"y\",\"verbosity_bias\":-5,\"count\":2}");
    assertEquals(0.5, both.labels(), 1e-9);
    assertTrue(both.gold().isEmpty());
  }

  @Test
  void pairsThatTheWorldCannotJudgeAreLeftOut() {
    assertTrue(
        BayesCeiling.of(
                List.of(Preference.of("Who won the cup?", "Nobody did.", "The other team.")),
                List.of(AnnotatorProfile.DEFAULTS),
                WORLD)
            .isEmpty());
  }
}
