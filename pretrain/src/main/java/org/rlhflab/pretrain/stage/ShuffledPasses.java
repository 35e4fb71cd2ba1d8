package org.rlhflab.pretrain.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// An endless row of items: all of them in shuffled order, then all again in another order, and so
/// on. What stands at a place depends on the seed, the name and the place alone, so a training that
/// goes on needs to know only how far it had come.
public final class ShuffledPasses {
  private final int items;
  private final RandomStreams random;
  private final String[] name;
  private List<Integer> order = List.of();
  private long pass = -1;

  /// Of the numbers from 0 up to `items`; the order of every pass comes from a stream of its own.
  public ShuffledPasses(int items, RandomStreams random, String... name) {
    if (items < 1) {
      throw new IllegalArgumentException("there must be at least 1 item, got " + items);
    }
    this.items = items;
    this.random = random;
    this.name = name.clone();
  }

  /// The number at a place, from 0.
  public int at(long position) {
    if (position / items != pass) {
      pass = position / items;
      String[] stream = Arrays.copyOf(name, name.length + 1);
      stream[name.length] = Long.toString(pass);
      order = new ArrayList<>(IntStream.range(0, items).boxed().toList());
      Collections.shuffle(order, random.stream(stream));
    }
    return order.get((int) (position % items));
  }
}
