package org.rlhflab.pretrain.stage;

/// Where a stage tells how far it has come. A stage never knows the screen: `terminal.ProgressBar`
/// draws it, tests pass [#NONE].
public interface Progress {
  /// Tells nobody.
  Progress NONE =
      new Progress() {
        @Override
        public void begin(String task, long total, String unit) {}

        @Override
        public void advance(long done, String message) {}

        @Override
        public void end() {}
      };

  /// Something to be read once, a line of its own before a task begins.
  default void note(String line) {}

  /// A task of `total` units begins, for instance ("pretraining", 800000, "tokens").
  void begin(String task, long total, String unit);

  /// `done` more units are finished; `message` is a word on the state, for instance `loss 2.31`.
  void advance(long done, String message);

  /// The task is over.
  void end();
}
