package org.rlhflab.ppo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Keys of a terminal, taken at the press, without Enter. The terminal is told so by `stty` for the
/// time of one key, and told back, also when the program is ended meanwhile. Where there is no
/// `stty` (Windows), keys need Enter, as in [TypedLines].
final class TerminalKeys implements Keyboard {
  private static final int END_OF_TEXT = 4;

  private final BufferedReader keyboard;
  private final TypedLines lines;
  private final Optional<String> settings;
  private volatile boolean changed;

  TerminalKeys(BufferedReader keyboard) {
    this.keyboard = keyboard;
    this.lines = new TypedLines(keyboard);
    this.settings = stty("-g").filter(it -> !it.isEmpty());
    Runtime.getRuntime().addShutdownHook(new Thread(this::restore, "rlhf-terminal"));
  }

  @Override
  public Optional<String> line() throws IOException {
    return lines.line();
  }

  @Override
  public Optional<Character> key() throws IOException {
    if (settings.isEmpty()) {
      return lines.key();
    }
    changed = true;
    stty("-icanon", "-echo", "min", "1", "time", "0");
    try {
      int key = keyboard.read();
      while (key >= 0 && Character.isWhitespace(key)) {
        key = keyboard.read();
      }
      return key < 0 || key == END_OF_TEXT ? Optional.empty() : Optional.of((char) key);
    } finally {
      restore();
    }
  }

  private void restore() {
    if (changed) {
      settings.ifPresent(TerminalKeys::stty);
      changed = false;
    }
  }

  /// What it says; empty if it fails.
  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream out = stty.getInputStream()) {
        String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean ended = stty.waitFor(5, TimeUnit.SECONDS);
        return ended && stty.exitValue() == 0 ? Optional.of(said) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
