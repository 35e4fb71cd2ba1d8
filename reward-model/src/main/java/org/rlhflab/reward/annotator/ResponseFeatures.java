package org.rlhflab.reward.annotator;

import java.util.List;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;

/// What annotators look at in a response.
///
/// @param text the response as it is shown
/// @param sentences its sentences and lead-ins, for written reasons to cite
/// @param gold what the gold rubric says of it
/// @param words how many words it has
/// @param boosters how many lead-ins claim certainty
/// @param hedges how many lead-ins admit uncertainty
/// @param openers how many sentences are mere enthusiasm
/// @param tidy whether capitals and full stops are in order
public record ResponseFeatures(
    String text,
    List<Sentence> sentences,
    GoldScore gold,
    int words,
    int boosters,
    int hedges,
    int openers,
    boolean tidy) {

  /// Copies its list.
  public ResponseFeatures {
    sentences = List.copyOf(sentences);
  }

  /// Measured on a parsed response that the gold rubric has scored.
  public static ResponseFeatures of(Response response, GoldScore gold) {
    String stripped = response.text().strip();
    return new ResponseFeatures(
        response.text(),
        response.sentences(),
        gold,
        stripped.isEmpty() ? 0 : stripped.split("\\s+", -1).length,
        count(response, SentenceKind.BOOSTER),
        count(response, SentenceKind.HEDGE),
        count(response, SentenceKind.OPENER),
        response.tidy());
  }

  private static int count(Response response, SentenceKind kind) {
    return (int) response.sentences().stream().filter(s -> s.kind() == kind).count();
  }
}
