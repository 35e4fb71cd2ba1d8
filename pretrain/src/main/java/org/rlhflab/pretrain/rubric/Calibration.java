package org.rlhflab.pretrain.rubric;

import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.SentenceKind;

/// Does it sound as sure as one can be?
///
/// | lead-ins | uncertain matter | settled matter |
/// |---|---|---|
/// | hedge | 5 | 3 |
/// | neither | 3 | 5 |
/// | booster | 1 | 4 |
/// | both | 2 | 2 |
///
/// 1 without the core: there is nothing to be sure of.
public final class Calibration {
  private Calibration() {}

  /// The score from 1 to 5.
  public static double score(Question question, Response response) {
    Reading reading = new Reading(question, response);
    if (!reading.statesCore()) {
      return 1;
    }
    boolean hedged = reading.has(SentenceKind.HEDGE);
    boolean boosted = reading.has(SentenceKind.BOOSTER);
    if (hedged && boosted) {
      return 2;
    }
    boolean settled = question.topic().certainty() == Certainty.SETTLED;
    if (hedged) {
      return settled ? 3 : 5;
    }
    if (boosted) {
      return settled ? 4 : 1;
    }
    return settled ? 5 : 3;
  }
}
