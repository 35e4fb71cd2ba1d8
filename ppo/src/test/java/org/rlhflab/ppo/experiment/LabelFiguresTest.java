package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

class LabelFiguresTest {
  private static final Path DATA = Path.of("..", "data");
  private static final World WORLD = WorldReader.read(DATA.resolve("world"));

  private static Map<String, Double> of(String people) {
    return LabelFigures.of(
        PreferenceFile.read(DATA.resolve("labels").resolve(people + ".jsonl")), List.of(), WORLD);
  }

  private static double figure(String name, Map<String, Double> figures) {
    return Optional.ofNullable(figures.get(name)).orElseThrow();
  }

  /// The figures of the data card, which other code has counted.
  @Test
  void theShippedLabelsAreWhatTheDataCardSays() {
    assertEquals(0.94, figure("labels/gold_agreement", of("careful")), 0.005);
    assertEquals(0.41, figure("labels/longer_chosen", of("careful")), 0.005);
    assertEquals(0.58, figure("labels/gold_agreement", of("verbose-biased")), 0.005);
    assertEquals(0.83, figure("labels/longer_chosen", of("verbose-biased")), 0.005);
  }

  /// In the shipped crowd the audit keeps the five careful people and, of the others, only the one
  /// whose taste is private.
  @Test
  void theAuditIsHeldAgainstWhatPeopleAreLike() {
    Map<String, Double> figures =
        LabelFigures.of(
            PreferenceFile.read(DATA.resolve("labels").resolve("crowd.jsonl")),
            AnnotatorFile.people(
                AnnotatorFile.read(DATA.resolve("annotators").resolve("crowd.json"))),
            WORLD);
    assertEquals(0.8, figure("labels/found_out", figures), 1e-12);
    assertEquals(0, figure("labels/wrongly_suspected", figures));
    double ceiling = figure("labels/bayes_ceiling", figures);
    assertTrue(ceiling > 0.7 && ceiling < 1, "" + ceiling);
  }

  @Test
  void agreementIsOfTwoPeopleOnOnePair() {
    assertFalse(of("careful").containsKey("labels/agreement"));
    Preference one = Preference.of("p", "a", "b").by("anna");
    Preference same = Preference.of("p", "a", "b").by("ben");
    Preference other = Preference.of("p", "b", "a").by("carl");
    // Of the three pairs of people one agrees.
    assertEquals(
        1.0 / 3,
        figure("labels/agreement", LabelFigures.of(List.of(one, same, other), List.of(), WORLD)),
        1e-12);
  }
}
