package org.rlhflab.ppo.evaluation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How varied a model's answers are: `distinct-n = different n-grams / all n-grams`, of all answers
/// together.
///
/// Li, Galley, Brockett, Gao, Dolan, "A Diversity-Promoting Objective Function for Neural
/// Conversation Models" (2016, arXiv:1510.03055), section 5. Words are what blanks part, in small
/// letters; more answers have less of it, so that only figures of as many answers compare.
public final class DistinctN {
  private DistinctN() {}

  /// The share, in (0, 1]; 0 where no answer has `n` words.
  public static double of(List<String> answers, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, got " + n);
    }
    Set<List<String>> different = new HashSet<>();
    long all = 0;
    for (String answer : answers) {
      List<String> words =
          Arrays.stream(answer.toLowerCase(Locale.ROOT).split("\\s+"))
              .filter(word -> !word.isEmpty())
              .toList();
      for (int from = 0; from + n <= words.size(); from++) {
        different.add(words.subList(from, from + n));
        all++;
      }
    }
    return all == 0 ? 0 : (double) different.size() / all;
  }
}
