package org.rlhflab.pretrain.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Text as words, for comparing sentences: what is small, what is common, what a slip of the pen
/// is.
final class Words {
  private Words() {}

  /// Words that carry grammar only. Whatever can turn a statement's meaning round ("not", "no",
  /// "from", "or", "without", "before", "more") is not among them.
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "a", "an", "the", "of", "and", "is", "are", "was", "were", "be", "been", "am", "it",
          "its", "that", "this", "these", "those", "to", "in", "on", "at", "by", "for", "as",
          "with", "their", "his", "her", "my", "your", "our", "which", "who", "there");

  /// Frequent words of any English text, beside the function words.
  private static final Set<String> COMMON_WORDS =
      Set.of(
          ("about above across after again against ago all almost along already also always among"
               + " another any anyone anything around asked away back bad because become before"
               + " began behind being believe below best better between big both bring but called"
               + " came can car change child children city close come could country course day days"
               + " did different do does done door down each early eat end enough even every"
               + " example eyes face fact family far father feel few find first follow food found"
               + " friend from full gave get give go going good got great had half hand has have he"
               + " head hear help here high him himself home house how however i if important into"
               + " just keep kind knew know known last late later learn least leave left less let"
               + " life like line little live long look lot love made make man many may me mean men"
               + " might mind money moment month more morning most mother much music must name near"
               + " need never new next night no nobody not nothing now number off often old once"
               + " one only open or other others out over own page part people perhaps person place"
               + " play please point possible problem put question quite rather read really right"
               + " room said same saw say school second see seem seen sentence set several she"
               + " should show side since small so some someone something sometimes soon still stop"
               + " story such sun take talk tell than thank them then they thing things think"
               + " thought three through time today together told too took toward town true try"
               + " turn two under until up us use used very walk want war water way we week well"
               + " went what when where while white whole why will without woman women word words"
               + " work world would write wrong year years yes yet you young")
              .split(" "));

  /// The words of a text in lower case, without the marks around them.
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String token : text.split("\\s+", -1)) {
      String word = strip(token);
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /// One token without the marks around it, in lower case; may be empty.
  static String strip(String token) {
    int from = 0;
    int to = token.length();
    while (from < to && !Character.isLetterOrDigit(token.charAt(from))) {
      from++;
    }
    while (to > from && !Character.isLetterOrDigit(token.charAt(to - 1))) {
      to--;
    }
    return token.substring(from, to).toLowerCase(Locale.ROOT);
  }

  /// The words that carry the meaning, in order.
  static List<String> content(List<String> words) {
    return words.stream().filter(word -> !FUNCTION_WORDS.contains(word)).toList();
  }

  static boolean isFunctionWord(String word) {
    return FUNCTION_WORDS.contains(word);
  }

  static boolean isCommon(String word) {
    return FUNCTION_WORDS.contains(word) || COMMON_WORDS.contains(word);
  }

  /// Whether something that is in no list could be English: a number, or letters with a vowel now
  /// and then.
  static boolean looksLikeAWord(String word) {
    if (word.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
      return true;
    }
    int sinceVowel = 0;
    boolean vowel = false;
    for (int c = 0; c < word.length(); c++) {
      char letter = word.charAt(c);
      if ("aeiouy".indexOf(letter) >= 0) {
        vowel = true;
        sinceVowel = 0;
      } else if (letter == '-' || letter == '\'' || letter == '’') {
        sinceVowel = 0;
      } else if (letter < 'a' || letter > 'z' || ++sinceVowel > 4) {
        return false;
      }
    }
    return vowel && word.length() <= 18;
  }

  /// Whether two different words differ by one letter added, left out, replaced, or by two
  /// neighbours exchanged.
  static boolean oneLetterOff(String a, String b) {
    String shorter = a.length() <= b.length() ? a : b;
    String longer = a.length() <= b.length() ? b : a;
    int added = longer.length() - shorter.length();
    if (added > 1 || a.equals(b)) {
      return false;
    }
    int same = 0;
    while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
      same++;
    }
    if (added == 1) {
      return shorter.regionMatches(same, longer, same + 1, shorter.length() - same);
    }
    boolean replaced = a.regionMatches(same + 1, b, same + 1, a.length() - same - 1);
    boolean exchanged =
        same + 1 < a.length()
            && a.charAt(same) == b.charAt(same + 1)
            && a.charAt(same + 1) == b.charAt(same)
            && a.regionMatches(same + 2, b, same + 2, a.length() - same - 2);
    return replaced || exchanged;
  }
}
