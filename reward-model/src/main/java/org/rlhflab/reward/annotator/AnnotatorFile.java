package org.rlhflab.reward.annotator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.ClosestName;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Profiles as files: one JSON object, or a list of them for a crowd of several kinds. What a
/// profile leaves out is taken from [AnnotatorProfile#DEFAULTS]; fields that mean nothing here are
/// kept.
public final class AnnotatorFile {
  private AnnotatorFile() {}

  /// The profiles of a file, as written.
  public static List<AnnotatorProfile> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw BadInput.in(file, e.getMessage() + " (see data/README.md, annotator profile)");
    }
  }

  /// The profiles in a JSON text; throws IllegalArgumentException with the reason.
  static List<AnnotatorProfile> parse(String json) {
    try {
      JsonNode root = Json.MAPPER.readTree(json);
      List<AnnotatorProfile> profiles = new ArrayList<>();
      if (root.isArray()) {
        root.forEach(node -> profiles.add(profile(node)));
      } else {
        profiles.add(profile(root));
      }
      checkDistinct(people(profiles));
      if (profiles.isEmpty()) {
        throw new IllegalArgumentException("a list of profiles must hold at least one, got none");
      }
      return List.copyOf(profiles);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  private static void checkDistinct(List<AnnotatorProfile> people) {
    Set<String> ids = new HashSet<>();
    for (AnnotatorProfile person : people) {
      if (!ids.add(person.id())) {
        throw new IllegalArgumentException(
            "two people are called \"%s\"; give every profile an \"id\" of its own"
                .formatted(person.id()));
      }
    }
  }

  private static AnnotatorProfile profile(JsonNode node) {
    if (!(node instanceof ObjectNode given) || !given.has("id")) {
      throw new IllegalArgumentException("a profile must be a JSON object with an \"id\"");
    }
    ObjectNode whole = Json.tree(AnnotatorProfile.DEFAULTS);
    checkNames(given, whole.propertyNames());
    whole.put("kind", ""); // not the default person's: where it is left out, the id stands for it
    whole.setAll(given);
    return Json.MAPPER.treeToValue(whole, AnnotatorProfile.class);
  }

  /// A field that is nearly one of ours is a slip that would leave its people as they are by
  /// default; any other is its owner's business.
  private static void checkNames(ObjectNode given, Collection<String> ours) {
    for (String name : given.propertyNames()) {
      Optional<String> meant = ClosestName.slip(name, ours).filter(it -> !it.equals(name));
      if (meant.isPresent()) {
        throw new IllegalArgumentException(
            "a profile has no \"%s\"; did you mean \"%s\"?".formatted(name, meant.get()));
      }
    }
  }

  /// The same people with some fields of the file changed, for instance `lapse_rate`; throws
  /// IllegalArgumentException with the reason.
  public static AnnotatorProfile changed(AnnotatorProfile profile, Map<String, ?> fields) {
    try {
      ObjectNode whole = Json.tree(profile);
      whole.setAll(Json.tree(fields));
      return Json.MAPPER.treeToValue(whole, AnnotatorProfile.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  private static String reason(JacksonException e) {
    return e instanceof DatabindException binding
        ? Json.reason(binding)
        : "not JSON: " + e.getOriginalMessage();
  }

  /// Everybody that the profiles describe: a profile of `count` 3 and id `careful` gives
  /// `careful-1`, `careful-2`, `careful-3`.
  public static List<AnnotatorProfile> people(List<AnnotatorProfile> profiles) {
    List<AnnotatorProfile> people = new ArrayList<>();
    for (AnnotatorProfile profile : profiles) {
      for (int i = 1; i <= profile.count(); i++) {
        people.add(profile.count() == 1 ? profile : profile.named(profile.id() + "-" + i));
      }
    }
    return people;
  }
}
