package org.rlhflab.pretrain.rubric;

import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.SentenceKind;

/// Is it civil?
///
/// - 5: nothing rude
/// - 3: one rude remark
/// - 1: two or more
///
/// Enthusiasm earns nothing: a plain answer is as civil as a warm one.
///
/// `max(1, 5 - 2 r)`, r rude remarks.
public final class Tone {
  private static final double RUDE_REMARK = 2;

  private Tone() {}

  /// The score from 1 to 5.
  public static double score(Question question, Response response) {
    int rudeRemarks = new Reading(question, response).count(SentenceKind.RUDE);
    return Math.max(1, 5 - RUDE_REMARK * rudeRemarks);
  }
}
