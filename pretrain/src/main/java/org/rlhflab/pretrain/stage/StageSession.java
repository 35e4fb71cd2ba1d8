package org.rlhflab.pretrain.stage;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One sitting of a stage's training: from its beginning, or from the checkpoint of an earlier
/// sitting that was cut off, to its end.
public final class StageSession {
  private final StageFolder folder;
  private final TrainingCheckpoint checkpoint;
  private final long start = System.nanoTime();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private Optional<TrainingCheckpoint.Content> earlier = Optional.empty();
  private String trouble = "";
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

  private StageSession(StageFolder folder, StageRecord wanted) {
    this.folder = folder;
    this.checkpoint = new TrainingCheckpoint(folder.trainingState(), wanted.identity());
  }

  /// Keeps what an earlier sitting of the very same training has left, and clears the folder of
  /// everything else.
  static StageSession begin(StageFolder folder, StageRecord wanted, boolean fresh) {
    StageSession session = new StageSession(folder, wanted);
    if (!fresh) {
      try {
        session.earlier = session.checkpoint.read();
      } catch (BadInput damaged) {
        session.trouble = damaged.getMessage();
      }
    }
    if (session.earlier.isEmpty()) {
      folder.clear();
    }
    folder.sweep();
    return session;
  }

  /// Where the stage keeps its results.
  public StageFolder folder() {
    return folder;
  }

  /// Restores the state of an earlier sitting, and tells how many steps it had done: 0 where there
  /// is none.
  long restore(List<? extends Resumable> state) {
    earlier.ifPresent(content -> content.restore(state));
    return earlier.map(TrainingCheckpoint.Content::steps).orElse(0L);
  }

  /// Saves the state: here into memory, and from there into the file while training goes on, since
  /// a disk may take half a second. Only one is written at a time.
  void save(long steps, List<? extends Resumable> state) {
    writing.join();
    content.reset();
    checkpoint.put(steps, seconds(), state, content);
    writing = CompletableFuture.runAsync(() -> checkpoint.write(content));
  }

  /// Waits for what is still being written; that it could not be is no matter any more.
  void await() {
    writing.handle((_, _) -> true).join();
  }

  /// Forgets the checkpoint: nothing can go on from there.
  void drop() {
    await();
    checkpoint.delete();
  }

  /// What was wrong with the checkpoint; mostly nothing.
  String trouble() {
    return trouble;
  }

  /// Seconds of this sitting, and of those before it up to their last checkpoint.
  double seconds() {
    double before = earlier.map(TrainingCheckpoint.Content::seconds).orElse(0.0);
    return before + (System.nanoTime() - start) / 1e9;
  }
}
