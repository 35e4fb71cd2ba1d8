package org.rlhflab.reward.label;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;

/// The forms in which a pair may come: prompt and responses as texts (ours, TRL's explicit prompt),
/// responses alone that share a beginning (TRL's implicit prompt, and [HhTranscript]), and either
/// of these as messages, `[{"role","content"}]` (TRL's conversational form).
///
/// An implicit prompt is cut at the last white space that both responses share, so that no word is
/// torn; TRL cuts at the first character that differs.
final class LabelFormat {

  /// A pair, whatever form it came in.
  record Texts(String prompt, String chosen, String rejected) {}

  private record Message(String role, String content) {}

  private LabelFormat() {}

  static Texts texts(LineFields fields) {
    boolean messages = isList(fields, "chosen") && isList(fields, "rejected");
    String prompt = fields.has("prompt") ? prompt(fields) : "";
    if (fields.has("prompt")) {
      return new Texts(
          prompt,
          messages ? answer(conversation(fields, "chosen")) : fields.text("chosen"),
          messages ? answer(conversation(fields, "rejected")) : fields.text("rejected"));
    }
    return messages
        ? split(fields, conversation(fields, "chosen"), conversation(fields, "rejected"))
        : split(fields, fields.text("chosen"), fields.text("rejected"));
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

  private static Texts split(LineFields fields, String chosen, String rejected) {
    return HhTranscript.of(chosen, rejected)
        .map(it -> new Texts(it.prompt(), it.chosen(), it.rejected()))
        .orElseGet(() -> implicit(fields, chosen, rejected));
  }

  private static Texts implicit(LineFields fields, String chosen, String rejected) {
    int cut = sharedPrefix(chosen, rejected);
    while (cut > 0 && !Character.isWhitespace(chosen.charAt(cut - 1))) {
      cut--;
    }
    String prompt = chosen.substring(0, cut).strip();
    if (prompt.isEmpty()) {
      throw missingPrompt(fields);
    }
    return new Texts(prompt, chosen.substring(cut).strip(), rejected.substring(cut).strip());
  }

  private static Texts split(LineFields fields, List<Message> chosen, List<Message> rejected) {
    int shared = 0;
    while (shared < Math.min(chosen.size(), rejected.size())
        && chosen.get(shared).equals(rejected.get(shared))) {
      shared++;
    }
    if (shared == 0) {
      throw missingPrompt(fields);
    }
    return new Texts(
        prompt(chosen.subList(0, shared)),
        answer(chosen.subList(shared, chosen.size())),
        answer(rejected.subList(shared, rejected.size())));
  }

  private static BadInput missingPrompt(LineFields fields) {
    return fields.error(
        "\"prompt\" is missing, and chosen and rejected share no beginning that could be it; "
            + fields.needs());
  }

  private static String prompt(LineFields fields) {
    return isList(fields, "prompt")
        ? prompt(conversation(fields, "prompt"))
        : fields.text("prompt");
  }

  private static String prompt(List<Message> messages) {
    return HhTranscript.prompt(
        messages.stream().map(it -> HhTranscript.turn(it.role(), it.content())).toList());
  }

  private static String answer(List<Message> messages) {
    return String.join("\n\n", messages.stream().map(Message::content).toList()).strip();
  }

  private static boolean isList(LineFields fields, String field) {
    return fields.object().path(field).isArray();
  }

  private static List<Message> conversation(LineFields fields, String field) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode node : fields.object().path(field)) {
      JsonNode role = node.path("role");
      JsonNode content = node.path("content");
      if (!role.isString() || !content.isString()) {
        throw fields.error(
            "\""
                + field
                + "\" must be a text or a list of {\"role\",\"content\"}; "
                + fields.needs());
      }
      messages.add(new Message(role.stringValue(), content.stringValue()));
    }
    return messages;
  }
}
