package org.rlhflab.reward.quality.bias;

import java.util.Locale;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What can be counted in the text of a response without knowing whether it is right.
///
/// Hedges and boosters are found by wordings of English, of the kinds that Hyland, "Metadiscourse"
/// (2005), lists; enthusiasm is sentences that end in an exclamation mark; slips of formatting are
/// capitals inside a sentence, sentences that begin without one, and a missing mark at the end.
/// Names inside a sentence count as capitals too: both responses to a prompt tend to have them.
///
/// @param words as white space parts them, at least 1
/// @param boosters claims of certainty
/// @param hedges admissions of doubt
/// @param exclamations enthusiasm
/// @param slips of formatting
public record ResponseSurface(int words, int boosters, int hedges, int exclamations, int slips) {
  private static final Pattern BOOSTERS =
      words(
          "without (?:any|a|the slightest)? ?doubt|no doubt|beyond (?:any )?doubt|undoubtedly",
          "(?:it is )?absolutely(?: certain)?|certainly|definitely|clearly|obviously|undeniably",
          "every(?:body|one) knows|of course|no question|without question|unquestionably",
          "guaranteed?|i am (?:certain|sure)|100%");
  private static final Pattern HEDGES =
      words(
          "not (?:fully |entirely |quite )?(?:certain|sure|clear|agree)|uncertain|unclear|debated",
          "no(?:body| one) (?:really )?knows|evidence is (?:still )?mixed|it depends",
          "perhaps|maybe|might|possibly|probably|presumably|arguably|seems? to|appears? to",
          "may be|could be|i (?:think|believe|guess)|in my opinion|as far as i know");

  /// Measures a text.
  public static ResponseSurface of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int exclamations = 0;
    for (int c = 0; c < text.length(); c++) {
      boolean last = c + 1 == text.length() || Character.isWhitespace(text.charAt(c + 1));
      exclamations += text.charAt(c) == '!' && last ? 1 : 0;
    }
    return new ResponseSurface(
        words(text), count(BOOSTERS, lower), count(HEDGES, lower), exclamations, slips(text));
  }

  /// Boosters less hedges.
  public int confidence() {
    return boosters - hedges;
  }

  /// The words of a text alone, at least 1.
  public static int words(String text) {
    return Math.max(1, new StringTokenizer(text).countTokens());
  }

  /// The words' binary logarithm: a difference of 1 is twice the length.
  public double doublings() {
    return doublings(words);
  }

  /// The same of any number of words.
  public static double doublings(int words) {
    return StrictMath.log(words) / StrictMath.log(2);
  }

  private static int slips(String text) {
    int slips = 0;
    boolean begins = true;
    StringTokenizer tokens = new StringTokenizer(text);
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      int letter = firstLetter(token);
      if (letter >= 0) {
        boolean capital = Character.isUpperCase(token.charAt(letter));
        boolean pronoun = token.length() == 1 || token.startsWith("I'");
        slips += begins ? (capital ? 0 : 1) : (capital && !pronoun ? 1 : 0);
        begins = false;
      }
      begins |= endsSentence(token);
    }
    return slips + (text.isBlank() || begins ? 0 : 1);
  }

  private static int firstLetter(String token) {
    for (int c = 0; c < token.length(); c++) {
      if (Character.isLetter(token.charAt(c))) {
        return c;
      }
    }
    return -1;
  }

  private static boolean endsSentence(String token) {
    int end = token.length() - 1;
    while (end > 0 && "\"')]*".indexOf(token.charAt(end)) >= 0) {
      end--;
    }
    return ".!?:".indexOf(token.charAt(end)) >= 0;
  }

  private static Pattern words(String... alternatives) {
    return Pattern.compile("(?<![a-z])(?:" + String.join("|", alternatives) + ")(?![a-z])");
  }

  private static int count(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
