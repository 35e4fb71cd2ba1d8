package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's HH form: two whole transcripts, `\n\nHuman: ...\n\nAssistant: ...`, that part in the
/// assistant's last turn. What they share up to the last `\n\nAssistant:` is the prompt; one human
/// turn is given as the bare question, a longer prompt stays a transcript (see [Conversation]).
///
/// Source: Bai et al. 2022, the data's README.
final class HhTranscript implements LineFormat {
  static final String HUMAN = "\n\nHuman:";
  private static final String ASSISTANT = "\n\nAssistant:";
  private static final Set<String> USED = Set.of("chosen", "rejected");

  @Override
  public ObjectNode ours(LineFields theirs) {
    String chosen = theirs.text("chosen");
    String rejected = theirs.text("rejected");
    String shared = chosen.substring(0, TrlImplicit.sharedPrefix(chosen, rejected));
    int mark = shared.lastIndexOf(ASSISTANT);
    if (mark < 0 || !shared.startsWith(HUMAN)) {
      throw theirs.error(
          "the two transcripts share no \"\\n\\nHuman: ...\\n\\nAssistant:\" that could be the"
              + " prompt; "
              + theirs.needs());
    }
    int end = mark + ASSISTANT.length();
    String prompt = question(shared.substring(0, mark));
    if (prompt.isBlank()) {
      throw theirs.error("the human's turn is empty; " + theirs.needs());
    }
    return new PairTexts(
            prompt, withoutSpace(chosen.substring(end)), withoutSpace(rejected.substring(end)))
        .with(theirs.object(), USED);
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    PairTexts pair = PairTexts.of(ours);
    String prompt =
        isTranscript(pair.prompt()) ? "\n\n" + pair.prompt() : HUMAN + " " + pair.prompt();
    ObjectNode theirs = ours.objectNode();
    theirs.put("chosen", prompt + ASSISTANT + " " + pair.chosen());
    theirs.put("rejected", prompt + ASSISTANT + " " + pair.rejected());
    PairTexts.addOthers(theirs, ours, Set.of("prompt"));
    return theirs;
  }

  private static boolean isTranscript(String prompt) {
    return prompt.startsWith(HUMAN.strip())
        && (prompt.contains(HUMAN) || prompt.contains(ASSISTANT));
  }

  private static String question(String transcript) {
    boolean single = transcript.indexOf(HUMAN, 1) < 0 && !transcript.contains(ASSISTANT);
    return single ? withoutSpace(transcript.substring(HUMAN.length())) : transcript.substring(2);
  }

  /// The mark's own space; any other white space is the text's.
  private static String withoutSpace(String text) {
    return text.startsWith(" ") ? text.substring(1) : text;
  }
}
