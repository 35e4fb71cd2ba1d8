package org.rlhflab.reward.annotator;

/// What annotators are given beside new pairs, so that their work can be measured.
///
/// @param gold calibration tasks with known answers that everybody does: below 1 a share of one
///   person's new pairs, from 1 a number (default 0)
/// @param repeats tasks of everybody's own that come again in a later session, half of them with
///   the sides swapped: below 1 a share of one person's new pairs, from 1 a number (default 0)
/// @param sessions sittings into which everybody's work is parted, at least 1; repeats need 2
public record CollectionPlan(double gold, double repeats, int sessions) {

  /// New pairs alone, in one sitting.
  public static final CollectionPlan DEFAULTS = new CollectionPlan(0, 0, 1);

  /// Checks every range.
  public CollectionPlan {
    checkAmount("gold", gold);
    checkAmount("repeats", repeats);
    if (sessions < 1 || sessions > 1_000) {
      throw new IllegalArgumentException("sessions must be 1 to 1000, got " + sessions);
    }
  }

  private static void checkAmount(String name, double amount) {
    if (!(amount >= 0 && amount <= 100_000) || (amount >= 1 && amount != Math.rint(amount))) {
      throw new IllegalArgumentException(
          "%s must be a share below 1 or a whole number, got %s".formatted(name, amount));
    }
  }

  /// Gold tasks for everybody, where the busiest person has `own` new pairs.
  public int goldTasks(int own) {
    return count(gold, own);
  }

  /// Tasks that come again for somebody with `own` new pairs; more than lie in earlier sessions are
  /// refused.
  public int repeatedTasks(int own) {
    if (repeats > 0 && sessions == 1) {
      throw new IllegalArgumentException(
          "repeats come in a later session, so sessions must be at least 2, got 1");
    }
    int earlier = (int) ((long) own * (sessions - 1) / sessions);
    int wanted = count(repeats, own);
    if (wanted > earlier) {
      throw new IllegalArgumentException(
          "repeats must be at most the %d tasks that somebody with %d new pairs has before the last session, got %d"
              .formatted(earlier, own, wanted));
    }
    return wanted;
  }

  private static int count(double amount, int own) {
    return (int) (amount < 1 ? Math.round(amount * own) : amount);
  }
}
