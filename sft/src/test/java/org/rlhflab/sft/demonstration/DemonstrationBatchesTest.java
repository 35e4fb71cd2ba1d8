package org.rlhflab.sft.demonstration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.stage.RandomStreams;

class DemonstrationBatchesTest {
  /// Demonstration i is the tokens i and 90; of it only the second is predicted.
  private static final List<Example> DEMONSTRATIONS =
      IntStream.range(0, 10).mapToObj(i -> new Example(new int[] {i, 90}, 1)).toList();

  private static final List<int[]> DOCUMENTS =
      List.of(new int[] {50, 51, 52}, new int[] {60, 61}, new int[] {70});

  private static DemonstrationBatches batches(double replay) {
    return new DemonstrationBatches(DEMONSTRATIONS, DOCUMENTS, 4, replay, new RandomStreams(7));
  }

  /// The first token of every sequence.
  private static List<Integer> firsts(NextTokenBatch batch) {
    List<Integer> firsts = new ArrayList<>();
    for (int s = 0; s < batch.inputs().count(); s++) {
      firsts.add(batch.inputs().tokens()[batch.inputs().starts()[s]]);
    }
    return firsts;
  }

  private static List<Integer> firsts(double replay, int steps) {
    DemonstrationBatches batches = batches(replay);
    List<Integer> all = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      all.addAll(firsts(batches.batch(step)));
    }
    return all;
  }

  @Test
  void eachDemonstrationComesOnceBeforeAnyComesAgain() {
    List<Integer> twice = firsts(0, 5);
    assertEquals(IntStream.range(0, 10).boxed().toList(), sorted(twice.subList(0, 10)));
    assertEquals(IntStream.range(0, 10).boxed().toList(), sorted(twice.subList(10, 20)));
  }

  private static List<Integer> sorted(List<Integer> list) {
    return list.stream().sorted().toList();
  }

  @Test
  void aBatchDependsOnItsStepAlone() {
    DemonstrationBatches batches = batches(1.5);
    batches.batch(0);
    assertArrayEquals(batches.batch(9).inputs().tokens(), batches(1.5).batch(9).inputs().tokens());
  }

  @Test
  void threeDocumentsAreReplayedForTwoDemonstrations() {
    long replayed = firsts(1.5, 10).stream().filter(first -> first >= 50).count();
    assertEquals(60, replayed);
  }

  @Test
  void aDocumentOfOneTokenPredictsNothingAndIsLeftOut() {
    assertEquals(0, firsts(3, 20).stream().filter(first -> first == 70).count());
  }
}
