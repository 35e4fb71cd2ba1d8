package org.rlhflab.pretrain.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.rlhflab.pretrain.stage.BadInput;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the world from its folder: one file a domain, and the phrasebook.
///
/// Whatever is wrong is a [BadInput] that names the file and the topic. Two statements that could
/// not be told apart by their content words are refused too, since no parser could read them back.
public final class WorldReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PHRASEBOOK = "phrasebook.json";
  private static final int LONGEST_STATEMENT = 14;

  /// In every domain the topics at these positions, from 1, are never demonstrated, unless the file
  /// says otherwise: what a model answers on them it learnt from raw text alone.
  private static final Set<Integer> NOT_DEMONSTRATED = Set.of(4, 9, 14);

  private final Map<String, Path> ids = new HashMap<>();
  private final Map<List<String>, String> statements = new HashMap<>();
  private final List<Topic> topics = new ArrayList<>();
  private final Set<String> keepCapital = new HashSet<>();

  private WorldReader() {}

  /// The world in a folder, for instance `data/world`.
  public static World read(Path folder) {
    WorldReader reader = new WorldReader();
    for (Path file : domainFiles(folder)) {
      reader.readDomain(parse(file));
    }
    Path phrasebook = folder.resolve(PHRASEBOOK);
    return new World(reader.topics, PhrasebookReader.read(parse(phrasebook)), reader.keepCapital);
  }

  private static List<Path> domainFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw BadInput.in(folder, "is no folder; expected the world's topic files (see --data)");
    }
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files =
          listed
              .filter(file -> file.toString().endsWith(".json"))
              .filter(file -> !file.endsWith(PHRASEBOOK))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw BadInput.in(folder, "holds no topic file; expected at least one <domain>.json");
      }
      return files;
    } catch (IOException e) {
      throw BadInput.in(folder, "cannot be read (" + e.getMessage() + ")");
    }
  }

  private static JsonObject parse(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (!root.isObject()) {
        throw BadInput.in(file, "holds no JSON object; expected one");
      }
      return new JsonObject(file, "", root);
    } catch (IOException e) {
      throw BadInput.in(
          file, "cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + "); check it");
    } catch (JacksonException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw BadInput.at(file, line, "is not JSON (" + e.getOriginalMessage() + ")");
    }
  }

  private void readDomain(JsonObject root) {
    String domain = root.text("domain");
    keepCapital.addAll(root.texts("keepCapital", 0, Integer.MAX_VALUE));
    JsonNode list = root.node().get("topics");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw root.wrong("topics", "must be a list of topics that is not empty");
    }
    int position = 0;
    for (JsonNode node : list) {
      position++;
      JsonObject unnamed = new JsonObject(root.file(), "topic " + position, node);
      String id = unnamed.text("id");
      topics.add(
          readTopic(new JsonObject(root.file(), "topic \"" + id + "\"", node), domain, position));
    }
  }

  private Topic readTopic(JsonObject json, String domain, int position) {
    String id = json.text("id");
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw json.wrong("id", "must be lower-case words joined by hyphens");
    }
    Path before = ids.putIfAbsent(id, json.file());
    if (before != null) {
      throw json.wrong("id", "is used twice, first in " + before + "; ids must differ");
    }
    Topic topic =
        new Topic(
            id,
            domain,
            json.text("name"),
            json.flag("plural"),
            json.text("subject"),
            certainty(json),
            json.flag("unsafe"),
            json.optionalFlag("demonstrated").orElse(!NOT_DEMONSTRATED.contains(position)),
            json.text("core"),
            json.texts("facts", 2, 3),
            json.text("example"),
            json.texts("misconceptions", 1, 2),
            json.text("mention"));
    check(json, "core", topic.core());
    topic.facts().forEach(fact -> check(json, "facts", fact));
    check(json, "example", topic.example());
    topic.misconceptions().forEach(misconception -> check(json, "misconceptions", misconception));
    checkDistinct(json, "name", topic.name());
    return topic;
  }

  private static Certainty certainty(JsonObject json) {
    return switch (json.text("certainty")) {
      case "settled" -> Certainty.SETTLED;
      case "uncertain" -> Certainty.UNCERTAIN;
      default -> throw json.wrong("certainty", "must be \"settled\" or \"uncertain\"");
    };
  }

  private void check(JsonObject json, String field, String statement) {
    int words = Words.of(statement).size();
    if (words > LONGEST_STATEMENT) {
      throw json.wrong(
          field,
          "has a statement of %d words; at most %d are allowed: \"%s\""
              .formatted(words, LONGEST_STATEMENT, statement));
    }
    if (!statement.matches("\\S+( \\S+)*\\.")) {
      throw json.wrong(
          field, "must end with a full stop and have single spaces: \"" + statement + "\"");
    }
    if (statement.substring(0, statement.length() - 1).matches("(?s).*[.!?;:\"()].*")) {
      throw json.wrong(field, "must be one plain sentence: \"" + statement + "\"");
    }
    if (!Character.isUpperCase(statement.charAt(0))) {
      throw json.wrong(field, "must begin with a capital: \"" + statement + "\"");
    }
    checkDistinct(json, field, statement);
  }

  private void checkDistinct(JsonObject json, String field, String text) {
    List<String> key = new ArrayList<>(Words.content(Words.of(text)));
    key.addFirst(field.equals("name") ? "name" : "statement");
    String before = statements.putIfAbsent(key, json.file() + ", " + json.place());
    if (before != null) {
      throw json.wrong(
          field, "has the same content words as in " + before + ": \"" + text + "\"; change one");
    }
  }
}
