package org.rlhflab.pretrain.rubric;

import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.SentenceKind;

/// Is what it says true?
///
/// - 5: the core is right and nothing is false
/// - 3: the core is right, one statement is false
/// - 2: the core is right, two or more statements are false: the least with the core
/// - 1: no core, or only falsehoods
///
/// A falsehood counts whatever it is about; said twice it counts once (the repeat costs concision).
/// A garbled sentence costs half a point: it teaches nothing right. A true statement about another
/// topic than asked is no falsehood; it costs instruction adherence.
///
/// `max(2, 5 - (f > 0 ? 1 + f : 0) - 0.5 g)`, f falsehoods, g garbled sentences.
public final class Accuracy {
  private static final double LEAST_WITH_CORE = 2;
  private static final double GARBLED = 0.5;

  private Accuracy() {}

  /// The score from 1 to 5.
  public static double score(Question question, Response response) {
    Reading reading = new Reading(question, response);
    if (!reading.statesCore()) {
      return 1;
    }
    long falsehoods =
        reading.distinctSentences().stream()
            .filter(s -> s.kind() == SentenceKind.MISCONCEPTION)
            .count();
    double forFalsehoods = falsehoods > 0 ? 1 + falsehoods : 0;
    double forGarbling = GARBLED * reading.count(SentenceKind.GARBLED);
    return Math.max(LEAST_WITH_CORE, 5 - forFalsehoods - forGarbling);
  }
}
