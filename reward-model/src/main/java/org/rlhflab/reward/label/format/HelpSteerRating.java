package org.rlhflab.reward.label.format;

import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// HelpSteer's ratings: `{"prompt","response"}` and five attributes from 0 to 4 as columns. Ours
/// run from 1 to 5, so that one is added on the way in and taken off on the way out.
///
/// Source: Wang et al. 2023 (HelpSteer) and 2024 (HelpSteer2), data cards.
final class HelpSteerRating implements LineFormat {
  static final List<String> ATTRIBUTES =
      List.of("helpfulness", "correctness", "coherence", "complexity", "verbosity");
  private static final int HIGHEST = 4;

  @Override
  public ObjectNode ours(LineFields theirs) {
    ObjectNode ours = theirs.object().objectNode();
    ours.put("prompt", theirs.text("prompt"));
    ours.put("response", theirs.text("response"));
    ObjectNode ratings = ours.objectNode();
    for (String attribute : ATTRIBUTES) {
      if (theirs.has(attribute)) {
        double rating = theirs.number(attribute).orElseThrow();
        if (rating < 0 || rating > HIGHEST) {
          throw theirs.error(
              "\"%s\" must be from 0 to 4, got %s"
                  .formatted(attribute, theirs.object().get(attribute)));
        }
        put(ratings, attribute, rating + 1);
      }
    }
    if (ratings.isEmpty()) {
      throw theirs.error(
          "there is no rating; a HelpSteer line needs at least one of "
              + String.join(", ", ATTRIBUTES));
    }
    PairTexts.addOthers(ours, theirs.object(), Set.copyOf(ATTRIBUTES));
    ours.set("ratings", ratings);
    return ours;
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    ObjectNode theirs = ours.objectNode();
    theirs.set("prompt", ours.get("prompt"));
    theirs.set("response", ours.get("response"));
    ours.path("ratings")
        .forEachEntry((attribute, rating) -> put(theirs, attribute, rating.doubleValue() - 1));
    PairTexts.addOthers(theirs, ours, Set.of("ratings"));
    return theirs;
  }

  /// Whether a line has one of the columns.
  static boolean hasAttribute(ObjectNode line) {
    return ATTRIBUTES.stream().map(line::path).anyMatch(JsonNode::isNumber);
  }

  /// Whole numbers as such.
  private static void put(ObjectNode object, String field, double value) {
    if (value == Math.rint(value)) {
      object.put(field, (int) value);
    } else {
      object.put(field, value);
    }
  }
}
