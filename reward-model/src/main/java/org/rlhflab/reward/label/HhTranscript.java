package org.rlhflab.reward.label;

import java.util.List;
import java.util.Optional;

/// Anthropic's HH form: two whole transcripts, `\n\nHuman: ...\n\nAssistant: ...`, that part in the
/// assistant's last turn. What they share up to the last `\n\nAssistant:` is the prompt.
///
/// A prompt of a single human turn is given as the bare question, since every model here puts its
/// own marks around it; a longer one stays a transcript.
///
/// @param prompt the question, or the conversation that ends with one
/// @param chosen the better last turn
/// @param rejected the other
public record HhTranscript(String prompt, String chosen, String rejected) {
  private static final String HUMAN = "\n\nHuman:";
  private static final String ASSISTANT = "\n\nAssistant:";

  /// Takes two transcripts apart; empty if they are none, or share no human turn.
  public static Optional<HhTranscript> of(String chosen, String rejected) {
    String shared = chosen.substring(0, LabelFormat.sharedPrefix(chosen, rejected));
    int mark = shared.lastIndexOf(ASSISTANT);
    if (mark < 0 || !shared.startsWith(HUMAN)) {
      return Optional.empty();
    }
    int end = mark + ASSISTANT.length();
    return Optional.of(
        new HhTranscript(
            question(shared.substring(0, mark)),
            chosen.substring(end).strip(),
            rejected.substring(end).strip()));
  }

  /// One message of a conversation as it stands in a transcript.
  static String turn(String role, String content) {
    String name =
        switch (role) {
          case "user" -> "Human";
          case "assistant" -> "Assistant";
          default -> role;
        };
    return "\n\n" + name + ": " + content.strip();
  }

  /// A conversation as a prompt: bare if it is one question.
  static String prompt(List<String> turns) {
    return question(String.join("", turns));
  }

  private static String question(String transcript) {
    boolean single =
        transcript.startsWith(HUMAN)
            && transcript.indexOf(HUMAN, 1) < 0
            && !transcript.contains(ASSISTANT);
    return (single ? transcript.substring(HUMAN.length()) : transcript).strip();
  }
}
