package org.rlhflab.reward.annotator;

/// How surely an annotator prefers the response that is worth more to them:
///
/// `P(A over B) = (1 - lapse) * sigmoid(sensitivity * (U(A) - U(B))) + lapse * L`
///
/// | symbol      | variable      | range                                                       |
/// |-------------|---------------|-------------------------------------------------------------|
/// | sensitivity | `sensitivity` | at least 0; 0 is a coin, infinity would be always the better |
/// | lapse       | `lapseRate`   | 0 to 1                                                       |
/// | L           | by `lapseTo`  | coin or tie: 1/2; longer: 1, 0, or 1/2 where words are equal |
///
/// Bradley and Terry 1952 with lapses as in Wichmann and Hill 2001. A tie is half a win for each
/// side. Beyond the formula: a difference of less than `tieThreshold` is called a tie.
///
/// @param sensitivity per rubric point
/// @param lapseRate share of tasks answered unread
/// @param lapseTo what is answered then
/// @param tieThreshold in rubric points
public record ChoiceModel(
    double sensitivity, double lapseRate, LapseTo lapseTo, double tieThreshold) {

  /// Which of the two an annotator picked.
  public enum Side {
    A,
    B,
    TIE;

    /// The same pick after the sides are exchanged.
    public Side swapped() {
      return switch (this) {
        case A -> B;
        case B -> A;
        case TIE -> TIE;
      };
    }
  }

  /// A pick, and whether it was made unread.
  public record Choice(Side side, boolean lapsed) {}

  /// What a profile says of choosing.
  public static ChoiceModel of(AnnotatorProfile profile) {
    return new ChoiceModel(
        profile.sensitivity(), profile.lapseRate(), profile.lapseTo(), profile.tieThreshold());
  }

  /// P(A over B), a tie counted as half a win.
  public double probability(double utilityA, double utilityB, int wordsA, int wordsB) {
    return (1 - lapseRate) * readProbability(utilityA - utilityB)
        + lapseRate * lapseProbability(wordsA, wordsB);
  }

  /// The pick that two uniform draws from [0, 1) decide: one on attention, one on the sides.
  public Choice choose(
      double utilityA, double utilityB, int wordsA, int wordsB, double attention, double pick) {
    boolean lapsed = attention < lapseRate;
    double difference = utilityA - utilityB;
    boolean tie = lapsed ? lapseTo == LapseTo.TIE : Math.abs(difference) < tieThreshold;
    if (tie) {
      return new Choice(Side.TIE, lapsed);
    }
    double p = lapsed ? lapseProbability(wordsA, wordsB) : readProbability(difference);
    return new Choice(pick < p ? Side.A : Side.B, lapsed);
  }

  private double readProbability(double difference) {
    return Math.abs(difference) < tieThreshold
        ? 0.5
        : 1 / (1 + StrictMath.exp(-sensitivity * difference));
  }

  private double lapseProbability(int wordsA, int wordsB) {
    return switch (lapseTo) {
      case COIN, TIE -> 0.5;
      case LONGER -> (Integer.signum(wordsA - wordsB) + 1) / 2.0;
    };
  }
}
