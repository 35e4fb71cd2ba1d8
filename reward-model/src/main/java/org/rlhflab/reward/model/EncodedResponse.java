package org.rlhflab.reward.model;

import java.util.Arrays;
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
    int[] tokens = Arrays.copyOf(prompt, prompt.length + response.length);
    System.arraycopy(response, 0, tokens, prompt.length, response.length);
    return new EncodedResponse(tokens, prompt.length);
  }

  /// A question and a finished answer in at most `context` tokens. Where they do not fit, the
  /// question loses its beginning, down to half the context, and then the answer its end: two
  /// answers to one long question must stay apart.
  public static EncodedResponse of(Tokenizer tokenizer, String prompt, String text, int context) {
    int[] question = tokenizer.encode(PromptFormat.prompt(prompt));
    int[] answer = tokenizer.encode(PromptFormat.completion(text));
    int[] ended = Arrays.copyOf(answer, answer.length + 1);
    ended[answer.length] = tokenizer.endOfText();
    int room = Math.max(context - ended.length, context / 2);
    int from = Math.max(0, question.length - room);
    EncodedResponse whole = of(Arrays.copyOfRange(question, from, question.length), ended);
    int length = Math.min(context, whole.tokens.length);
    return new EncodedResponse(Arrays.copyOf(whole.tokens, length), question.length - from);
  }

  /// Tokens of the response.
  public int length() {
    return tokens.length - first;
  }
}
