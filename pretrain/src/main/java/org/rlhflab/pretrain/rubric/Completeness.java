package org.rlhflab.pretrain.rubric;

import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.SentenceKind;

/// Is everything there that the question needs?
///
/// - 5: the core and all that is needed beside it
/// - in between: in proportion; with two facts needed, the core alone is 2.3 and with one fact 3.7
/// - 1: no core
///
/// Needed are the core, as many different facts on the topic as [Question#neededFacts()] says, and
/// the example where one is asked for. It saturates: more true facts than needed gain nothing.
///
/// `1 + 4 (1 + min(facts, neededFacts) + example) / (1 + neededFacts + exampleNeeded)`
public final class Completeness {
  private Completeness() {}

  /// The score from 1 to 5.
  public static double score(Question question, Response response) {
    Reading reading = new Reading(question, response);
    if (!reading.statesCore()) {
      return 1;
    }
    // A topic may know fewer facts than the question would like: then all of them are enough.
    int factsNeeded = Math.min(question.neededFacts(), question.topic().facts().size());
    int facts = Math.min(factsNeeded, reading.distinctOnTopic(SentenceKind.FACT));
    int examplesNeeded = question.needsExample() ? 1 : 0;
    int examples = Math.min(examplesNeeded, reading.distinctOnTopic(SentenceKind.EXAMPLE));
    double share = (1.0 + facts + examples) / (1 + factsNeeded + examplesNeeded);
    return 1 + 4 * share;
  }
}
