package org.rlhflab.ppo.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rlhflab.pretrain.stage.Progress;

/// What is told of work that goes on in several lanes, so that it reads as one story after the
/// other: the first lane's as it happens; once that is through, all that the next one had to tell
/// until then, and from there on as it happens.
///
/// Lanes may be on different threads.
final class Narration {
  private final Consumer<String> listener;
  private final Progress progress;
  private final List<Lane> lanes = new ArrayList<>();

  /// Stories go to `listener`, the bar to `progress`.
  Narration(Consumer<String> listener, Progress progress) {
    this.listener = listener;
    this.progress = progress;
  }

  /// One lane more, told of after the others.
  synchronized Lane lane() {
    Lane lane = new Lane();
    lanes.add(lane);
    return lane;
  }

  /// A lane's story and progress.
  final class Lane implements Consumer<String>, Progress {
    private final List<Runnable> untold = new ArrayList<>();
    private boolean isThrough;
    private boolean underWay;
    private String task = "";
    private String unit = "";
    private long total;
    private long done;

    private Lane() {}

    @Override
    public void accept(String paragraph) {
      tell(() -> listener.accept(paragraph));
    }

    @Override
    public void note(String line) {
      tell(() -> progress.note(line));
    }

    @Override
    public void begin(String task, long total, String unit) {
      synchronized (Narration.this) {
        this.task = task;
        this.total = total;
        this.unit = unit;
        done = 0;
        underWay = true;
        if (hasTheWord()) {
          progress.begin(task, total, unit);
        }
      }
    }

    @Override
    public void advance(long more, String message) {
      synchronized (Narration.this) {
        done += more;
        if (hasTheWord()) {
          progress.advance(more, message);
        }
      }
    }

    @Override
    public void end() {
      synchronized (Narration.this) {
        if (underWay && hasTheWord()) {
          progress.end();
        }
        underWay = false;
      }
    }

    /// This lane is through, or has failed.
    void finished() {
      synchronized (Narration.this) {
        end();
        isThrough = true;
        while (!lanes.isEmpty() && lanes.getFirst().isThrough) {
          lanes.removeFirst();
          if (!lanes.isEmpty()) {
            lanes.getFirst().catchUp();
          }
        }
      }
    }

    private void catchUp() {
      untold.forEach(Runnable::run);
      untold.clear();
      if (underWay) {
        progress.begin(task, total, unit);
        progress.advance(done, "");
      }
    }

    private void tell(Runnable telling) {
      synchronized (Narration.this) {
        if (hasTheWord()) {
          telling.run();
        } else {
          untold.add(telling);
        }
      }
    }

    private boolean hasTheWord() {
      return !lanes.isEmpty() && lanes.getFirst() == this;
    }
  }
}
