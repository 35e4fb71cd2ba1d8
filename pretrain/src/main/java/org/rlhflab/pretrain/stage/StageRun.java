package org.rlhflab.pretrain.stage;

import java.nio.file.Files;
import java.nio.file.Path;

/// What is to be done about a stage whose folder may already hold something: [Reuse] a finished
/// result of the very same configuration, seed, inputs and code, or [Train] it. A folder that holds
/// another configuration is never overwritten without `--fresh`.
///
/// ```java
/// StageRecord record =
///     switch (StageRun.in(folder, wanted, fresh)) {
///       case StageRun.Reuse reuse -> reuse.record();
///       case StageRun.Train train -> train.run(() -> ...);
///     };
/// ```
public sealed interface StageRun {

  /// The finished result is here.
  ///
  /// @param folder where
  /// @param record how it came about
  record Reuse(StageFolder folder, StageRecord record) implements StageRun {}

  /// There is nothing here that could be used.
  ///
  /// @param folder where to train
  /// @param wanted what to train
  record Train(StageFolder folder, StageRecord wanted) implements StageRun {

    /// Clears the folder, marks it as running, trains, and writes the finished record last: a
    /// folder whose training did not come to its end is never taken for a result.
    public StageRecord run(Runnable training) {
      folder.clear();
      write(wanted);
      long start = System.nanoTime();
      boolean done = false;
      try {
        training.run();
        done = true;
      } finally {
        if (!done) {
          write(wanted.ended(StageRecord.Outcome.FAILED, secondsSince(start)));
        }
      }
      StageRecord finished = wanted.ended(StageRecord.Outcome.FINISHED, secondsSince(start));
      write(finished);
      return finished;
    }

    private void write(StageRecord record) {
      String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(record);
      AtomicFile.writeText(folder.recordFile(), json + "\n");
    }

    private static double secondsSince(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /// Decides, and changes nothing yet.
  ///
  /// A finished folder of the same configuration and seed, but made by other code, is trained
  /// again; of the same code with other inputs it is another result, and is kept.
  static StageRun in(StageFolder folder, StageRecord wanted, boolean fresh) {
    if (Files.exists(folder.path()) && !Files.isDirectory(folder.path())) {
      throw BadInput.in(folder.path(), "is a file where a folder is needed; give another --out");
    }
    if (fresh && Files.exists(folder.recordFile())) {
      return new Train(folder, wanted);
    }
    StageRecord found = folder.readRecord().orElse(null);
    if (found == null) {
      if (folder.holdsForeignFiles()) {
        throw BadInput.in(
            folder.path(), "holds files that are no run's; " + anotherOut(folder.out()));
      }
      return new Train(folder, wanted);
    }
    boolean sameCode = found.versions().product().equals(wanted.versions().product());
    boolean sameInputs = found.inputs().equals(wanted.inputs());
    if (!found.asksTheSameAs(wanted)) {
      throw refusal(folder, "another configuration (" + difference(found, wanted) + ")");
    }
    if (sameCode && !sameInputs) {
      throw refusal(folder, "the same configuration on other inputs");
    }
    return found.isFinished() && sameCode ? new Reuse(folder, found) : new Train(folder, wanted);
  }

  private static BadInput refusal(StageFolder folder, String found) {
    String choice = anotherOut(folder.out()) + ", or overwrite it with --fresh";
    return BadInput.in(folder.path(), "holds " + found + "; " + choice);
  }

  /// Names the first thing in which the two differ.
  private static String difference(StageRecord found, StageRecord wanted) {
    if (!found.stage().equals(wanted.stage())) {
      return "stage " + found.stage() + ", not " + wanted.stage();
    }
    if (found.seed() != wanted.seed()) {
      return "seed " + found.seed() + ", not " + wanted.seed();
    }
    return wanted
        .config()
        .propertyStream()
        .filter(e -> !e.getValue().toString().equals(found.config().path(e.getKey()).toString()))
        .map(e -> e.getKey() + " " + found.config().path(e.getKey()) + ", not " + e.getValue())
        .findFirst()
        .orElse("of another version");
  }

  /// Suggests the first folder of the kind `out-2` that does not exist.
  private static String anotherOut(Path out) {
    int number = 2;
    while (Files.exists(Path.of(out + "-" + number))) {
      number++;
    }
    return "give another folder, for instance --out " + out + "-" + number;
  }
}
