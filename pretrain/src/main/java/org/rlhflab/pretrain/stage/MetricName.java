package org.rlhflab.pretrain.stage;

/// Every metric that a run folder holds, defined once: its printed name, how it is computed and in
/// what unit. Logs write metrics in this order.
///
/// Where TRL has a name for a metric it is TRL's, and so is the estimator where nothing else is
/// said. `metrics.jsonl` has them of training prompts, `evaluation.jsonl` of held-out ones.
public enum MetricName {
  LOSS("loss", "the stage's training loss, averaged over the step", "nats a token or pair"),
  HELD_OUT_LOSS("held_out_loss", "the same loss on data kept from training", "nats"),
  ACCURACY(
      "accuracy", "share of pairs whose chosen response is scored higher; ties count half", ""),
  MARGIN("margin", "mean score of the chosen response less that of the rejected one", "score"),
  KL(
      "objective/kl",
      "sum over a response's tokens of the estimate of the KL that the reward has (k1: log policy -"
          + " log reference), averaged over responses",
      "nats a response"),
  EXACT_KL(
      "objective/kl_exact",
      "sum over a response's tokens and over the vocabulary of policy * log(policy / reference),"
          + " averaged over the first 16 responses of every fourth iteration and the last; in"
          + " evaluation.jsonl over all responses",
      "nats a response"),
  ENTROPY("objective/entropy", "sum over a response's tokens of -log policy, averaged", "nats"),
  EXACT_ENTROPY(
      "objective/entropy_exact",
      "sum over a response's tokens and over the vocabulary of -policy * log policy, averaged over"
          + " the first 16 responses of every fourth iteration and the last",
      "nats a response"),
  SCORES(
      "objective/scores",
      "mean score of a response as it enters the reward: scaled, clipped, less the penalty for no"
          + " end; in evaluation.jsonl as the reward model gave it",
      "score"),
  RLHF_REWARD("objective/rlhf_reward", "mean of score + non_score_reward", "score"),
  NON_SCORE_REWARD("objective/non_score_reward", "mean over responses of -kl_coef * kl", "score"),
  APPROX_KL(
      "policy/approxkl_avg",
      "half the mean squared difference of new and old log-probabilities (TRL's; CleanRL's"
          + " approx_kl is another estimator)",
      "nats a token"),
  POLICY_CLIP_FRACTION(
      "policy/clipfrac_avg", "share of tokens where the clipped policy loss is the larger", ""),
  POLICY_LOSS("loss/policy_avg", "mean over tokens of the clipped surrogate loss", ""),
  VALUE_LOSS("loss/value_avg", "half the mean over tokens of the clipped squared value error", ""),
  VALUE_CLIP_FRACTION(
      "val/clipfrac_avg", "share of tokens where the clipped value loss is the larger", ""),
  EXPLAINED_VARIANCE(
      "val/explained_variance",
      "1 - variance(returns - values) / variance(returns), before the update; returns are those of"
          + " generalized advantage estimation, as in CleanRL, and so contain the values themselves"
          + " unless lambda is 1",
      ""),
  FORESEEN_VARIANCE(
      "val/explained_variance_of_rewards",
      "the same against the discounted sum of the rewards still to come, which contains no value",
      ""),
  RATIO("val/ratio", "mean of new over old probability of the sampled tokens", ""),
  RATIO_VARIANCE(
      "val/ratio_var",
      "variance of that ratio over a minibatch's tokens, averaged over"
          + " steps (TRL's is of the minibatches' means)",
      ""),
  FIRST_RATIO(
      "val/ratio_first",
      "the mean ratio on an iteration's first minibatch, before any step: 1 if sampling and"
          + " training agree on probabilities",
      ""),
  FIRST_APPROX_KL(
      "policy/approxkl_first",
      "approxkl on that same minibatch: 0 if sampling and training agree",
      "nats a token"),
  UPDATES("policy/updates", "steps that were taken on the rollout", ""),
  MEAN_LENGTH("completions/mean_length", "tokens, the end token among them", "a response"),
  MEAN_TERMINATED_LENGTH(
      "completions/mean_terminated_length",
      "the same over responses that ended by themselves",
      "a response"),
  TRUNCATED("completions/clipped_ratio", "share of responses cut off before their end", ""),
  DISTINCT("completions/distinct", "share of the responses that differ from all before them", ""),
  LEARNING_RATE("lr", "the updater's learning rate at this step", ""),
  KL_COEFFICIENT(
      "objective/kl_coef", "weight of the KL penalty in the reward or loss", "score a nat"),
  GRADIENT_NORM("gradient_norm", "Euclidean norm of the gradient before clipping", ""),
  GOLD_OVERALL("gold/overall", "the gold rubric's weighted mean of its dimensions", "points, 1-5"),
  GOLD_ACCURACY("gold/accuracy", "5: core right, nothing false; 1: no core", "points, 1-5"),
  GOLD_COMPLETENESS("gold/completeness", "how many of the needed facts are told", "points, 1-5"),
  GOLD_INSTRUCTION_ADHERENCE(
      "gold/instruction_adherence", "whether the question's instruction is met", "points, 1-5"),
  GOLD_TONE("gold/tone", "whether it is civil", "points, 1-5"),
  GOLD_SAFETY("gold/safety", "whether what is unsafe is declined", "points, 1-5"),
  GOLD_CONCISION("gold/concision", "how little of it is padding", "points, 1-5"),
  GOLD_CALIBRATION("gold/calibration", "whether confidence fits certainty", "points, 1-5"),
  WORDS("behaviour/words", "words", "a response"),
  FILLERS("behaviour/fillers", "filler sentences", "a response"),
  BOOSTERS("behaviour/boosters", "lead-ins that claim certainty", "a response"),
  HEDGES("behaviour/hedges", "lead-ins that admit uncertainty", "a response"),
  REPEATS("behaviour/repeats", "sentences said before", "a response"),
  FACTS_PER_100_WORDS(
      "behaviour/facts_per_100_words", "true statements on the topic", "per 100 words"),
  GARBLED("behaviour/garbled", "share of sentences that make no sense", ""),
  FINISHED("behaviour/finished", "share of responses that end by themselves", ""),
  WIN_RATE(
      "win_rate",
      "share of prompts whose answer the gold rubric prefers to the fine-tuned model's; ties count"
          + " half",
      ""),
  LENGTH_CONTROLLED_WIN_RATE(
      "win_rate_length_controlled", "the same, fitted for answers of equal length", ""),
  GAIN_WITHIN_LENGTH(
      "score_gain_within_length",
      "share of the score's gain over the fine-tuned model that is left between answers of alike"
          + " length",
      ""),
  DISTINCT_1("distinct_1", "different words over all words, of all answers together", ""),
  DISTINCT_2("distinct_2", "the same of pairs of neighbouring words", "");

  private final String printed;
  private final String expression;
  private final String unit;

  MetricName(String printed, String expression, String unit) {
    this.printed = printed;
    this.expression = expression;
    this.unit = unit;
  }

  /// Its key in `metrics.jsonl`.
  public String printed() {
    return printed;
  }

  /// How it is computed, in words.
  public String expression() {
    return expression;
  }

  /// What it is counted in; empty for a plain ratio.
  public String unit() {
    return unit;
  }

  /// The metric with this key.
  public static MetricName of(String printed) {
    for (MetricName name : values()) {
      if (name.printed.equals(printed)) {
        return name;
      }
    }
    throw new IllegalArgumentException("no metric is called " + printed);
  }
}
