package org.rlhflab.pretrain.stage;

import java.util.List;

/// The steps of a training, in a way that survives a kill: every few seconds all that they change
/// is saved, and the next run goes on from there.
///
/// What comes out does not depend on when that happens: the result of a step may depend only on its
/// number and on the state given here.
///
/// ```java
/// new TrainingLoop(session, progress, List.of(trainer.state(), window))
///     .run(new TrainingLoop.Task("fine-tuning", 1000, 1, "steps"), step -> ...);
/// ```
public final class TrainingLoop {
  /// Seconds between two checkpoints; a kill costs about as much.
  private static final double SECONDS = 4;

  /// Sets another number of seconds, for tests.
  private static final String SECONDS_PROPERTY = "rlhf.checkpoint.seconds";

  /// Between two checkpoints lies at least so many times what one costs: saving takes at most 2% of
  /// the time.
  private static final double TIMES_THE_COST = 50;

  /// But where that takes very long, no more than so many times [#SECONDS].
  private static final double TIMES_THE_SECONDS = 10;

  /// What is to be done.
  ///
  /// @param name in progress bars
  /// @param steps in all
  /// @param each units of progress a step
  /// @param unit what is counted, for instance `tokens`
  public record Task(String name, long steps, long each, String unit) {}

  /// What a step does.
  @FunctionalInterface
  public interface Step {
    /// Takes step number `step`, from 0; returns a word on the state for the progress bar.
    String take(long step);
  }

  private final StageSession session;
  private final Progress progress;
  private final List<Resumable> state;
  private final double seconds =
      Double.parseDouble(System.getProperty(SECONDS_PROPERTY, String.valueOf(SECONDS)));
  private long saved = System.nanoTime();
  private double cost;

  /// `state` is everything that steps change.
  public TrainingLoop(StageSession session, Progress progress, List<Resumable> state) {
    this.session = session;
    this.progress = progress;
    this.state = List.copyOf(state);
  }

  /// Takes all steps that no earlier sitting has taken.
  public void run(Task task, Step step) {
    long first = session.restore(state);
    if (!session.trouble().isEmpty()) {
      progress.note(session.trouble());
    }
    if (first > 0) {
      progress.note("%s: going on at step %,d of %,d".formatted(task.name(), first, task.steps()));
    }
    progress.begin(task.name(), task.steps() * task.each(), task.unit());
    try {
      progress.advance(first * task.each(), "");
      for (long i = first; i < task.steps(); i++) {
        progress.advance(task.each(), step.take(i));
        if (i + 1 == task.steps() || isDue()) {
          save(i + 1);
        }
      }
    } finally {
      progress.end();
    }
  }

  private boolean isDue() {
    double wait = Math.clamp(TIMES_THE_COST * cost, seconds, TIMES_THE_SECONDS * seconds);
    return secondsSince(saved) >= wait;
  }

  private void save(long steps) {
    long start = System.nanoTime();
    session.save(steps, state);
    cost = secondsSince(start);
    saved = System.nanoTime();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
