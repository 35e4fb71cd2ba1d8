package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training that is a chain of numbers, broken off by exceptions.
class TrainingLoopTest {
  private static final int STEPS = 12;
  private static final int NEVER = STEPS + 1;

  private record Config(int steps) {}

  /// What a power cut is to a process, an exception is to a loop.
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// A model of one number.
  private static final class Chain implements Resumable {
    private long value = 1;

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeLong(value);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      value = in.readLong();
    }
  }

  @TempDir Path temporary;
  private final List<String> notes = new ArrayList<>();
  private long steps;

  private final Progress progress =
      new Progress() {
        @Override
        public void note(String line) {
          notes.add(line);
        }

        @Override
        public void begin(String task, long total, String unit) {}

        @Override
        public void advance(long done, String message) {}

        @Override
        public void end() {}
      };

  @BeforeEach
  void saveAtEveryStep() {
    System.setProperty("rlhf.checkpoint.seconds", "0");
  }

  @AfterEach
  void saveAsUsual() {
    System.clearProperty("rlhf.checkpoint.seconds");
  }

  private StageFolder folder(String name) {
    return RunFolder.of(temporary.resolve(name)).stage(StageName.SFT);
  }

  private static StageRecord wanted(long seed) {
    return StageRecord.wanted(StageName.SFT, new Config(STEPS), seed, Map.of(), "Haswell");
  }

  /// Trains, and breaks off before step number `cut`; the result is in the folder's `model`.
  private StageRecord train(String name, long seed, boolean fresh, int cut, RuntimeException how) {
    StageFolder folder = folder(name);
    return assertInstanceOf(StageRun.Train.class, StageRun.in(folder, wanted(seed), fresh))
        .run(session -> {
          Chain chain = new Chain();
          try (MetricsLog log = MetricsLog.create(folder.metrics())) {
            MetricsWindow window = new MetricsWindow(log, STEPS, 6);
            new TrainingLoop(session, progress, List.of(chain, window))
                .run(
                    new TrainingLoop.Task("chaining", STEPS, 1, "steps"),
                    step -> {
                      if (step == cut) {
                        throw how;
                      }
                      steps++;
                      chain.value = new SplittableRandom(chain.value + seed).nextLong();
                      double loss = chain.value * 0x1p-63;
                      return window.add(step, Map.of(MetricName.LOSS, loss), Map.of());
                    });
          }
          AtomicFile.writeText(folder.model().resolve("value"), "" + chain.value);
        });
  }

  private void cut(String name, int at) {
    assertThrows(Cut.class, () -> train(name, 7, false, at, new Cut()));
  }

  private void assertSameAs(String name, String other) throws IOException {
    for (String file : List.of("model/value", "metrics.jsonl")) {
      assertEquals(
          Files.readString(folder(name).path().resolve(file)),
          Files.readString(folder(other).path().resolve(file)),
          file);
    }
  }

  @Test
  void aTrainingThatWasCutOffEndsAsIfNothingHadHappened() throws IOException {
    train("whole", 7, false, NEVER, new Cut());
    assertEquals(List.of(), notes);
    steps = 0;
    for (int at : new int[] {0, 1, 3, 4, 9, 11}) {
      cut("cut", at);
    }
    train("cut", 7, false, NEVER, new Cut());
    assertSameAs("cut", "whole");
    assertEquals(STEPS, steps, "no step was taken twice");
    assertEquals(List.of("chaining: going on at step 11 of 12"), notes.subList(4, 5));
  }

  @Test
  void howOftenTheStateIsSavedDoesNotMatter() throws IOException {
    train("often", 7, false, NEVER, new Cut());
    System.setProperty("rlhf.checkpoint.seconds", "1e9");
    train("never", 7, false, NEVER, new Cut());
    assertSameAs("often", "never");
  }

  @Test
  void whatWasWrittenAfterTheCheckpointIsForgotten() throws IOException {
    train("whole", 7, false, NEVER, new Cut());
    cut("cut", 5);
    Files.writeString(folder("cut").metrics(), "{\"step\":6}\n{\"st");
    train("cut", 7, false, NEVER, new Cut());
    assertSameAs("cut", "whole");
  }

  @Test
  void aDamagedCheckpointIsSaidInOneLineAndTrainingBeginsAnew() throws IOException {
    train("whole", 7, false, NEVER, new Cut());
    Path file = folder("cut").trainingState();
    cut("cut", 5);
    byte[] good = Files.readAllBytes(file);
    for (int damage : new int[] {0, 7, good.length / 2, good.length - 1}) {
      byte[] bad = good.clone();
      bad[damage] ^= 1;
      Files.createDirectories(file.getParent());
      Files.write(file, bad);
      notes.clear();
      cut("cut", 0);
      assertEquals(1, notes.size(), "byte " + damage);
      assertTrue(notes.getFirst().contains("training.bin: is damaged"), notes.toString());
      assertTrue(Files.notExists(file), "byte " + damage);
    }
    Files.createDirectories(file.getParent());
    Files.write(file, Arrays.copyOf(good, good.length - 9));
    train("cut", 7, false, NEVER, new Cut());
    assertSameAs("cut", "whole");
  }

  @Test
  void theCheckpointOfAnotherTrainingIsIgnored() throws IOException {
    train("whole", 7, false, NEVER, new Cut());
    assertThrows(Cut.class, () -> train("other", 8, false, 5, new Cut()));
    cut("cut", 0);
    Files.createDirectories(folder("cut").checkpoint());
    Files.copy(folder("other").trainingState(), folder("cut").trainingState());
    train("cut", 7, false, NEVER, new Cut());
    assertSameAs("cut", "whole");
    assertEquals(List.of(), notes);
  }

  @Test
  void freshBeginsAnew() {
    cut("cut", 5);
    train("cut", 7, true, NEVER, new Cut());
    assertEquals(List.of(), notes);
    assertEquals(5 + STEPS, steps);
  }

  @Test
  void aTrainingThatDivergedBeginsAnew() {
    RuntimeException diverged = new TrainingFailed("diverged");
    assertThrows(TrainingFailed.class, () -> train("cut", 7, false, 5, diverged));
    train("cut", 7, false, NEVER, new Cut());
    assertEquals(5 + STEPS, steps);
  }

  @Test
  void aFinishedStageKeepsNoCheckpointAndTheSecondsOfAllItsSittings() {
    cut("cut", 5);
    String identity = wanted(7).identity();
    TrainingCheckpoint file = new TrainingCheckpoint(folder("cut").trainingState(), identity);
    TrainingCheckpoint.Content content = file.read().orElseThrow();
    Chain chain = new Chain();
    MetricsWindow window = new MetricsWindow(MetricsLog.create(temporary.resolve("log")), STEPS, 6);
    content.restore(List.of(chain, window));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.put(content.steps(), 1000, List.of(chain, window), bytes);
    file.write(bytes);

    StageRecord record = train("cut", 7, false, NEVER, new Cut());

    assertEquals(1000, record.wallSeconds(), 100);
    assertTrue(Files.notExists(folder("cut").checkpoint()));
  }

  @Test
  void whatAKilledWriterLeftIsSweptAway() throws IOException {
    cut("cut", 5);
    String left = ".model.zip.0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e.tmp";
    Files.createDirectories(folder("cut").model());
    Files.writeString(folder("cut").model().resolve(left), "half");
    Files.writeString(folder("cut").path().resolve(left), "half");
    Files.writeString(folder("cut").path().resolve(".mine.tmp"), "whole");
    train("cut", 7, false, NEVER, new Cut());
    assertTrue(Files.notExists(folder("cut").model().resolve(left)));
    assertTrue(Files.notExists(folder("cut").path().resolve(left)));
    assertTrue(Files.exists(folder("cut").path().resolve(".mine.tmp")));
  }
}
