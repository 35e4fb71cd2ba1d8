package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.label.Preference;

class PromptSplitTest {
  private static final RandomStreams RANDOM = new RandomStreams(7);

  private static List<Preference> labels(int prompts, int each) {
    return IntStream.range(0, prompts * each)
        .mapToObj(i -> Preference.of("prompt " + i % prompts, "a" + i, "b" + i))
        .toList();
  }

  private static Set<String> prompts(List<Preference> labels) {
    return labels.stream().map(Preference::prompt).collect(Collectors.toSet());
  }

  @Test
  void noPromptIsInBothPartsAndNoLabelIsLost() {
    PromptSplit split = PromptSplit.of(labels(200, 3), 0.2, RANDOM);
    Set<String> both = new HashSet<>(prompts(split.training()));
    both.retainAll(prompts(split.heldOut()));
    assertEquals(Set.of(), both);
    assertEquals(600, split.training().size() + split.heldOut().size());
    assertEquals(40, prompts(split.heldOut()).size(), 20);
  }

  @Test
  void otherLabelsOfTheSamePromptsAreSplitAlike() {
    assertEquals(
        prompts(PromptSplit.of(labels(200, 1), 0.2, RANDOM).heldOut()),
        prompts(PromptSplit.of(labels(200, 2), 0.2, RANDOM).heldOut()));
  }

  @Test
  void fewPromptsStillGiveBothParts() {
    for (double share : new double[] {1e-9, 0.999999999}) {
      PromptSplit split = PromptSplit.of(labels(2, 2), share, RANDOM);
      assertFalse(split.training().isEmpty(), "share " + share);
      assertFalse(split.heldOut().isEmpty(), "share " + share);
    }
  }

  @Test
  void nothingIsHeldOutOfOnePromptOrWithAShareOfZero() {
    assertTrue(PromptSplit.of(labels(1, 5), 0.9, RANDOM).heldOut().isEmpty());
    assertTrue(PromptSplit.of(labels(50, 1), 0, RANDOM).heldOut().isEmpty());
  }
}
