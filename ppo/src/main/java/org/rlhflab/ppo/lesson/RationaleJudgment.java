package org.rlhflab.ppo.lesson;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.bias.RationaleSpecificity;

/// Whether a written reason has to do with the two responses.
///
/// It [Kind#CITES] by the measure that audits use ([RationaleSpecificity]: a quotation, or four
/// words in a row). It [Kind#POINTS] if it has at least two words of four letters or more that
/// stand in one response only and not in the question: whoever writes in his or her own words does
/// that much. Otherwise it is [Kind#VAGUE]. None of it says that the reason is right.
///
/// @param kind what it is
/// @param found for [Kind#POINTS] the words that were found
public record RationaleJudgment(Kind kind, List<String> found) {
  private static final int WORDS = 2;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{4,}");

  /// What a reason can be.
  public enum Kind {
    /// Quotes a response or has its very words.
    CITES,
    /// Names things that only one response says.
    POINTS,
    /// Would fit any two responses.
    VAGUE,
    /// Is not there.
    MISSING
  }

  /// Copies its list.
  public RationaleJudgment {
    found = List.copyOf(found);
  }

  /// Judges a reason for preferring `chosen`.
  public static RationaleJudgment of(
      String prompt, String chosen, String rejected, String rationale) {
    if (rationale.isBlank()) {
      return new RationaleJudgment(Kind.MISSING, List.of());
    }
    if (RationaleSpecificity.isSpecific(label(prompt, chosen, rejected, rationale))) {
      return new RationaleJudgment(Kind.CITES, List.of());
    }
    Set<String> one = words(chosen);
    Set<String> other = words(rejected);
    Set<String> asked = words(prompt);
    List<String> found = new ArrayList<>();
    for (String word : words(rationale)) {
      if (one.contains(word) != other.contains(word) && !asked.contains(word)) {
        found.add(word);
      }
    }
    return found.size() >= WORDS
        ? new RationaleJudgment(Kind.POINTS, found)
        : new RationaleJudgment(Kind.VAGUE, List.of());
  }

  /// Whether it has to do with the responses.
  public boolean citesContent() {
    return kind == Kind.CITES || kind == Kind.POINTS;
  }

  /// The judgment for whoever wrote the reason.
  public String sentence() {
    return switch (kind) {
      case CITES -> "Your reason cites the text. That is a reason others can check.";
      case POINTS ->
          "Your reason names what only one of them says (%s). Quote it, and it is even easier to check."
              .formatted(String.join(", ", found));
      case VAGUE ->
          "Your reason would fit any two answers: it names nothing that one of these says and the"
              + " other does not.";
      case MISSING -> "You gave no reason, so nobody can tell your choice from a tossed coin.";
    };
  }

  private static Preference label(String prompt, String chosen, String rejected, String rationale) {
    Preference bare = Preference.of(prompt, chosen, rejected);
    return new Preference(
        bare.id(),
        bare.prompt(),
        bare.chosen(),
        bare.rejected(),
        bare.tie(),
        bare.annotator(),
        bare.criterion(),
        rationale,
        bare.first(),
        bare.gold(),
        bare.repeatOf(),
        bare.session(),
        bare.position(),
        bare.seconds(),
        bare.source(),
        bare.round(),
        bare.weight(),
        bare.extra());
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
