package org.rlhflab.ppo.lab.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How far a job is and how long it still takes. First guesses are those of its phases; once a
/// tenth is done, what was done so far says how fast this machine is.
final class Pace {
  private static final double ENOUGH = 0.1;

  private final Path root;
  private final List<Phase> phases;
  private final long start;
  private final double doneBefore;

  /// Of a job that begins at `start` (in milliseconds), perhaps with phases done by an earlier one.
  Pace(Path root, List<Phase> phases, long start) {
    this.root = root;
    this.phases = phases;
    this.start = start;
    this.doneBefore = done();
  }

  /// How far a job is.
  ///
  /// @param share of its work, 0 to 1
  /// @param secondsLeft a guess
  /// @param phase the one that is under way, or the last
  record Progress(double share, double secondsLeft, String phase) {}

  Progress at(long now) {
    double all = phases.stream().mapToDouble(Phase::seconds).sum();
    double done = done();
    double fresh = done - doneBefore;
    double seconds = (now - start) / 1000.0;
    double slowness =
        fresh > ENOUGH * (all - doneBefore) ? seconds / fresh : Math.max(1, seconds / (all + 1));
    return new Progress(all == 0 ? 0 : done / all, (all - done) * slowness, phase());
  }

  private double done() {
    return phases.stream().mapToDouble(phase -> phase.seconds() * share(phase)).sum();
  }

  private String phase() {
    return phases.stream()
        .filter(phase -> share(phase) < 1)
        .map(Phase::name)
        .findFirst()
        .orElse("finishing");
  }

  private double share(Phase phase) {
    Path file = root.resolve(phase.file());
    if (!phase.hasCurve()) {
      return Files.exists(file) ? 1 : 0;
    }
    return Math.min(1, (double) lines(file) / phase.lines());
  }

  private static long lines(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      long lines = 0;
      for (byte each : bytes) {
        lines += each == '\n' ? 1 : 0;
      }
      return lines;
    } catch (IOException e) {
      return 0; // not begun
    }
  }
}
