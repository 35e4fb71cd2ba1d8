package org.rlhflab.ppo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/// Keys that are typed with Enter behind them: `1`, or several at once, such as `112u2`. What is
/// left of such a line is no answer to the next question for a line.
final class TypedLines implements Keyboard {
  private final BufferedReader lines;
  private String keys = "";

  TypedLines(BufferedReader lines) {
    this.lines = lines;
  }

  @Override
  public Optional<String> line() throws IOException {
    keys = "";
    return Optional.ofNullable(lines.readLine());
  }

  @Override
  public Optional<Character> key() throws IOException {
    while (keys.isEmpty()) {
      String line = lines.readLine();
      if (line == null) {
        return Optional.empty();
      }
      keys = line.replaceAll("\\s", "");
    }
    char key = keys.charAt(0);
    keys = keys.substring(1);
    return Optional.of(key);
  }
}
