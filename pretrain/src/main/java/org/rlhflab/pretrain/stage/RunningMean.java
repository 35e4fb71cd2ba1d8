package org.rlhflab.pretrain.stage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The mean of the numbers given so far.
public final class RunningMean implements Resumable {
  private double sum;
  private long count;

  /// Counts one more.
  public void add(double value) {
    sum += value;
    count++;
  }

  /// The mean; of nothing it is no number.
  public double value() {
    return sum / count;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeLong(count);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    sum = in.readDouble();
    count = in.readLong();
  }
}
