package org.rlhflab.pretrain.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What is to be done about a stage whose folder may already hold something: [Reuse] a finished
/// result of the very same configuration, seed, inputs and code, or [Train] it. A folder that holds
/// another configuration is never overwritten without `--fresh`.
///
/// ```java
/// StageRecord record =
///     switch (StageRun.in(folder, wanted, fresh)) {
///       case StageRun.Reuse reuse -> reuse.take();
///       case StageRun.Train train -> train.run(session -> ...);
///     };
/// ```
public sealed interface StageRun {

  /// The finished result is here.
  ///
  /// @param folder where
  /// @param record how it came about
  record Reuse(StageFolder folder, StageRecord record) implements StageRun {
    /// Tidies up after a process that was killed when all was done, and gives the record.
    public StageRecord take() {
      folder.sweep();
      folder.dropCheckpoint();
      return record;
    }
  }

  /// There is nothing here that could be used.
  ///
  /// @param folder where to train
  /// @param wanted what to train
  /// @param fresh whether to forget what a training that was cut off has left
  record Train(StageFolder folder, StageRecord wanted, boolean fresh) implements StageRun {

    /// Clears the folder, unless a training of the very same was cut off here; marks it as running,
    /// trains, and writes the finished record last: a folder whose training did not come to its end
    /// is never taken for a result.
    public StageRecord run(Consumer<StageSession> training) {
      StageSession session = StageSession.begin(folder, wanted, fresh);
      write(wanted);
      boolean done = false;
      try {
        training.accept(session);
        done = true;
      } catch (TrainingFailed failure) {
        session.drop();
        throw failure;
      } finally {
        if (!done) {
          session.await();
          write(wanted.ended(StageRecord.Outcome.FAILED, session.seconds()));
        }
      }
      StageRecord finished = wanted.ended(StageRecord.Outcome.FINISHED, session.seconds());
      write(finished);
      session.drop();
      folder.dropCheckpoint();
      return finished;
    }

    private void write(StageRecord record) {
      AtomicFile.writeText(folder.recordFile(), Json.pretty(record));
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
      return new Train(folder, wanted, true);
    }
    StageRecord found = folder.readRecord().orElse(null);
    if (found == null) {
      if (folder.holdsForeignFiles()) {
        throw BadInput.in(
            folder.path(), "holds files that are no run's; " + anotherOut(folder.out()));
      }
      return new Train(folder, wanted, fresh);
    }
    boolean sameCode = found.versions().product().equals(wanted.versions().product());
    boolean sameInputs = found.inputs().equals(wanted.inputs());
    if (!found.asksTheSameAs(wanted)) {
      throw refusal(folder, "another configuration (" + difference(found, wanted) + ")");
    }
    if (sameCode && !sameInputs) {
      throw refusal(folder, "the same configuration on other inputs");
    }
    return found.isFinished() && sameCode
        ? new Reuse(folder, found)
        : new Train(folder, wanted, fresh);
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
