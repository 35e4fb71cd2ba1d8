package org.rlhflab.reward.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.reward.TinyRun;

class OneFactPairsTest {
  private static final List<OneFactPairs.Pair> PAIRS = OneFactPairs.of(TinyRun.WORLD);
  private static final ResponseParser PARSER = new ResponseParser(TinyRun.WORLD);

  @Test
  void everyTopicHasTwo() {
    assertEquals(2 * TinyRun.WORLD.topics().size(), PAIRS.size());
    assertEquals(
        TinyRun.WORLD.topics().size(),
        PAIRS.stream().map(pair -> pair.question().topic().id()).distinct().count());
  }

  @Test
  void theTwoAnswersDifferInExactlyOneSentence() {
    for (OneFactPairs.Pair pair : PAIRS) {
      List<Sentence> right = PARSER.parse(pair.right()).sentences();
      List<Sentence> wrong = PARSER.parse(pair.wrong()).sentences();
      assertEquals(right.size(), wrong.size(), pair.toString());
      long different =
          IntStream.range(0, right.size()).filter(i -> !right.get(i).says(wrong.get(i))).count();
      assertEquals(1, different, pair.toString());
    }
  }

  @Test
  void theRubricPrefersTheRightAnswerEveryTime() {
    for (OneFactPairs.Pair pair : PAIRS) {
      assertTrue(score(pair, pair.right()) > score(pair, pair.wrong()) + 1e-9, pair.toString());
    }
  }

  @Test
  void lengthDoesNotGiveTheRightAnswerAway() {
    double difference =
        PAIRS.stream()
            .mapToInt(pair -> pair.right().split(" ").length - pair.wrong().split(" ").length)
            .average()
            .orElseThrow();
    assertEquals(0, difference, 0.5);
  }

  private static double score(OneFactPairs.Pair pair, String text) {
    return GoldRubric.DEFAULTS.score(pair.question(), PARSER.parse(text)).overall();
  }
}
