package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardTest {

  @Test
  void everyItemBelongsToOneShard() {
    qt().forAll(integers().between(0, 60), integers().between(1, 20))
        .check((items, count) -> {
          List<Integer> all = IntStream.range(0, items).boxed().toList();
          List<Integer> joined =
              IntStream.rangeClosed(1, count)
                  .boxed()
                  .flatMap(index -> new Shard(index, count).of(all).stream())
                  .toList();
          return joined.equals(all);
        });
  }

  @Test
  void itIsReadAsJobArraysGiveIt() {
    assertEquals(new Shard(3, 8), Shard.parse("3/8"));
  }

  @Test
  void whatLiesOutsideIsRefused() {
    for (String wrong : List.of("0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3", "")) {
      assertThrows(IllegalArgumentException.class, () -> Shard.parse(wrong), wrong);
    }
  }
}
