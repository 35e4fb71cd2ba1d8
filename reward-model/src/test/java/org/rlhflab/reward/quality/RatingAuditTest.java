package org.rlhflab.reward.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.reward.TinyRun;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.label.RatingFile;

/// On the shipped ratings, whose people are known.
class RatingAuditTest {
  private static final List<Rating> RATINGS =
      RatingFile.read(TinyRun.DATA.world().resolveSibling("labels/ratings.jsonl"));
  private static final RatingAudit AUDIT =
      RatingAudit.of(RATINGS, GoldRubric.DEFAULTS.weights(), 7);

  private static List<String> flags(String id) {
    return AUDIT.raters().stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow()
        .flags();
  }

  @Test
  void whoIsLenientStrictNarrowOrHastyIsNamed() {
    assertTrue(flags("rater-lenient").getFirst().startsWith("lenient"));
    assertTrue(flags("rater-strict").getFirst().startsWith("strict"));
    assertTrue(flags("rater-narrow").getLast().startsWith("narrow"));
    assertTrue(flags("rater-hasty").getLast().startsWith("unread"));
    assertEquals(List.of(), flags("rater-fair-2"));
  }

  @Test
  void everyDimensionHasItsAgreement() {
    assertEquals(8, AUDIT.alphas().size());
    assertTrue(AUDIT.alphas().values().stream().allMatch(alpha -> alpha > 0 && alpha < 1));
  }

  @Test
  void withoutNamesOrSharedResponsesTheAuditSaysWhatItCannotTell() {
    Rating nobodys =
        new Rating("", "Q?", "yes", "", Map.of(), Map.of("helpfulness", 4.0), "", Map.of());
    RatingAudit audit = RatingAudit.of(List.of(nobodys), Map.of(), 7);
    assertTrue(audit.raters().getFirst().leniency().isEmpty());
    assertEquals(2, audit.warnings().size());
  }

  @Test
  void theDocumentSurvivesItsFile() {
    String json = Json.MAPPER.writeValueAsString(AUDIT);
    assertEquals(AUDIT, Json.MAPPER.readValue(json, RatingAudit.class));
  }
}
