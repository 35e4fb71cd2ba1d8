package org.rlhflab.reward.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.label.Preference;

class LabelWeightsTest {
  private static final Preference ANN = label("ann", "yes", 1);
  private static final Preference BOB = label("bob", "yes", 3);
  private static final Preference SAME = label("ann", "no", 1);

  private static Preference label(String annotator, String chosen, double weight) {
    return new Preference(
        "",
        "Q?",
        chosen,
        "no",
        false,
        annotator,
        "overall",
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        OptionalInt.empty(),
        OptionalDouble.empty(),
        "",
        OptionalInt.empty(),
        weight,
        Map.of());
  }

  @Test
  void weightsKeepTheirProportionAndHaveAMeanOfOne() {
    List<Preference> labels = LabelWeights.of(List.of(ANN, BOB), Set.of()).labels();
    assertEquals(List.of(ANN.withWeight(0.5), BOB.withWeight(1.5)), labels);
  }

  @Test
  void hugeWeightsKeepTheirProportionToo() {
    List<Preference> huge = List.of(ANN.withWeight(0.5e308), BOB.withWeight(1.5e308));
    assertEquals(
        List.of(0.5, 1.5),
        LabelWeights.of(huge, Set.of()).labels().stream()
            .map(it -> Math.rint(1e9 * it.weight()) / 1e9)
            .toList());
  }

  @Test
  void aResponsePreferredToItselfIsDroppedAndCounted() {
    LabelWeights weights = LabelWeights.of(List.of(SAME, ANN), Set.of());
    assertEquals(List.of(ANN), weights.labels());
    assertEquals(1, weights.identical());
  }

  @Test
  void peopleLeftOutAreCountedApart() {
    LabelWeights weights = LabelWeights.of(List.of(ANN, BOB, SAME), Set.of("ann"));
    assertEquals(List.of(BOB.withWeight(1)), weights.labels());
    assertEquals(2, weights.leftOut());
    assertEquals(0, weights.identical());
  }

  @Test
  void nothingLeftIsOneSentence() {
    BadInput problem =
        assertThrows(BadInput.class, () -> LabelWeights.of(List.of(SAME), Set.of("bob")));
    assertTrue(problem.toString().contains("1 prefer a response to itself"), problem.toString());
  }

  private static LabelWeights weighed(List<Preference> labels, Weighting weighting, double filter) {
    return LabelWeights.of(labels, Set.of(), weighting, filter);
  }

  private static double meanWeight(LabelWeights weights, String kind) {
    return weights.labels().stream()
        .filter(label -> label.annotator().startsWith(kind))
        .mapToDouble(Preference::weight)
        .average()
        .orElse(0);
  }

  private static final List<Preference> CROWD =
      SimulatedLabels.of(SimulatedLabels.people("careful", "careless"), 30, 200, 3, 20, 7);

  @ParameterizedTest
  @EnumSource(
      value = Weighting.class,
      names = {"NONE", "CONSISTENCY"},
      mode = EnumSource.Mode.EXCLUDE)
  void carefulLabelsWeighMoreThanCarelessOnesByEveryEvidenceButConsistency(Weighting weighting) {
    LabelWeights found = weighed(CROWD, weighting, 0);
    assertTrue(meanWeight(found, "careful") > 1.5 * meanWeight(found, "careless"), weighting.key());
    assertEquals(
        1, found.labels().stream().mapToDouble(Preference::weight).average().orElse(0), 1e-9);
    assertEquals(10, found.people().size());
  }

  @Test
  void whoWeighsByConsistencyIsToldThatItFlattersTheBiased() {
    List<String> warnings = weighed(CROWD, Weighting.CONSISTENCY, 0).warnings();
    assertTrue(warnings.getFirst().contains("not who is biased"), warnings.toString());
    List<Preference> verbose =
        SimulatedLabels.of(SimulatedLabels.people("verbose-biased"), 30, 60, 1, 20, 7);
    String named = weighed(verbose, Weighting.QUALITY, 0).warnings().toString();
    assertTrue(named.contains("consistent and often wrong"), named);
  }

  @Test
  void qualityIsTheLowerOfGoldAndConsistency() {
    double[] gold = reliabilities(Weighting.GOLD);
    double[] consistency = reliabilities(Weighting.CONSISTENCY);
    double[] quality = reliabilities(Weighting.QUALITY);
    for (int k = 0; k < gold.length; k++) {
      assertEquals(Math.min(gold[k], consistency[k]), quality[k], "annotator " + k);
    }
  }

  private static double[] reliabilities(Weighting weighting) {
    return weighed(CROWD, weighting, 0).people().stream()
        .mapToDouble(AnnotatorWeight::reliability)
        .toArray();
  }

  @Test
  void theFilterDropsPeopleAndSaysWhom() {
    LabelWeights found = weighed(CROWD, Weighting.NONE, 0.8);
    List<String> dropped =
        found.people().stream()
            .filter(AnnotatorWeight::dropped)
            .map(AnnotatorWeight::annotator)
            .toList();
    assertEquals(
        List.of("careless-1", "careless-2", "careless-3", "careless-4", "careless-5"), dropped);
    assertEquals(CROWD.size() - found.filtered(), found.labels().size());
    assertTrue(found.labels().stream().allMatch(label -> label.weight() == 1));
  }

  @Test
  void evidenceThatTheLabelsDoNotHoldIsBadInput() {
    List<Preference> apart = List.of(ANN, Labels.by("bob", "another?", "yes", "no"));
    for (Weighting weighting : Weighting.values()) {
      if (weighting != Weighting.NONE) {
        String message =
            assertThrows(BadInput.class, () -> weighed(apart, weighting, 0), weighting.key())
                .getMessage();
        assertTrue(message.startsWith("--weighting " + weighting.key()), message);
      }
    }
    String message =
        assertThrows(BadInput.class, () -> weighed(List.of(ANN), Weighting.NONE, 0.5)).getMessage();
    assertTrue(message.startsWith("--filter"), message);
  }

  @Test
  void aFilterThatNobodyPassesIsOneSentence() {
    String message =
        assertThrows(BadInput.class, () -> weighed(CROWD, Weighting.GOLD, 0.999)).getMessage();
    assertTrue(message.contains("fell to the filter"), message);
  }
}
