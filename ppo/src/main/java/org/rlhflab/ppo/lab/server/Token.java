package org.rlhflab.ppo.lab.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The secret of one start of the lab: who has the address that the terminal shows has it, and
/// nobody else. A new start has a new one.
///
/// @param text 256 random bits in hexadecimal digits
public record Token(String text) {
  private static final int BYTES = 32;

  /// A new one.
  public static Token create() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(HexFormat.of().formatHex(bytes));
  }

  /// Whether somebody knows it; takes the same time wherever the first difference is.
  public boolean is(String given) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
