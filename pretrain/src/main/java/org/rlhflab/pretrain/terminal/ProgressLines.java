package org.rlhflab.pretrain.terminal;

import java.io.PrintStream;
import java.util.Locale;
import org.rlhflab.pretrain.stage.Progress;

/// Progress where nobody watches a screen: a short line at every quarter of a task, so that a log
/// file shows that it lives.
final class ProgressLines implements Progress {
  private static final int PARTS = 4;

  private final PrintStream err;
  private String task = "";
  private String unit = "";
  private long total;
  private long done;

  ProgressLines(PrintStream err) {
    this.err = err;
  }

  @Override
  public void note(String line) {
    err.println(line);
  }

  @Override
  public void begin(String task, long total, String unit) {
    this.task = task;
    this.unit = unit;
    this.total = total;
    done = 0;
  }

  @Override
  public void advance(long more, String message) {
    long before = part();
    done += more;
    if (part() > before) {
      String end = message.isEmpty() ? "" : ", " + message;
      err.println(
          String.format(
              Locale.ROOT, "%s: %d%% of %,d %s%s", task, 100 * done / total, total, unit, end));
    }
  }

  @Override
  public void end() {}

  private long part() {
    return total <= 0 ? 0 : done * PARTS / total;
  }
}
