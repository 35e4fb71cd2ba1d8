package org.rlhflab.pretrain.stage;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody who mistyped a name has meant: the name that takes the fewest letters put in, left
/// out or changed (Levenshtein 1966), if these are at most half of it.
public final class ClosestName {
  private ClosestName() {}

  /// The closest of these names; empty where none is close.
  public static Optional<String> to(String typed, Collection<String> names) {
    return within(2, typed, names);
  }

  /// The same where a word of its own would be right too: at most a quarter of the name.
  public static Optional<String> slip(String typed, Collection<String> names) {
    return within(4, typed, names);
  }

  private static Optional<String> within(int share, String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> share * edits(typed, name) <= name.length())
        .min(
            Comparator.<String>comparingInt(name -> edits(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// Letters to put in, leave out or change.
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
