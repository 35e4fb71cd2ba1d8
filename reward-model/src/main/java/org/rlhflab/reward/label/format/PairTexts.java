package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ObjectNode;

/// The three texts of a pair, taken from and put into our own form.
///
/// @param prompt what was asked
/// @param chosen the better response
/// @param rejected the other
record PairTexts(String prompt, String chosen, String rejected) {

  /// Of a label in our own form.
  static PairTexts of(ObjectNode ours) {
    return new PairTexts(
        ours.path("prompt").asString(),
        ours.path("chosen").asString(),
        ours.path("rejected").asString());
  }

  /// In our own form, with every field of `theirs` but the `used` ones behind.
  ObjectNode with(ObjectNode theirs, Set<String> used) {
    ObjectNode ours = Json.MAPPER.createObjectNode();
    ours.put("prompt", prompt);
    ours.put("chosen", chosen);
    ours.put("rejected", rejected);
    addOthers(ours, theirs, used);
    return ours;
  }

  /// Adds to `to` every field of `from` that is neither `used` nor there already.
  static void addOthers(ObjectNode to, ObjectNode from, Set<String> used) {
    from.forEachEntry((field, value) -> {
      if (!used.contains(field) && !to.has(field)) {
        to.set(field, value);
      }
    });
  }
}
