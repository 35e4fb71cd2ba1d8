package org.rlhflab.ppo.experiment;

import org.rlhflab.pretrain.stage.Progress;

/// One sign of progress for several cells that are made at the same time: how many are finished,
/// and what was begun last.
final class SharedProgress {
  private final Progress progress;

  SharedProgress(Progress progress) {
    this.progress = progress;
  }

  /// For one cell.
  Progress of(String cell) {
    return new Progress() {
      @Override
      public void note(String line) {
        tell(cell + ": " + line);
      }

      @Override
      public void begin(String task, long total, String unit) {
        show(0, cell + ": " + task);
      }

      @Override
      public void advance(long done, String message) {}

      @Override
      public void end() {}
    };
  }

  /// A cell is finished.
  void advance(Cell cell) {
    show(1, cell + ": done");
  }

  /// A cell cannot be finished.
  void giveUp(Cell cell) {
    show(1, cell + ": given up");
  }

  private synchronized void tell(String line) {
    progress.note(line);
  }

  private synchronized void show(long done, String message) {
    progress.advance(done, message);
  }
}
