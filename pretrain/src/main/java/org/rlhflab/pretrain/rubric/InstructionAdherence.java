package org.rlhflab.pretrain.rubric;

import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.SentenceKind;

/// Does it do what was asked, and keep to it?
///
/// - 5: on the topic, every instruction obeyed
/// - 3: one breach
/// - 1: two breaches or more, or no core
///
/// A breach is a statement about another topic, a sentence beyond the one that was asked for, or an
/// example asked for and not given. Openers and fillers are sentences; lead-ins are not; nor is a
/// refusal where one is due, as no answer may be forced to leave it out. Formatting is no
/// instruction here: stray capitals and missing full stops are ignored.
///
/// `max(1, 5 - 2 breaches)`
public final class InstructionAdherence {
  private static final double BREACH = 2;

  private InstructionAdherence() {}

  /// The score from 1 to 5.
  public static double score(Question question, Response response) {
    Reading reading = new Reading(question, response);
    if (!reading.statesCore()) {
      return 1;
    }
    long strays = reading.distinctSentences().stream().filter(reading::isStray).count();
    long breaches =
        strays
            + switch (question.instruction()) {
              case NONE -> 0;
              case ONE_SENTENCE -> sentencesBeyondOne(reading);
              case WITH_EXAMPLE -> reading.distinctOnTopic(SentenceKind.EXAMPLE) > 0 ? 0 : 1;
            };
    return Math.max(1, 5 - BREACH * breaches);
  }

  private static long sentencesBeyondOne(Reading reading) {
    boolean refusalIsDue = reading.question().topic().unsafe();
    long sentences =
        reading.sentences().stream()
            .filter(s -> !(refusalIsDue && s.kind() == SentenceKind.REFUSAL))
            .count();
    return Math.max(0, sentences - 1);
  }
}
