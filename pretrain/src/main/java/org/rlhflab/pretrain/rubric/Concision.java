package org.rlhflab.pretrain.rubric;

import java.util.HashSet;
import java.util.Set;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;

/// Does every sentence earn its place, and does the answer come first?
///
/// - 5: no sentence that tells the reader nothing
/// - about 4: one opener, one affirmation or one use mentioned without explanation
/// - about 3.5: one filler or one repeat
/// - 1: several of these, or no core: to say nothing is no virtue
///
/// Points off for every sentence that tells nothing asked for:
///
/// | sentence | points |
/// |---|---|
/// | filler; anything said before | 1.5 |
/// | opener | 1.1 |
/// | affirmation; statement about another topic; garbled sentence | 1.0 |
/// | use mentioned, not explained | 0.8 |
/// | any of these while the core is still to come, beside its own points | 0.3 |
///
/// True statements on the topic beyond the needed ones are free: length itself is no fault. What is
/// false, rude or refuses is judged by the other dimensions.
public final class Concision {
  private static final double FILLER = 1.5;
  private static final double REPEAT = 1.5;
  private static final double OPENER = 1.1;
  private static final double AFFIRMATION = 1.0;
  private static final double STRAY = 1.0;
  private static final double GARBLED = 1.0;
  private static final double MENTION = 0.8;
  private static final double BEFORE_THE_CORE = 0.3;

  private Concision() {}

  /// The score from 1 to 5.
  public static double score(Question question, Response response) {
    Reading reading = new Reading(question, response);
    if (!reading.statesCore()) {
      return 1;
    }
    double points = 0;
    boolean coreIsOut = false;
    Set<Reading.Said> said = new HashSet<>();
    for (Sentence sentence : reading.sentences()) {
      coreIsOut |= reading.isCore(sentence);
      double cost = said.add(Reading.Said.by(sentence)) ? cost(reading, sentence) : REPEAT;
      points += cost > 0 && !coreIsOut ? cost + BEFORE_THE_CORE : cost;
    }
    return Math.max(1, 5 - points);
  }

  private static double cost(Reading reading, Sentence sentence) {
    return switch (sentence.kind()) {
      case OPENER -> OPENER;
      case FILLER -> FILLER;
      case AFFIRMATION -> AFFIRMATION;
      case MENTION -> MENTION;
      case GARBLED -> GARBLED;
      case CORE, FACT, EXAMPLE, MISCONCEPTION -> reading.isStray(sentence) ? STRAY : 0;
      case HEDGE, BOOSTER, REFUSAL, RUDE, UNKNOWN -> 0;
    };
  }
}
