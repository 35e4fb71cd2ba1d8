package org.rlhflab.reward.model;

import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;

/// A response to a prompt in tokens, as the reward model reads it.
///
/// @param tokens prompt and response, `[time]`
/// @param first index of the response's first token, at least 1
public record EncodedResponse(int[] tokens, int first) {

  /// Checks that prompt and response are there.
  public EncodedResponse {
    if (first < 1 || first >= tokens.length) {
      throw new IllegalArgumentException(
          "first must be in [1, " + tokens.length + "), got " + first);
    }
  }

  /// A prompt's tokens and those that a model wrote after it.
  public static EncodedResponse of(int[] prompt, int[] response) {
    int[] tokens = java.util.Arrays.copyOf(prompt, prompt.length + response.length);
    System.arraycopy(response, 0, tokens, prompt.length, response.length);
    return new EncodedResponse(tokens, prompt.length);
  }

  /// A question and a finished answer, cut to `context` tokens.
  public static EncodedResponse of(Tokenizer tokenizer, String prompt, String text, int context) {
    int[] question = tokenizer.encode(PromptFormat.prompt(prompt));
    int[] answer = tokenizer.encode(PromptFormat.completion(text));
    int[] ended = java.util.Arrays.copyOf(answer, answer.length + 1);
    ended[answer.length] = tokenizer.endOfText();
    int[] cut = java.util.Arrays.copyOf(question, Math.min(question.length, context - 1));
    EncodedResponse whole = of(cut, ended);
    int length = Math.min(context, whole.tokens.length);
    return new EncodedResponse(java.util.Arrays.copyOf(whole.tokens, length), cut.length);
  }

  /// Tokens of the response.
  public int length() {
    return tokens.length - first;
  }
}
