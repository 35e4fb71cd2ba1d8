package org.rlhflab.reward.label;

import java.util.Optional;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.world.World;

/// What the gold rubric says of the two responses of a pair.
///
/// @param chosen the score of the one called chosen
/// @param rejected the score of the other
public record KnownAnswer(GoldScore chosen, GoldScore rejected) {
  /// Sums of the same points in another order differ in their last bits.
  private static final double EQUAL = 1e-9;

  /// Asks the rubric about any number of pairs.
  public static final class Judge {
    private final JudgeablePair.Reader reader;

    /// By the world's truth.
    public Judge(World world) {
      this.reader = new JudgeablePair.Reader(world);
    }

    /// About a label's pair; empty where the world can't judge.
    public Optional<KnownAnswer> of(Preference label) {
      return reader.of(label).map(JudgeablePair::answer);
    }

    /// About any pair; empty where the world can't judge.
    public Optional<KnownAnswer> of(String prompt, String chosen, String rejected) {
      return reader.of(prompt, chosen, rejected).map(JudgeablePair::answer);
    }
  }

  /// How much better the chosen one is, in points; below 0 it is worse.
  public double gap() {
    return chosen.overall() - rejected.overall();
  }

  /// Whether the rubric finds them equal.
  public boolean isTie() {
    return Math.abs(gap()) < EQUAL;
  }

  /// Which of the two is better.
  public Verdict verdict() {
    return isTie() ? Verdict.TIE : gap() > 0 ? Verdict.CHOSEN : Verdict.REJECTED;
  }

  /// Seen with the two called the other way round.
  public KnownAnswer swapped() {
    return new KnownAnswer(rejected, chosen);
  }
}
