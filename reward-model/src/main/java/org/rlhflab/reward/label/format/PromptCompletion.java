package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// TRL's prompt and completion, as texts or messages: the form of demonstrations. A pair written in
/// it keeps its chosen response only.
///
/// Source: TRL's documentation, "Dataset formats and types".
final class PromptCompletion implements LineFormat {
  private static final Set<String> USED = Set.of("prompt", "completion");

  @Override
  public ObjectNode ours(LineFields theirs) {
    ObjectNode ours = theirs.object().objectNode();
    ours.put("prompt", TrlConversational.prompt(theirs));
    boolean messages = theirs.object().path("completion").isArray();
    ours.put(
        "completion",
        messages ? Conversation.read(theirs, "completion").response() : theirs.text("completion"));
    PairTexts.addOthers(ours, theirs.object(), USED);
    return ours;
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    if (!ours.has("chosen")) {
      return ours;
    }
    ObjectNode theirs = ours.objectNode();
    theirs.set("prompt", ours.get("prompt"));
    theirs.set("completion", ours.get("chosen"));
    PairTexts.addOthers(theirs, ours, Set.of("chosen", "rejected"));
    return theirs;
  }
}
