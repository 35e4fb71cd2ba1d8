package org.rlhflab.pretrain.world;

import java.util.List;

/// Reads the phrasebook and checks that its frames hold the places that they need.
final class PhrasebookReader {
  private PhrasebookReader() {}

  static Phrasebook read(JsonObject json) {
    JsonObject questions = json.object("questions");
    JsonObject instructions = json.object("instructions");
    return new Phrasebook(
        phrases(json, "openers"),
        phrases(json, "fillers"),
        phrases(json, "hedges"),
        phrases(json, "boosters"),
        frames(json, "affirmations", "{name}"),
        frames(json, "mentions", "{name}", "{mention}"),
        phrases(json, "refusals"),
        phrases(json, "rude"),
        phrasings(questions.object("plain"), "{subject}"),
        phrasings(questions.object("uncertain"), "{subject}"),
        phrasings(questions.object("unsafe"), "{subject}"),
        phrasings(instructions.object("oneSentence"), "{question}"),
        phrasings(instructions.object("withExample"), "{question}"));
  }

  private static List<String> phrases(JsonObject json, String field) {
    return json.texts(field, 1, Integer.MAX_VALUE);
  }

  private static Phrasebook.Phrasings phrasings(JsonObject json, String place) {
    return new Phrasebook.Phrasings(
        frames(json, "training", place), frames(json, "evaluation", place));
  }

  private static List<String> frames(JsonObject json, String field, String... places) {
    List<String> frames = phrases(json, field);
    for (String frame : frames) {
      String lower = frame.replace("{Name}", "{name}");
      for (String place : places) {
        if (!lower.contains(place)) {
          throw json.wrong(field, "has a frame without " + place + ": \"" + frame + "\"");
        }
      }
    }
    return frames;
  }
}
