package org.rlhflab.ppo.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the gain in gold score follows the distance from where a policy began, d = sqrt(KL), in the
/// two forms that Gao, Schulman and Hilton (2022, section 3.1) found:
///
/// - reinforcement learning: `gain(d) = d (alpha - beta ln d)`, which peaks at `exp(alpha / beta -
///   1)`;
/// - best of n: `gain(d) = d (alpha - beta d)`, which peaks at `alpha / (2 beta)`.
///
/// Both are linear in alpha and beta: least squares through the origin, where nothing has moved
/// yet.
///
/// @param form which of them
/// @param alpha the gain's slope where it begins (best of n), in gold points per root nat
/// @param beta how fast it is used up; at 0 or below it never is, as far as these points tell
/// @param explained share of the gains' variance that the form foresees, at most 1
/// @param points it rests on
/// @param peak the distance at which gold is highest; empty where beta is not above 0
public record OveroptimizationFit(
    Form form, double alpha, double beta, double explained, int points, Optional<Double> peak) {
  private static final int FEWEST = 4;

  /// The shape of the curve.
  public enum Form {
    /// Of a policy that is trained.
    @JsonProperty("rl")
    RL,
    /// Of the best of n samples.
    @JsonProperty("best-of-n")
    BEST_OF_N;

    /// What beta is multiplied by.
    private double used(double d) {
      return switch (this) {
        case RL -> -d * Math.log(d);
        case BEST_OF_N -> -d * d;
      };
    }

    private double peak(double alpha, double beta) {
      return switch (this) {
        case RL -> Math.exp(alpha / beta - 1);
        case BEST_OF_N -> alpha / (2 * beta);
      };
    }
  }

  /// From distances and gains `[point]`; points that have not moved (KL of 0 or below) say nothing
  /// of the form. Empty where fewer than four are left, or all lie at one distance.
  public static Optional<OveroptimizationFit> of(Form form, double[] kl, double[] gain) {
    double[] d = Arrays.stream(kl).map(it -> Math.sqrt(Math.max(0, it))).toArray();
    double dd = 0;
    double du = 0;
    double uu = 0;
    double dy = 0;
    double uy = 0;
    double sum = 0;
    int points = 0;
    for (int i = 0; i < d.length; i++) {
      if (d[i] > 0) {
        double used = form.used(d[i]);
        dd += d[i] * d[i];
        du += d[i] * used;
        uu += used * used;
        dy += d[i] * gain[i];
        uy += used * gain[i];
        sum += gain[i];
        points++;
      }
    }
    double determinant = dd * uu - du * du;
    if (points < FEWEST || !(determinant > 1e-9 * dd * uu)) {
      return Optional.empty();
    }
    double alpha = (uu * dy - du * uy) / determinant;
    double beta = (dd * uy - du * dy) / determinant;
    double errors = 0;
    double variance = 0;
    for (int i = 0; i < d.length; i++) {
      if (d[i] > 0) {
        double error = gain[i] - alpha * d[i] - beta * form.used(d[i]);
        double off = gain[i] - sum / points;
        errors += error * error;
        variance += off * off;
      }
    }
    Optional<Double> peak = beta > 0 ? Optional.of(form.peak(alpha, beta)) : Optional.empty();
    double explained = 1 - errors / Math.max(1e-12, variance);
    return Optional.of(new OveroptimizationFit(form, alpha, beta, explained, points, peak));
  }

  /// In two lines.
  public String text() {
    String curve = form == Form.RL ? "ln d" : "d";
    return String.format(
        Locale.ROOT,
        "held-out gold gain follows d (%.3f %s %.3f %s), d = sqrt(KL): %.0f%% of its variance,%n%s",
        alpha,
        beta < 0 ? "+" : "-",
        Math.abs(beta),
        curve,
        100 * explained,
        peak.map(it -> String.format(Locale.ROOT, "highest at a KL of %.1f nats", it * it))
            .orElse("still rising"));
  }
}
