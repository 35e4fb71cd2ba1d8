package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// UltraFeedback, binarized:
/// `{"prompt","prompt_id","chosen":[...],"rejected":[...],"messages","score_chosen","score_rejected"}`,
/// where `prompt` is the first question and each side the whole conversation. `messages` repeats
/// `chosen` and is kept only where it does not.
///
/// Source: Tunstall et al. 2023 (Zephyr), data card of `HuggingFaceH4/ultrafeedback_binarized`.
final class UltraFeedbackBinarized implements LineFormat {
  private static final Set<String> USED = Set.of("prompt", "chosen", "rejected");
  private static final Set<String> REPEATED = Set.of("prompt", "chosen", "rejected", "messages");

  @Override
  public ObjectNode ours(LineFields theirs) {
    Conversation chosen = Conversation.read(theirs, "chosen");
    Conversation rejected = Conversation.read(theirs, "rejected");
    int shared = Math.min(chosen.sharedWith(rejected), chosen.messages().size() - 1);
    if (shared == 0) {
      throw TrlImplicit.missingPrompt(theirs);
    }
    ObjectNode object = theirs.object();
    boolean repeats = object.path("messages").equals(object.path("chosen"));
    return new PairTexts(
            chosen.first(shared).text(),
            chosen.from(shared).response(),
            rejected.from(shared).response())
        .with(object, repeats ? REPEATED : USED);
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    PairTexts pair = PairTexts.of(ours);
    Conversation prompt = Conversation.ofPrompt(pair.prompt());
    ObjectNode theirs = ours.objectNode();
    theirs.put("prompt", prompt.messages().getFirst().content());
    JsonNode id = ours.get("prompt_id");
    if (id != null) {
      theirs.set("prompt_id", id);
    }
    prompt.writeWithAnswer(theirs, "chosen", pair.chosen());
    prompt.writeWithAnswer(theirs, "rejected", pair.rejected());
    JsonNode messages = ours.get("messages");
    theirs.set("messages", messages == null ? theirs.get("chosen").deepCopy() : messages);
    PairTexts.addOthers(theirs, ours, USED);
    return theirs;
  }
}
