package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;

class LengthOffsetTest {
  private static String words(int count) {
    return String.join(" ", Collections.nCopies(count, "word"));
  }

  /// Of 100 choices between 20 and 10 words 80 for the longer: the log-odds of 0.8, drawn to 0 a
  /// little by the penalty, are the root of 80 - 100 s(b) - b = 0, found by bisection elsewhere.
  @Test
  void theOffsetIsTheLogOddsOfTwiceTheWords() {
    List<Preference> labels = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      labels.add(
          i < 80
              ? Preference.of("q" + i, words(20), words(10))
              : Preference.of("q" + i, words(10), words(20)));
    }
    LengthOffset offset = LengthOffset.of(labels);
    assertEquals(1.306546, offset.perDoubling(), 1e-5);
    assertEquals(offset.perDoubling(), offset.of(labels.getFirst()), 1e-12);
    assertEquals(-offset.perDoubling(), offset.of(labels.getLast()), 1e-12);
  }

  @Test
  void labelsThatCareNothingForLengthHaveNone() {
    Random random = new Random(7);
    List<Preference> labels = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      labels.add(
          Preference.of("q" + i, words(1 + random.nextInt(30)), words(1 + random.nextInt(30))));
    }
    assertEquals(0, LengthOffset.of(labels).perDoubling(), 0.08);
  }

  @Test
  void onlyLongerOnesWinningStaysFinite() {
    List<Preference> labels = List.of(Preference.of("q", words(9), words(3)));
    double offset = LengthOffset.of(labels).perDoubling();
    assertTrue(offset > 0 && offset < 2, "" + offset);
    assertEquals(
        LengthOffset.NONE, LengthOffset.of(List.of(Preference.of("q", "one two", "three four"))));
  }
}
