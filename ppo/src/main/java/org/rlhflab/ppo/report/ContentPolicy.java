package org.rlhflab.ppo.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.stage.Sha256;

/// What a browser lets the page do: run the scripts and apply the style that we put into it, known
/// by their hashes, and nothing else. No request can leave the file, and no script that a text
/// might bring along can run.
///
/// Source: W3C, Content Security Policy Level 3.
final class ContentPolicy {
  private ContentPolicy() {}

  /// The policy for a page with exactly these elements' contents.
  static String of(List<String> scripts, String style) {
    String allowed = scripts.stream().map(ContentPolicy::source).collect(Collectors.joining(" "));
    return "default-src 'none'; script-src %s; style-src %s; img-src data: blob:; base-uri 'none'; form-action 'none'"
        .formatted(allowed, source(style));
  }

  private static String source(String content) {
    byte[] hash = Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
