package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.label.Rating;

class RatingSessionTest {
  private static List<RatingSession.Task> tasks(int n) {
    List<RatingSession.Task> tasks = new ArrayList<>();
    for (PairToLabel pair : Samples.pairs(n)) {
      tasks.add(new RatingSession.Task(pair.id(), pair.prompt(), pair.domain(), pair.a()));
    }
    return tasks;
  }

  private static RatingSession session(String profiles, long seed, String sitting, int overlap) {
    return new RatingSession(AnnotatorFile.parse(profiles), seed, sitting, "grammar", overlap);
  }

  @Test
  void everybodyRatesAboutAsManyAndEachResponseIsRatedByOverlapPeople() {
    List<Rating> ratings = session("{\"id\":\"x\",\"count\":5}", 7, "1", 3).rate(tasks(50));
    assertEquals(150, ratings.size());
    Map<String, Long> byPerson =
        ratings.stream().collect(Collectors.groupingBy(Rating::annotator, Collectors.counting()));
    assertEquals(Map.of("x-1", 30L, "x-2", 30L, "x-3", 30L, "x-4", 30L, "x-5", 30L), byPerson);
    assertEquals(150, ratings.stream().map(Rating::id).distinct().count());
  }

  @Test
  void theSameSeedGivesTheSameRatingsAndAnotherSittingOthers() {
    String noisy = "{\"id\":\"x\",\"sensitivity\":1}";
    List<Rating> first = session(noisy, 7, "1", 1).rate(tasks(50));
    assertEquals(first, session(noisy, 7, "1", 1).rate(tasks(50)));
    assertNotEquals(first, session(noisy, 8, "1", 1).rate(tasks(50)));
    assertNotEquals(first, session(noisy, 7, "2", 1).rate(tasks(50)));
  }

  @Test
  void whoNeverReadsGivesOneMarkForEverything() {
    for (Rating rating : session("{\"id\":\"x\",\"lapse_rate\":1}", 7, "1", 1).rate(tasks(20))) {
      assertTrue(rating.ratings().values().stream().allMatch(mark -> mark == 3), rating.id());
      assertEquals(Dimension.values().length, rating.ratings().size());
    }
  }

  @Test
  void anOverlapBeyondTheCrowdIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> session("{\"id\":\"x\",\"count\":2}", 7, "1", 3));
    assertThrows(IllegalArgumentException.class, () -> session("{\"id\":\"x\"}", 7, "1", 0));
  }
}
