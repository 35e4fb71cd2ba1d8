package org.rlhflab.ppo;

import org.rlhflab.ppo.objective.KlEstimator;
import org.rlhflab.ppo.objective.ScoreShaping;
import org.rlhflab.ppo.rollout.EnsembleReward;

/// How the policy is trained against the reward model.
///
/// Where nothing else is said a default is TRL's or that of lm-human-preferences; learning rate,
/// batch and epochs are chosen for this model's size.
///
/// @param algorithm what turns rollouts or labels into a policy
/// @param iterations rollouts and updates in turn
/// @param batchSize responses an iteration
/// @param samples responses to each prompt where an algorithm compares them: RLOO, GRPO, best-of-n;
///   an iteration then asks so many times fewer prompts
/// @param epochs passes over them
/// @param minibatchSize responses a step
/// @param temperature of sampling, and so of every log-probability, above 0
/// @param maximumTokens longest response
/// @param ensemble how several reward models become one score
/// @param ensembleWeight of their variance, where it is subtracted, at least 0
/// @param rewardScale scores are multiplied by it, above 0
/// @param rewardClip greatest size of a score after that; 0 clips nothing
/// @param klController `fixed` keeps the coefficient, `adaptive` leads KL to the target
/// @param klCoefficient what a nat of KL costs, in units of the (standardised) score
/// @param klTarget nats a response, for the adaptive controller (Ziegler et al. 2019: 6)
/// @param klHorizon responses, for the adaptive controller (Ziegler et al. 2019: 10,000)
/// @param klEstimator of a token's KL in the reward
/// @param missingEnd whether the penalty is subtracted from the score (TRL) or takes its place
///   (Ziegler et al. 2019)
/// @param missingEndPenalty what a response that never ends loses
/// @param whitenRewards the tokens' rewards, KL included, before advantages are estimated
/// @param gamma discount
/// @param lambda of generalized advantage estimation
/// @param whitenAdvantages over all tokens of a rollout
/// @param groupScale whether GRPO divides by the group's deviation (Shao et al. 2024 do)
/// @param grpoKl whether GRPO's KL stands in the loss, as k3 (Shao et al. 2024), or in the reward
/// @param dpoBeta what a nat of KL costs in DPO (Rafailov et al. 2023: 0.1), in nats of preference
/// @param clipRange of the probability ratio
/// @param valueClipRange of the value function's guesses
/// @param entropyCoefficient of the entropy bonus; 0 is none
/// @param approxKlLimit approximate KL above which no further step is taken on a rollout; 0 is none
/// @param learningRate of the policy, falling linearly
/// @param finalRate what is left of it in the end, as a share; 1 keeps it
/// @param adamEpsilon lm-human-preferences' 1e-5
/// @param maximumGradientNorm where gradients are clipped
/// @param valueHead what guesses the rest of a response's reward, and what it begins with
/// @param valueLearningRate of a head; a network learns at the policy's rate
/// @param valuePasses passes of the head or network over an iteration's responses
/// @param calibrationSamples responses of the fine-tuned model that a value head starts from, and
///   in whose deviations a rule's scores are counted
/// @param evaluateEvery iterations between two evaluations on held-out prompts; 0 is never;
///   best-of-n, which changes nothing on the way, is evaluated once, for 1, 2, 4 and so on to n
public record PpoConfig(
    Algorithm algorithm,
    int iterations,
    int batchSize,
    int samples,
    int epochs,
    int minibatchSize,
    double temperature,
    int maximumTokens,
    EnsembleReward.Combination ensemble,
    double ensembleWeight,
    double rewardScale,
    double rewardClip,
    Controller klController,
    double klCoefficient,
    double klTarget,
    int klHorizon,
    KlEstimator klEstimator,
    ScoreShaping.MissingEnd missingEnd,
    double missingEndPenalty,
    Whitened whitenRewards,
    double gamma,
    double lambda,
    Whitened whitenAdvantages,
    GroupScale groupScale,
    KlPlace grpoKl,
    double dpoBeta,
    double clipRange,
    double valueClipRange,
    double entropyCoefficient,
    double approxKlLimit,
    double learningRate,
    double finalRate,
    double adamEpsilon,
    double maximumGradientNorm,
    ValueStart valueHead,
    double valueLearningRate,
    int valuePasses,
    int calibrationSamples,
    int evaluateEvery) {

  /// What turns rollouts or labels into a policy.
  public enum Algorithm {
    PPO("PPO"),
    RLOO("RLOO"),
    GRPO("GRPO"),
    DPO("DPO"),
    BEST_OF_N("best-of-n");

    private final String shown;

    Algorithm(String shown) {
      this.shown = shown;
    }

    /// What people call it.
    public String shown() {
      return shown;
    }
  }

  /// What is done to numbers so that their scale does not matter.
  public enum Whitened {
    /// Nothing.
    NONE,
    /// Divided by their deviation; the mean is kept.
    SCALED,
    /// The mean is taken out too.
    CENTRED
  }

  /// What guesses the rest of a response's reward, and what it begins with.
  public enum ValueStart {
    /// A linear head on running features, and a regression on the fine-tuned model's responses.
    REGRESSION,
    /// A linear head on the hidden state, and nothing.
    CLASSIC,
    /// A network of its own, and the reward model.
    REWARD_MODEL,
    /// A network of its own, and the policy.
    POLICY,
    /// There is none: every guess is 0.
    NONE;

    /// Whether it is a network of its own.
    public boolean isNetwork() {
      return this == REWARD_MODEL || this == POLICY;
    }
  }

  /// What a group's advantages are divided by.
  public enum GroupScale {
    DEVIATION,
    NONE
  }

  /// Where a KL penalty stands.
  public enum KlPlace {
    LOSS,
    REWARD
  }

  /// What becomes of the KL coefficient.
  public enum Controller {
    FIXED,
    ADAPTIVE
  }

  /// Chosen by measurement on the shipped world.
  public static final PpoConfig DEFAULTS =
      new PpoConfig(
          Algorithm.PPO,
          30,
          64,
          4,
          2,
          16,
          0.7,
          96,
          EnsembleReward.Combination.MEAN,
          0.5,
          1,
          0,
          Controller.FIXED,
          0.05,
          6,
          10_000,
          KlEstimator.K1,
          ScoreShaping.MissingEnd.SUBTRACT,
          1,
          Whitened.NONE,
          1,
          0.95,
          Whitened.CENTRED,
          GroupScale.DEVIATION,
          KlPlace.LOSS,
          0.1,
          0.2,
          0.2,
          0,
          0,
          3e-4,
          0,
          1e-5,
          1,
          ValueStart.REGRESSION,
          3e-3,
          4,
          256,
          0);

  /// Checks every range.
  public PpoConfig {
    atLeastOne("iterations", iterations);
    atLeastOne("batch size", batchSize);
    atLeastOne("samples", samples);
    atLeastOne("epochs", epochs);
    atLeastOne("minibatch size", minibatchSize);
    atLeastOne("maximum tokens", maximumTokens);
    atLeastOne("KL horizon", klHorizon);
    atLeastOne("value passes", valuePasses);
    atLeastOne("calibration samples", calibrationSamples);
    atLeastZero("evaluate every", evaluateEvery);
    // See KlController: an error of -0.2 times batch size over horizon is the greatest fall.
    if (klController == Controller.ADAPTIVE && 5L * klHorizon <= batchSize) {
      throw new IllegalArgumentException(
          "KL horizon must be over a fifth of the batch size "
              + batchSize
              + ", or the coefficient could fall to 0 at once, got "
              + klHorizon);
    }
    if (minibatchSize > batchSize) {
      throw new IllegalArgumentException(
          "minibatch size must be at most the batch size " + batchSize + ", got " + minibatchSize);
    }
    if (comparesSamples(algorithm)) {
      if (batchSize % samples != 0) {
        throw new IllegalArgumentException(
            "batch size must be a multiple of the samples of a prompt, got "
                + batchSize
                + " and "
                + samples);
      }
      if (samples < 2 && algorithm != Algorithm.BEST_OF_N) {
        throw new IllegalArgumentException(
            algorithm.shown() + " needs at least 2 samples of a prompt, got " + samples);
      }
    }
    above("DPO's beta", dpoBeta);
    above("temperature", temperature);
    above("KL target", klTarget);
    above("learning rate", learningRate);
    above("value learning rate", valueLearningRate);
    above("clip range", clipRange);
    if (clipRange >= 1) {
      throw new IllegalArgumentException("clip range must be below 1, got " + clipRange);
    }
    above("value clip range", valueClipRange);
    above("Adam's epsilon", adamEpsilon);
    above("maximum gradient norm", maximumGradientNorm);
    above("reward scale", rewardScale);
    atLeastZero("reward clip", rewardClip);
    atLeastZero("entropy coefficient", entropyCoefficient);
    atLeastZero("approximate-KL limit", approxKlLimit);
    unit("final rate", finalRate);
    atLeastZero("ensemble weight", ensembleWeight);
    atLeastZero("KL coefficient", klCoefficient);
    atLeastZero("missing-end penalty", missingEndPenalty);
    unit("gamma", gamma);
    unit("lambda", lambda);
  }

  private static boolean comparesSamples(Algorithm algorithm) {
    return switch (algorithm) {
      case RLOO, GRPO, BEST_OF_N -> true;
      case PPO, DPO -> false;
    };
  }

  /// Responses to each prompt of a rollout.
  public int responsesToAPrompt() {
    return comparesSamples(algorithm) ? samples : 1;
  }

  /// The rate at which guesses are learnt, given the policy's.
  public double valueRate(double policyRate) {
    return valueHead.isNetwork() ? policyRate : valueLearningRate;
  }

  /// What a nat of KL costs at the beginning.
  public double price() {
    return algorithm == Algorithm.DPO ? dpoBeta : klCoefficient;
  }

  /// The same with other batches, epochs and minibatches.
  public PpoConfig withBatches(int batchSize, int epochs, int minibatchSize) {
    return with(batchSize, epochs, minibatchSize, valueHead);
  }

  /// The same with another value function.
  public PpoConfig withValueHead(ValueStart other) {
    return with(batchSize, epochs, minibatchSize, other);
  }

  /// What becomes of scores.
  public ScoreShaping shaping() {
    return new ScoreShaping(
        (float) rewardScale,
        rewardClip == 0 ? Float.POSITIVE_INFINITY : (float) rewardClip,
        missingEnd,
        (float) missingEndPenalty);
  }

  private PpoConfig with(int batchSize, int epochs, int minibatchSize, ValueStart valueHead) {
    return new PpoConfig(
        algorithm,
        iterations,
        batchSize,
        samples,
        epochs,
        minibatchSize,
        temperature,
        maximumTokens,
        ensemble,
        ensembleWeight,
        rewardScale,
        rewardClip,
        klController,
        klCoefficient,
        klTarget,
        klHorizon,
        klEstimator,
        missingEnd,
        missingEndPenalty,
        whitenRewards,
        gamma,
        lambda,
        whitenAdvantages,
        groupScale,
        grpoKl,
        dpoBeta,
        clipRange,
        valueClipRange,
        entropyCoefficient,
        approxKlLimit,
        learningRate,
        finalRate,
        adamEpsilon,
        maximumGradientNorm,
        valueHead,
        valueLearningRate,
        valuePasses,
        calibrationSamples,
        evaluateEvery);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static void atLeastZero(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be at least 0, got " + value);
    }
  }

  private static void above(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be above 0 and finite, got " + value);
    }
  }

  private static void unit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
    }
  }
}
