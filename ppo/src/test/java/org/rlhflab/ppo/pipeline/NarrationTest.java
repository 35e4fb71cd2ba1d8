package org.rlhflab.ppo.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Progress;

class NarrationTest {
  private final List<String> seen = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void note(String line) {
          seen.add("note " + line);
        }

        @Override
        public void begin(String task, long total, String unit) {
          seen.add("begin %s of %d %s".formatted(task, total, unit));
        }

        @Override
        public void advance(long done, String message) {
          seen.add("advance %d %s".formatted(done, message).strip());
        }

        @Override
        public void end() {
          seen.add("end");
        }
      };
  private final Narration narration = new Narration(seen::add, progress);
  private final Narration.Lane first = narration.lane();
  private final Narration.Lane second = narration.lane();
  private final Narration.Lane third = narration.lane();

  @Test
  void theFirstLaneIsToldOfAsItHappens() {
    first.accept("A begins");
    first.begin("training", 10, "steps");
    second.accept("B begins");
    second.begin("training", 20, "steps");
    second.advance(5, "loss 2");
    first.advance(1, "loss 3");
    first.note("a word");
    first.end();
    assertEquals(
        List.of("A begins", "begin training of 10 steps", "advance 1 loss 3", "note a word", "end"),
        seen);
  }

  @Test
  void theNextLaneCatchesUpWhenTheOneBeforeIsThroughAndGoesOnFromThere() {
    second.accept("B begins");
    second.note("a word");
    second.begin("training", 20, "steps");
    second.advance(5, "loss 2");
    first.finished();
    second.advance(1, "loss 1");
    second.end();
    second.accept("B is done");
    assertEquals(
        List.of(
            "B begins",
            "note a word",
            "begin training of 20 steps",
            "advance 5",
            "advance 1 loss 1",
            "end",
            "B is done"),
        seen);
  }

  @Test
  void aLaneThatWasFasterWaitsForItsTurn() {
    third.accept("C is done");
    third.finished();
    second.accept("B is done");
    second.finished();
    assertEquals(List.of(), seen);
    first.accept("A is done");
    first.finished();
    assertEquals(List.of("A is done", "B is done", "C is done"), seen);
  }

  @Test
  void aLaneThatFailsInMidTaskLeavesNoBarBehind() {
    first.begin("training", 10, "steps");
    first.finished();
    assertEquals(List.of("begin training of 10 steps", "end"), seen);
  }
}
