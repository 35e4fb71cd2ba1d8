package org.rlhflab.reward.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// By what evidence a person's labels weigh, by the name that `--weighting` knows it by. All but
/// [#NONE] and [#RATIONALE] estimate how often the person is right and weigh by
/// [ReliabilityWeight].
public enum Weighting {
  /// Every label counts alike.
  NONE,
  /// Known answers: the share of gold tasks that are right.
  GOLD,
  /// The others: from pairwise agreement, as if people erred independently.
  AGREEMENT,
  /// Oneself: from repeated pairs. Shows coin-flipping, not bias.
  CONSISTENCY,
  /// Written reasons: the share that cites a response is the weight itself.
  RATIONALE,
  /// The accuracy in Dawid and Skene's model.
  DAWID_SKENE,
  /// The reliability in Crowd-BT, learnt comparison by comparison.
  CROWD_BT,
  /// Known answers and oneself, as platforms do: nobody is more often right than he or she is
  /// consistent, so the lower of both estimates.
  QUALITY;

  /// The name on the command line, for instance `crowd-bt`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What a person's label weighs, before weights are scaled to a mean of 1.
  public String formula() {
    String reliability =
        switch (this) {
          case NONE -> "";
          case GOLD -> "the share of gold tasks right";
          case AGREEMENT -> "the accuracy by agreement with others";
          case CONSISTENCY -> "the accuracy by agreement with oneself";
          case RATIONALE -> "";
          case DAWID_SKENE -> "the accuracy in Dawid and Skene's model";
          case CROWD_BT -> "the reliability in Crowd-BT";
          case QUALITY ->
              "the lower of the share of gold tasks right and the accuracy by agreement with"
                  + " oneself";
        };
    return switch (this) {
      case NONE -> "w = 1";
      case RATIONALE -> "w = the share of written reasons that cite a response";
      default ->
          "w = (2p - 1) / (4p(1 - p)), p in [1/2, %s] %s, drawn towards the crowd's"
              .formatted(ReliabilityWeight.HIGHEST, reliability);
    };
  }

  /// By its name.
  public static Optional<Weighting> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key().equals(key)).findFirst();
  }

  /// All names, for messages.
  public static String names() {
    return String.join(", ", Arrays.stream(values()).map(Weighting::key).toList());
  }
}
