package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongKeyTableTest {
  @Test
  void itRemembersWhatAMapRemembers() {
    LongKeyTable table = new LongKeyTable();
    Map<Long, Integer> map = new HashMap<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50_000; i++) {
      // Few keys, and many in one place: the low bits alone choose it.
      long key = random.nextBoolean() ? random.nextLong(20_000) : random.nextLong(500) << 40;
      int value = 1 + random.nextInt(1000);
      Integer before = map.put(key, value);
      assertEquals(before == null ? 0 : before, table.put(key, value), "key " + key);
    }
    assertEquals(map.size(), table.size());
  }
}
