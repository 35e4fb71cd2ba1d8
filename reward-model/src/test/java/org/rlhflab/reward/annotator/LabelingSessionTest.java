package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

class LabelingSessionTest {
  private static List<Preference> label(String profiles, List<PairToLabel> pairs, int overlap) {
    return new LabelingSession(
            AnnotatorFile.parse(profiles), Samples.RUBRIC, 7, "monday", "grammar", overlap)
        .label(pairs);
  }

  @Test
  void everybodyLabelsAboutAsMany() {
    List<Preference> labels = label("{\"id\":\"c\",\"count\":3}", Samples.pairs(100), 2);
    Map<String, Long> counts =
        labels.stream()
            .collect(Collectors.groupingBy(Preference::annotator, Collectors.counting()));
    assertEquals(Set.of("c-1", "c-2", "c-3"), counts.keySet());
    assertTrue(Collections.max(counts.values()) - Collections.min(counts.values()) <= 1);
  }

  @Test
  void anOverlapOfTwoIsTwoPeopleForEveryPair() {
    List<Preference> labels = label("{\"id\":\"c\",\"count\":3}", Samples.pairs(10), 2);
    Set<String> judged = new HashSet<>();
    labels.forEach(label -> judged.add(label.prompt() + label.annotator()));
    assertEquals(20, judged.size());
    assertEquals(10, labels.stream().map(Preference::prompt).distinct().count());
  }

  @Test
  void theOrderOfThePairsChangesNoLabelOfOnePerson() {
    String noisy = "{\"id\":\"c\",\"sensitivity\":1,\"taste\":1,\"rationale\":\"specific\"}";
    List<PairToLabel> pairs = Samples.pairs(50);
    List<PairToLabel> reversed = new ArrayList<>(pairs);
    Collections.reverse(reversed);
    Function<List<Preference>, Map<String, String>> said =
        labels ->
            labels.stream()
                .collect(
                    Collectors.toMap(Preference::id, p -> p.chosen() + p.first() + p.rationale()));
    assertEquals(said.apply(label(noisy, pairs, 1)), said.apply(label(noisy, reversed, 1)));
  }

  @Test
  void theSideShownFirstIsAFairCoin() {
    List<Preference> labels = label("{\"id\":\"c\"}", Samples.pairs(2_000), 1);
    double first =
        labels.stream().filter(p -> p.first().equals(Optional.of(Verdict.CHOSEN))).count()
            / 2_000.0;
    assertEquals(0.5, first, 5 * Math.sqrt(0.25 / 2_000));
  }

  @Test
  void aPositionBiasShowsInWhatWasShownFirst() {
    List<Preference> labels = label("{\"id\":\"c\",\"position_bias\":3}", Samples.pairs(500), 1);
    long first = labels.stream().filter(p -> p.first().equals(Optional.of(Verdict.CHOSEN))).count();
    assertTrue(first > 450, "only " + first);
  }

  @Test
  void tiesAreLabelledAsTies() {
    List<Preference> labels = label("{\"id\":\"c\",\"tie_threshold\":9}", Samples.pairs(5), 1);
    assertTrue(labels.stream().allMatch(Preference::tie));
  }

  @Test
  void anOverlapBeyondTheCrowdIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> label("{\"id\":\"c\"}", Samples.pairs(1), 2));
  }
}
