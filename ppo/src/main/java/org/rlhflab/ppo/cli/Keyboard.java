package org.rlhflab.ppo.cli;

import java.io.IOException;
import java.util.Optional;

/// Where a user's answers come from: a keyboard, or lines of text that stand for one.
interface Keyboard {
  /// A line, without its end; empty when there will be no more.
  Optional<String> line() throws IOException;

  /// One key that is no white space; empty when there will be no more.
  Optional<Character> key() throws IOException;
}
