package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.Labels;
import org.rlhflab.reward.quality.bias.PresentationBias.Effect;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;
import org.rlhflab.reward.quality.regression.Logistic;

class PresentationBiasTest {

  /// Labels by somebody for whom one term is worth `logOdds`, and all others nothing.
  private static List<Preference> labels(Term term, double logOdds, int pairs, long seed) {
    Random random = new Random(seed);
    List<Preference> labels = new ArrayList<>();
    for (int n = 0; n < pairs; n++) {
      String a = response(random);
      String b = response(random);
      boolean aFirst = random.nextBoolean();
      Preference asA =
          Labels.first(Labels.by("ann", "Q" + n, a, b), aFirst ? Verdict.CHOSEN : Verdict.REJECTED);
      Preference asB =
          Labels.first(Labels.by("ann", "Q" + n, b, a), aFirst ? Verdict.REJECTED : Verdict.CHOSEN);
      double difference =
          PresentationBias.differences(asA, new java.util.HashMap<>())[term.ordinal()];
      boolean choosesA = random.nextDouble() < Logistic.sigmoid(logOdds * difference);
      labels.add(choosesA ? asA : asB);
    }
    return labels;
  }

  private static String response(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "Great question! " : "");
    text.append(random.nextInt(3) == 0 ? "Certainly " : "");
    int words = 4 + random.nextInt(20);
    text.append("Cats");
    for (int w = 0; w < words; w++) {
      text.append(random.nextInt(20) == 0 ? " Sleep" : " sleep");
    }
    return text + (random.nextInt(20) == 0 ? "" : ".");
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedBiasIsFoundInItsTermAndInNoOther(Term planted) {
    PresentationBias found = PresentationBias.of(labels(planted, 1, 1_000, 7));
    for (Term term : Term.values()) {
      Effect effect = found.of(term).orElseThrow();
      if (term == planted) {
        assertFalse(effect.logOdds().excludes(1), term + ": " + effect);
        assertTrue(effect.p() < 1e-4, term + ": " + effect);
      } else {
        assertTrue(Math.abs(effect.logOdds().mean()) < 0.5, term + ": " + effect);
        assertTrue(effect.p() > 1e-3, term + ": " + effect);
      }
    }
  }

  @Test
  void whoNeverMakesAnExceptionHasAFiniteAndSignificantBias() {
    Effect effect =
        PresentationBias.of(labels(Term.LENGTH, 1_000, 100, 3)).of(Term.LENGTH).orElseThrow();
    assertTrue(effect.logOdds().lo() > 1, effect.toString());
    assertTrue(effect.p() < 1e-9, effect.toString());
  }

  @Test
  void theTestHoldsItsLevelForPeopleWithoutBias() {
    int significant = 0;
    for (int person = 0; person < 120; person++) {
      significant +=
          PresentationBias.of(labels(Term.LENGTH, 0, 60, person)).of(Term.LENGTH).orElseThrow().p()
                  < 0.05
              ? 1
              : 0;
    }
    assertTrue(significant >= 1 && significant <= 14, significant + " of 120");
  }

  @Test
  void aTermThatNeverDiffersIsMissing() {
    PresentationBias found =
        PresentationBias.of(List.of(Labels.by("ann", "Q?", "Cats sleep.", "Dogs bark.")));
    assertEquals(0, found.effects().size());
  }

  @Test
  void goldAnswersShowWhatTheTruthPaysFor() {
    List<Preference> labels =
        labels(Term.LENGTH, 1_000, 60, 5).stream()
            .map(label -> Labels.gold(label, Verdict.REJECTED))
            .toList();
    assertTrue(PresentationBias.ofGold(labels).of(Term.LENGTH).orElseThrow().logOdds().hi() < 0);
  }
}
