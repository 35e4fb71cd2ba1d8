package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.reward.annotator.Samples.annotator;
import static org.rlhflab.reward.annotator.Samples.pair;
import static org.rlhflab.reward.annotator.Samples.pairs;
import static org.rlhflab.reward.annotator.Samples.response;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.annotator.ChoiceModel.Side;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;

class SimulatedAnnotatorTest {
  private static final Showing SHOWING = new Showing("1", 0, true);
  private static final int MANY = 4_000;

  private static Side side(SimulatedAnnotator person, PairToLabel pair, String sitting) {
    return person.judge(pair, new Showing(sitting, 0, true)).side();
  }

  private static double share(List<PairToLabel> pairs, ToDoubleFunction<PairToLabel> hit) {
    return pairs.stream().mapToDouble(hit).average().orElseThrow();
  }

  private static double hit(boolean hit) {
    return hit ? 1 : 0;
  }

  @Test
  void choicesFollowTheirProbabilities() {
    SimulatedAnnotator person =
        annotator("{\"id\":\"x\",\"sensitivity\":1,\"lapse_rate\":0.3,\"lapse_to\":\"longer\"}");
    PairToLabel pair = pair(response("a", 4.5, 30), response("b", 4, 20));
    double p = person.probability(pair, SHOWING); // 0.7 * sigmoid(0.5) + 0.3
    double picked = 0;
    for (int i = 0; i < MANY; i++) {
      picked += hit(side(person, pair, "sitting " + i) == Side.A);
    }
    assertEquals(0.7 * 0.6224593312 + 0.3, p, 1e-9);
    assertEquals(p, picked / MANY, 5 * Math.sqrt(p * (1 - p) / MANY));
  }

  @Test
  void exchangingTheSidesExchangesTheChoice() {
    SimulatedAnnotator person =
        annotator("{\"id\":\"x\",\"sensitivity\":1,\"position_bias\":0.5,\"taste\":1}");
    for (PairToLabel pair : pairs(200)) {
      Side forward = person.judge(pair, new Showing("1", 0, true)).side();
      Side backward = person.judge(pair.swapped(), new Showing("1", 0, false)).side();
      assertEquals(forward, backward.swapped(), pair.id());
    }
  }

  @Test
  void anotherPersonMayChooseOtherwise() {
    SimulatedAnnotator x = annotator("{\"id\":\"x\",\"sensitivity\":0}");
    SimulatedAnnotator y = annotator("{\"id\":\"y\",\"sensitivity\":0}");
    double same = share(pairs(MANY), pair -> hit(side(x, pair, "1") == side(y, pair, "1")));
    assertEquals(0.5, same, 5 * Math.sqrt(0.25 / MANY));
  }

  @Test
  void aBiasForLengthPrefersTheLongerWhereItIsClearlyLonger() {
    SimulatedAnnotator person = annotator("{\"id\":\"x\",\"verbosity_bias\":2}");
    List<PairToLabel> clear =
        pairs(MANY).stream()
            .filter(pair -> pair.a().words() > 1.5 * pair.b().words())
            .filter(pair -> pair.b().gold().overall() - pair.a().gold().overall() < 1)
            .toList();
    assertTrue(clear.size() > 200, "only " + clear.size());
    assertTrue(share(clear, pair -> hit(side(person, pair, "1") == Side.A)) > 0.97);
  }

  @Test
  void carefulPeopleAgreeWithTheGoldOrderNineTimesInTen() {
    SimulatedAnnotator person = annotator("{\"id\":\"x\"}");
    double agreement =
        share(
            pairs(MANY),
            pair ->
                hit(
                    (side(person, pair, "1") == Side.A)
                        == pair.a().gold().overall() > pair.b().gold().overall()));
    assertTrue(agreement > 0.87 && agreement < 0.97, "agreement " + agreement);
  }

  @Test
  void tasteMakesAPersonAgreeWithThemselvesMoreThanWithOthers() {
    SimulatedAnnotator x = annotator("{\"id\":\"x\",\"taste\":1}");
    SimulatedAnnotator y = annotator("{\"id\":\"y\",\"taste\":1}");
    List<PairToLabel> pairs = pairs(1_000);
    double self = share(pairs, pair -> hit(side(x, pair, "1") == side(x, pair, "2")));
    double other = share(pairs, pair -> hit(side(x, pair, "1") == side(y, pair, "1")));
    assertTrue(self > other + 0.1, "self " + self + ", other " + other);
  }

  @Test
  void aSharedErrorMakesPeopleErrTogether() {
    SimulatedAnnotator x = annotator("{\"id\":\"x\",\"sensitivity\":1000,\"shared_error\":1}");
    SimulatedAnnotator y = annotator("{\"id\":\"y\",\"sensitivity\":1000,\"shared_error\":1}");
    List<PairToLabel> pairs = pairs(500);
    double right =
        share(
            pairs,
            pair ->
                hit(
                    (side(x, pair, "1") == Side.A)
                        == pair.a().gold().overall() > pair.b().gold().overall()));
    assertTrue(right < 0.85, "right " + right);
    assertTrue(share(pairs, pair -> hit(side(x, pair, "1") == side(y, pair, "1"))) > 0.99);
  }

  @Test
  void positionDecidesBetweenEqualResponses() {
    SimulatedAnnotator person = annotator("{\"id\":\"x\",\"position_bias\":2}");
    PairToLabel pair = pair(response("a", 4, 20), response("b", 4, 20));
    assertEquals(Side.A, person.judge(pair, new Showing("1", 0, true)).side());
    assertEquals(Side.B, person.judge(pair, new Showing("1", 0, false)).side());
  }

  @Test
  void driftTurnsALatePersonToTheLonger() {
    SimulatedAnnotator person = annotator("{\"id\":\"x\",\"drift_per_100\":1}");
    PairToLabel pair = pair(response("a", 4.2, 10), response("b", 3.2, 40));
    assertTrue(person.probability(pair, new Showing("1", 0, true)) > 0.99);
    assertTrue(person.probability(pair, new Showing("1", 200, true)) < 0.01);
  }
}
