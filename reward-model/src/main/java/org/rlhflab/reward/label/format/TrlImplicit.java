package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// TRL's preference with an implicit prompt: two texts that share their beginning.
///
/// The prompt is cut at the last white space that both share, so that no word is torn; TRL cuts at
/// the first character that differs. One space between prompt and response is left out, any other
/// white space stays the prompt's.
///
/// Source: TRL's documentation, "Dataset formats and types".
final class TrlImplicit implements LineFormat {
  private static final Set<String> USED = Set.of("chosen", "rejected");

  @Override
  public ObjectNode ours(LineFields theirs) {
    String chosen = theirs.text("chosen");
    String rejected = theirs.text("rejected");
    int cut = sharedPrefix(chosen, rejected);
    while (cut > 0 && !Character.isWhitespace(chosen.charAt(cut - 1))) {
      cut--;
    }
    String prompt = withoutOneSpace(chosen.substring(0, cut));
    if (prompt.isBlank()) {
      throw missingPrompt(theirs);
    }
    return new PairTexts(prompt, chosen.substring(cut), rejected.substring(cut))
        .with(theirs.object(), USED);
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    PairTexts pair = PairTexts.of(ours);
    String prompt = pair.prompt();
    String space = endsInSpace(prompt) ? "" : " ";
    ObjectNode theirs = ours.objectNode();
    theirs.put("chosen", prompt + space + pair.chosen());
    theirs.put("rejected", prompt + space + pair.rejected());
    PairTexts.addOthers(theirs, ours, Set.of("prompt"));
    return theirs;
  }

  /// How many characters two texts have in common at their beginning.
  static int sharedPrefix(String a, String b) {
    int n = Math.min(a.length(), b.length());
    int i = 0;
    while (i < n && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  static org.rlhflab.pretrain.stage.BadInput missingPrompt(LineFields fields) {
    return fields.error(
        "\"prompt\" is missing, and chosen and rejected share no beginning that could be it; "
            + fields.needs());
  }

  private static String withoutOneSpace(String prompt) {
    String shorter = prompt.endsWith(" ") ? prompt.substring(0, prompt.length() - 1) : prompt;
    return endsInSpace(shorter) ? prompt : shorter;
  }

  private static boolean endsInSpace(String text) {
    return !text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1));
  }
}
