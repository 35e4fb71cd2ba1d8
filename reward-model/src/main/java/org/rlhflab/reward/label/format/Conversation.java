package org.rlhflab.reward.label.format;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation as messages, `[{"role","content"}]`, and as the one text that a prompt is here: a
/// single question stands bare, since every model puts its own marks around it; anything longer is
/// a transcript, `Human: ...\n\nAssistant: ...\n\nHuman: ...`.
///
/// @param messages in order
record Conversation(List<Message> messages) {
  private static final Pattern TURN =
      Pattern.compile("(?:^|\n\n)(Human|Assistant|system|tool|developer): ");

  /// What one side says.
  record Message(String role, String content) {}

  Conversation {
    messages = List.copyOf(messages);
  }

  /// What one side says, alone.
  static Conversation of(String role, String content) {
    return new Conversation(List.of(new Message(role, content)));
  }

  /// The messages of a field.
  static Conversation read(LineFields fields, String field) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode node : fields.object().path(field)) {
      JsonNode role = node.path("role");
      JsonNode content = node.path("content");
      if (!role.isString() || !content.isString()) {
        throw fields.error(
            "\""
                + field
                + "\" must be a text or a list of {\"role\",\"content\"}, both texts; "
                + fields.needs());
      }
      messages.add(new Message(role.stringValue(), content.stringValue()));
    }
    if (messages.isEmpty()) {
      throw fields.error("\"" + field + "\" is empty; " + fields.needs());
    }
    return new Conversation(messages);
  }

  /// The messages that a prompt stands for: the turns of a transcript, otherwise one question.
  static Conversation ofPrompt(String prompt) {
    Conversation turns = turns(prompt);
    boolean transcript = turns.messages.size() > 1 && turns.text().equals(prompt);
    return transcript ? turns : of("user", prompt);
  }

  private static Conversation turns(String transcript) {
    List<Message> messages = new ArrayList<>();
    Matcher mark = TURN.matcher(transcript);
    String role = "";
    int from = 0;
    while (mark.find()) {
      if (from > 0) {
        messages.add(new Message(role, transcript.substring(from, mark.start())));
      } else if (mark.start() > 0) {
        return new Conversation(List.of());
      }
      role =
          switch (mark.group(1)) {
            case "Human" -> "user";
            case "Assistant" -> "assistant";
            default -> mark.group(1);
          };
      from = mark.end();
    }
    if (from > 0) {
      messages.add(new Message(role, transcript.substring(from)));
    }
    return new Conversation(messages);
  }

  /// As one text.
  String text() {
    boolean question = messages.size() == 1 && messages.getFirst().role().equals("user");
    if (question) {
      return messages.getFirst().content();
    }
    List<String> turns = messages.stream().map(Conversation::turn).toList();
    return String.join("\n\n", turns);
  }

  /// A response: what is said first, bare, and whatever turns follow as in a transcript.
  String response() {
    List<String> turns =
        messages.stream().skip(1).map(Conversation::turn).collect(toCollection(ArrayList::new));
    turns.addFirst(messages.getFirst().content());
    return String.join("\n\n", turns);
  }

  /// How many messages two conversations have in common at their beginning.
  int sharedWith(Conversation other) {
    int shared = 0;
    while (shared < Math.min(messages.size(), other.messages.size())
        && messages.get(shared).equals(other.messages.get(shared))) {
      shared++;
    }
    return shared;
  }

  Conversation first(int count) {
    return new Conversation(messages.subList(0, count));
  }

  Conversation from(int index) {
    return new Conversation(messages.subList(index, messages.size()));
  }

  /// Puts the messages into a field of `object`.
  void write(ObjectNode object, String field) {
    write(object.putArray(field));
  }

  /// This conversation and then an answer, put into a field of `object`.
  void writeWithAnswer(ObjectNode object, String field, String answer) {
    ArrayNode array = object.putArray(field);
    write(array);
    of("assistant", answer).write(array);
  }

  private void write(ArrayNode array) {
    for (Message message : messages) {
      array.addObject().put("role", message.role()).put("content", message.content());
    }
  }

  private static String turn(Message message) {
    String name =
        switch (message.role()) {
          case "user" -> "Human";
          case "assistant" -> "Assistant";
          default -> message.role();
        };
    return name + ": " + message.content();
  }
}
