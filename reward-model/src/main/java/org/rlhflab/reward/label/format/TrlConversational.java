package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// TRL's conversational preference: messages in each field, the prompt in its own (explicit) or as
/// the messages that both responses begin with (implicit). A prompt or a response that is a text is
/// read too.
///
/// Source: TRL's documentation, "Dataset formats and types".
///
/// @param explicit whether the prompt has a field of its own
record TrlConversational(boolean explicit) implements LineFormat {
  private static final Set<String> USED = Set.of("prompt", "chosen", "rejected");

  @Override
  public ObjectNode ours(LineFields theirs) {
    if (explicit) {
      return new PairTexts(prompt(theirs), side(theirs, "chosen"), side(theirs, "rejected"))
          .with(theirs.object(), USED);
    }
    Conversation chosen = Conversation.read(theirs, "chosen");
    Conversation rejected = Conversation.read(theirs, "rejected");
    int shared = chosen.sharedWith(rejected);
    String prompt = chosen.first(shared).text();
    if (prompt.isBlank()) {
      throw TrlImplicit.missingPrompt(theirs);
    }
    return new PairTexts(prompt, chosen.from(shared).response(), rejected.from(shared).response())
        .with(theirs.object(), USED);
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    PairTexts pair = PairTexts.of(ours);
    Conversation prompt = Conversation.ofPrompt(pair.prompt());
    Conversation before = explicit ? prompt.first(0) : prompt;
    ObjectNode theirs = ours.objectNode();
    if (explicit) {
      prompt.write(theirs, "prompt");
    }
    before.writeWithAnswer(theirs, "chosen", pair.chosen());
    before.writeWithAnswer(theirs, "rejected", pair.rejected());
    PairTexts.addOthers(theirs, ours, USED);
    return theirs;
  }

  private static String side(LineFields fields, String field) {
    return fields.object().path(field).isArray()
        ? Conversation.read(fields, field).response()
        : fields.text(field);
  }

  /// A prompt that may be a text or messages.
  static String prompt(LineFields fields) {
    return fields.object().path("prompt").isArray()
        ? Conversation.read(fields, "prompt").text()
        : fields.text("prompt");
  }
}
