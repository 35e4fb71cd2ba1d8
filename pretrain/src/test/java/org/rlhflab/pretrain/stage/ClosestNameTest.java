package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosestNameTest {

  /// The usual textbook pairs.
  @Test
  void editsAreCounted() {
    assertEquals(3, ClosestName.edits("kitten", "sitting"));
    assertEquals(3, ClosestName.edits("saturday", "sunday"));
    assertEquals(4, ClosestName.edits("", "demo"));
    assertEquals(0, ClosestName.edits("run", "run"));
  }

  @Test
  void twoSwappedLettersAreForgiven() {
    List<String> names = List.of("demo", "labels", "lesson", "run");
    assertEquals(Optional.of("labels"), ClosestName.to("lables", names));
    assertEquals(Optional.of("demo"), ClosestName.to("dmeo", names));
  }

  @Test
  void whatIsLikeNothingIsNotGuessedAt() {
    assertEquals(Optional.empty(), ClosestName.to("nonsense", List.of("demo", "run", "bench")));
  }
}
