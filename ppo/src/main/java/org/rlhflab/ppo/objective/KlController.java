package org.rlhflab.ppo.objective;

/// What keeps the policy near the reference: the coefficient of the KL penalty, fixed or led
/// towards a target.
///
/// `e = clip(KL / target - 1, -0.2, 0.2)`, `beta' = beta * (1 + e * n / horizon)`
///
/// Source: Ziegler et al. 2019, section 2.2; the step scaled by n / horizon as in their code and
/// TRL's `AdaptiveKLController`.
///
/// | symbol  | variable      | range                                             |
/// |---------|---------------|---------------------------------------------------|
/// | beta    | `coefficient` | at least 0                                        |
/// | KL      | `kl`          | mean over responses, nats a response              |
/// | target  | `target`      | over 0, nats a response                           |
/// | n       | `responses`   | responses since the last update                   |
/// | horizon | `horizon`     | responses; larger is slower                       |
public sealed interface KlController {
  /// The coefficient to use now.
  double coefficient();

  /// The controller for the next iteration, after `responses` responses with this mean KL.
  KlController after(double kl, int responses);

  /// Always the same coefficient.
  record Fixed(double coefficient) implements KlController {
    /// Checks the range.
    public Fixed {
      atLeastZero(coefficient);
    }

    @Override
    public KlController after(double kl, int responses) {
      return this;
    }
  }

  /// A coefficient that rises while KL is above the target, and falls while it is below.
  record Adaptive(double coefficient, double target, double horizon) implements KlController {
    private static final double GREATEST_ERROR = 0.2;

    /// Checks the ranges.
    public Adaptive {
      atLeastZero(coefficient);
      if (!(target > 0) || !(horizon > 0)) {
        throw new IllegalArgumentException(
            "target and horizon must be over 0, got " + target + " and " + horizon);
      }
    }

    @Override
    public KlController after(double kl, int responses) {
      double error = Math.clamp(kl / target - 1, -GREATEST_ERROR, GREATEST_ERROR);
      return new Adaptive(coefficient * (1 + error * responses / horizon), target, horizon);
    }
  }

  private static void atLeastZero(double coefficient) {
    if (!(coefficient >= 0) || Double.isInfinite(coefficient)) {
      throw new IllegalArgumentException("coefficient must be at least 0, got " + coefficient);
    }
  }
}
