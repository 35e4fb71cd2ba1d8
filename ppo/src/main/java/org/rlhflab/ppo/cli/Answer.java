package org.rlhflab.ppo.cli;

import java.util.List;
import org.rlhflab.pretrain.terminal.Table;

/// What a model wrote to a prompt.
///
/// @param model the model's name
/// @param prompt what it was asked
/// @param sample which of its answers to this prompt, from 1
/// @param response the answer
/// @param finished whether it ended by itself
record Answer(String model, String prompt, int sample, String response, boolean finished) {

  /// Answers to one prompt one under the other, each beside its model's name.
  static String shown(String prompt, List<Answer> answers, boolean raw) {
    Table table = new Table("model", raw ? "goes on" : "answers");
    String before = "";
    for (Answer answer : answers) {
      String response = answer.response().isBlank() ? "(nothing)" : printable(answer.response());
      String end = answer.finished() ? "" : " ...";
      table.row(answer.model().equals(before) ? "" : answer.model(), response + end);
      before = answer.model();
    }
    return printable(prompt) + "\n" + table;
  }

  /// One line without anything that would steer a terminal: an untrained model writes any bytes.
  static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.strip()
        .codePoints()
        .forEach(c ->
            line.appendCodePoint(
                Character.isWhitespace(c)
                    ? ' '
                    : Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                        ? 0xFFFD
                        : c));
    return line.toString();
  }
}
