package org.rlhflab.reward.quality.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// One Bradley-Terry likelihood in which the quality of responses, the reliability of people and
/// the way of presentation explain the choices together, ties included.
///
/// `m = gamma_k (s_i - s_j) + b . x` `P(i over j) = e^(m/2) / D`, `P(j over i) = e^(-m/2) / D`,
/// `P(tie) = nu / D`, `D = e^(m/2) + e^(-m/2) + nu`
///
/// | symbol  | variable      | range                                                             |
/// |---------|---------------|-------------------------------------------------------------------|
/// | s_i     | `abilities`   | log-odds; normal prior (0, [Priors#ability])                       |
/// | gamma_k | `reliability` | 1 like everybody, 0 a coin, below 0 reversed; prior (1, [Priors#reliability]) |
/// | b       | `terms`       | order, length, confidence as in `PresentationBias`; prior (0, 10)  |
/// | nu      | `tie`         | how readily people tie; absent where nobody does                   |
///
/// What presentation explains is taken off the abilities: s is what is left of a response when it
/// is not shown first, no longer and no surer. Ties: Davidson (1970). Fitted as the most probable
/// parameters by Fisher scoring; standard errors from the inverse Hessian of the log-posterior.
/// Abilities of different prompts meet only through people and terms, so each step solves the
/// prompts one by one and the rest by the Schur complement.
///
/// @param abilities of the responses
/// @param reliability of the annotators
/// @param terms order, length and confidence, each empty if no two responses differ in it
/// @param tie log nu; empty if there are no ties
/// @param logLikelihood of the labels, priors left out
public record JointPreferenceModel(
    List<Estimate> abilities,
    List<Estimate> reliability,
    List<Optional<Estimate>> terms,
    Optional<Estimate> tie,
    double logLikelihood) {

  /// A parameter.
  ///
  /// @param value most probable
  /// @param standardError from the Hessian
  public record Estimate(double value, double standardError) {
    /// The 95% interval.
    public Interval interval() {
      double reach = WilsonInterval.Z_95 * standardError;
      return new Interval(value, value - reach, value + reach);
    }
  }

  /// Normal deviations that the parameters have beforehand.
  ///
  /// @param ability of responses around 0
  /// @param reliability of people around 1
  public record Priors(double ability, double reliability) {
    /// Wide for responses, one for people.
    public static final Priors DEFAULTS = new Priors(2, 1);

    /// Checks the ranges.
    public Priors {
      if (!(ability > 0) || !(reliability > 0)) {
        throw new IllegalArgumentException(
            "deviations must be above 0, got " + ability + " and " + reliability);
      }
    }
  }

  /// Fits.
  public static JointPreferenceModel of(PresentedChoices choices, Priors priors) {
    if (choices.rows().isEmpty()) {
      throw new UndefinedMeasure("there are no labels to aggregate");
    }
    JointNewton newton = new JointNewton(choices, priors);
    newton.climb();
    double[] errors = newton.standardErrors();
    double[] values = newton.parameters();
    int responses = choices.responses().size();
    int people = choices.annotators().size();
    Estimate[] all = new Estimate[values.length];
    Arrays.setAll(all, i -> new Estimate(values[i], errors[i]));
    int firstTerm = responses + people;
    return new JointPreferenceModel(
        List.of(all).subList(0, responses),
        List.of(all).subList(responses, firstTerm),
        List.of(
            varying(choices, 0, all[firstTerm]),
            varying(choices, 1, all[firstTerm + 1]),
            varying(choices, 2, all[firstTerm + 2])),
        choices.hasTies() ? Optional.of(all[firstTerm + 3]) : Optional.empty(),
        newton.logLikelihood());
  }

  private static Optional<Estimate> varying(PresentedChoices choices, int term, Estimate found) {
    boolean varies = choices.rows().stream().anyMatch(row -> row.differences()[term] != 0);
    return varies ? Optional.of(found) : Optional.empty();
  }

  /// Of two responses to one prompt, presented alike to somebody like everybody else: i better, a
  /// tie, j better.
  public double[] probabilities(int i, int j) {
    double half = (abilities.get(i).value() - abilities.get(j).value()) / 2;
    double nu = tie.map(it -> Math.exp(it.value())).orElse(0.0);
    double scale = Math.exp(half) + Math.exp(-half) + nu;
    return new double[] {Math.exp(half) / scale, nu / scale, Math.exp(-half) / scale};
  }
}
