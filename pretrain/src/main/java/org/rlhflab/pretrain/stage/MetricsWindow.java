package org.rlhflab.pretrain.stage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Figures of every step, of which `metrics.jsonl` gets the means over some steps at a time.
public final class MetricsWindow implements Resumable {
  private final MetricsLog log;
  private final long steps;
  private final long every;
  private final Map<MetricName, RunningMean> means = new EnumMap<>(MetricName.class);
  private String state = "";

  /// About `lines` lines for `steps` steps, the last of which always ends a line.
  public MetricsWindow(MetricsLog log, long steps, int lines) {
    this.log = log;
    this.steps = steps;
    this.every = Math.max(1, steps / lines);
  }

  /// Counts step `step`, from 0: the log gets the means of `figures`, and `latest` as they are.
  /// Returns the last means, for a progress bar.
  public String add(long step, Map<MetricName, Double> figures, Map<MetricName, Double> latest) {
    figures.forEach((name, x) -> means.computeIfAbsent(name, _ -> new RunningMean()).add(x));
    if ((step + 1) % every == 0 || step + 1 == steps) {
      Map<MetricName, Double> line = new EnumMap<>(MetricName.class);
      means.forEach((name, mean) -> line.put(name, mean.value()));
      means.clear();
      state =
          line.entrySet().stream()
              .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey().printed(), e.getValue()))
              .collect(Collectors.joining(", "));
      line.putAll(latest);
      log.write(step + 1, line);
    }
    return state;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    log.save(out);
    out.writeInt(means.size());
    for (Map.Entry<MetricName, RunningMean> each : means.entrySet()) {
      out.writeUTF(each.getKey().name());
      each.getValue().save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    log.restore(in);
    means.clear();
    for (int left = in.readInt(); left > 0; left--) {
      RunningMean mean = new RunningMean();
      means.put(MetricName.valueOf(in.readUTF()), mean);
      mean.restore(in);
    }
  }
}
