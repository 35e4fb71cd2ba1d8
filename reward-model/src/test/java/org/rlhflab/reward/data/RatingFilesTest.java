package org.rlhflab.reward.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.LabelValidation;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.label.RatingFile;

class RatingFilesTest {
  private static final Path FILE = Path.of("..", "data").resolve(RatingFiles.RATINGS);
  private static final List<Rating> RATINGS = RatingFile.read(FILE);

  private static double[] marks(Predicate<String> person) {
    return RATINGS.stream()
        .filter(rating -> person.test(rating.annotator()))
        .flatMap(rating -> rating.ratings().values().stream())
        .mapToDouble(Integer::doubleValue)
        .toArray();
  }

  /// The mean of all marks of people whose ids begin so.
  static double mean(String person) {
    return java.util.Arrays.stream(marks(id -> id.startsWith(person))).average().orElseThrow();
  }

  /// The standard deviation of all their marks.
  static double deviation(String person) {
    double mean = mean(person);
    double variance =
        java.util.Arrays.stream(marks(id -> id.startsWith(person)))
            .map(mark -> (mark - mean) * (mark - mean))
            .average()
            .orElseThrow();
    return Math.sqrt(variance);
  }

  @Test
  void twoHundredResponsesAreRatedByThreePeopleEachOnEveryDimension() {
    LabelValidation found = LabelValidation.of(FILE);
    assertEquals("ratings", found.kind());
    assertEquals(600, found.records());
    assertEquals(0, found.bad() + found.duplicates() + found.contradictions());
    assertTrue(RATINGS.stream().allMatch(r -> r.ratings().size() == Dimension.values().length));
    assertEquals(7, RATINGS.stream().map(Rating::annotator).distinct().count());
  }

  @Test
  void whatIsRatedIsWhatIsComparedToo() {
    Sources sources = Sources.read(Path.of("..", "data"), DataGeneration.SHIPPED_SEED);
    Set<List<String>> compared = new HashSet<>();
    for (PairToLabel pair : LabelFiles.pairs(sources)) {
      compared.add(List.of(pair.prompt(), pair.a().text()));
      compared.add(List.of(pair.prompt(), pair.b().text()));
    }
    Set<List<String>> rated =
        RATINGS.stream()
            .map(rating -> List.of(rating.prompt(), rating.response()))
            .collect(Collectors.toSet());
    assertEquals(200, rated.size());
    assertTrue(compared.containsAll(rated));
  }

  @Test
  void theLenientMarkHigherTheStrictLowerAndTheNarrowKeepTogether() {
    assertTrue(mean("rater-lenient") > mean("rater-fair"), "lenient");
    assertTrue(mean("rater-strict") < mean("rater-fair") - 0.5, "strict");
    assertTrue(deviation("rater-narrow") < 0.7 * deviation("rater-fair"), "narrow");
  }

  @Test
  void theHastyGiveHalfOfTheResponsesTheSameMarkEverywhere() {
    List<Rating> hasty =
        RATINGS.stream().filter(rating -> rating.annotator().equals("rater-hasty")).toList();
    long middling =
        hasty.stream()
            .filter(rating -> Set.copyOf(rating.ratings().values()).equals(Set.of(3)))
            .count();
    assertEquals(0.5, (double) middling / hasty.size(), 0.15);
  }
}
