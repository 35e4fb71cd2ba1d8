package org.rlhflab.ppo.lab.job;

/// A part of a job whose end can be seen on the disk.
///
/// @param name for people
/// @param file that it leaves, relative to the lab's folder: a `metrics.jsonl` that grows, or a
///   file that is there when the phase is over
/// @param lines how many lines a metrics file will have; 0 for any other file
/// @param seconds how long it takes on a common laptop, as a first guess
public record Phase(String name, String file, int lines, double seconds) {
  /// One that is over when a file is there.
  public static Phase until(String name, String file, double seconds) {
    return new Phase(name, file, 0, seconds);
  }

  /// Whether there is a curve to be watched.
  public boolean hasCurve() {
    return lines > 0;
  }
}
