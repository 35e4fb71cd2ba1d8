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
}
