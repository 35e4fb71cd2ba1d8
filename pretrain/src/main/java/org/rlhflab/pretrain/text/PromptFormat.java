package org.rlhflab.pretrain.text;

/// How a question and its answer are written for the model, at every stage and in the Q&A part of
/// the pretraining text alike: `Q: ...\nA: ...` and then the end-of-text token.
public final class PromptFormat {
  private PromptFormat() {}

  /// The prompt as the model reads it; the model goes on from its last character.
  public static String prompt(String question) {
    return "Q: " + question + "\nA:";
  }

  /// The answer as it follows the prompt.
  public static String completion(String answer) {
    return " " + answer;
  }
}
