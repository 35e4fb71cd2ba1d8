package org.rlhflab.pretrain.terminal;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.stage.Progress;

/// Progress on a screen: a bar with rate and time left.
final class ProgressBar implements Progress {
  /// Every message's place, so that the bar does not jump.
  private static final int COLUMNS = 79;

  private final PrintStream err;
  private me.tongfei.progressbar.@Nullable ProgressBar bar;

  ProgressBar(PrintStream err) {
    this.err = err;
  }

  @Override
  public void note(String line) {
    if (bar != null) {
      err.print("\r" + " ".repeat(COLUMNS) + "\r"); // the bar draws itself again below
    }
    err.println(line);
  }

  @Override
  public void begin(String task, long total, String unit) {
    end();
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setSpeedUnit(ChronoUnit.SECONDS)
            .showSpeed()
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
            .build();
  }

  @Override
  public void advance(long done, String message) {
    if (bar != null) {
      bar.stepBy(done);
      bar.setExtraMessage(message);
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
