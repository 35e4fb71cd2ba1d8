package org.rlhflab.reward.annotator;

import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.reward.label.JudgeablePair;
import org.rlhflab.reward.label.KnownAnswer;

/// A task for an annotator: which of two responses to one prompt is better?
///
/// @param id unique in its list
/// @param prompt the question as asked
/// @param domain the question's domain, on which an annotator's expertise depends; may be empty
/// @param a one response
/// @param b the other
public record PairToLabel(
    String id, String prompt, String domain, ResponseFeatures a, ResponseFeatures b) {

  /// Two parsed answers to a question.
  public static PairToLabel of(
      String id, Question question, Response a, Response b, GoldRubric rubric) {
    return new PairToLabel(
        id,
        question.text(),
        question.topic().domain(),
        ResponseFeatures.of(question, a, rubric),
        ResponseFeatures.of(question, b, rubric));
  }

  /// The task of a pair that the world can judge.
  public static PairToLabel of(String id, JudgeablePair pair, GoldRubric rubric) {
    return of(id, pair.question(), pair.chosen(), pair.rejected(), rubric);
  }

  /// What the gold rubric says of it, A being the chosen one.
  public KnownAnswer answer() {
    return new KnownAnswer(a.gold(), b.gold());
  }

  /// The same task under another id.
  public PairToLabel named(String other) {
    return new PairToLabel(other, prompt, domain, a, b);
  }

  /// Points of the gold rubric for A less those for B.
  public double goldDifference() {
    return a.gold().overall() - b.gold().overall();
  }

  /// The same task with its sides exchanged.
  public PairToLabel swapped() {
    return new PairToLabel(id, prompt, domain, b, a);
  }
}
