package org.rlhflab.reward.quality.bias;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlhflab.reward.label.Preference;

/// Whether written reasons cite the responses. A reason is specific if it quotes words that stand
/// in one of the two, or has four words in a row with one of them that are not in the question. "It
/// felt right" is not specific. Citing is a sign of reading, no proof: a careless person may cite
/// at random.
public final class RationaleSpecificity {
  private static final int WORDS_IN_A_ROW = 4;
  private static final int QUOTED_WORDS = 2;
  private static final Pattern QUOTATION = Pattern.compile("[\"“”«»]([^\"“”«»]+)[\"“”«»]");

  private RationaleSpecificity() {}

  /// Whether a label's reason cites; empty reasons do not.
  public static boolean isSpecific(Preference label) {
    String chosen = spaced(label.chosen());
    String rejected = spaced(label.rejected());
    Matcher quotation = QUOTATION.matcher(label.rationale());
    while (quotation.find()) {
      String quoted = spaced(quotation.group(1));
      boolean found = chosen.contains(quoted) || rejected.contains(quoted);
      if (found && words(quoted).size() >= QUOTED_WORDS) {
        return true;
      }
    }
    List<String> words = words(spaced(label.rationale()));
    String prompt = spaced(label.prompt());
    for (int from = 0; from + WORDS_IN_A_ROW <= words.size(); from++) {
      String row = " " + String.join(" ", words.subList(from, from + WORDS_IN_A_ROW)) + " ";
      if ((chosen.contains(row) || rejected.contains(row)) && !prompt.contains(row)) {
        return true;
      }
    }
    return false;
  }

  /// The share of specific reasons among those that were written; empty if none was.
  public static OptionalDouble share(List<Preference> labels) {
    return labels.stream()
        .filter(label -> !label.rationale().isBlank())
        .mapToDouble(label -> isSpecific(label) ? 1 : 0)
        .average();
  }

  /// Words in lower case between single spaces, one before and one behind.
  private static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(" ");
    for (int c = 0; c < text.length(); c++) {
      char letter = text.charAt(c);
      if (Character.isLetterOrDigit(letter)) {
        spaced.append(letter);
      } else if (spaced.charAt(spaced.length() - 1) != ' ') {
        spaced.append(' ');
      }
    }
    if (spaced.charAt(spaced.length() - 1) != ' ') {
      spaced.append(' ');
    }
    return spaced.toString().toLowerCase(Locale.ROOT);
  }

  private static List<String> words(String spaced) {
    List<String> words = new ArrayList<>();
    for (String word : spaced.split(" ", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
