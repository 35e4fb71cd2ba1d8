package org.rlhflab.ppo.lesson.labeling;

import java.util.Optional;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

/// What the gold rubric says of the two responses of a pair.
///
/// @param chosen the score of the one called chosen
/// @param rejected the score of the other
public record KnownAnswer(GoldScore chosen, GoldScore rejected) {
  private static final double EQUAL = 1e-9;

  /// Asks the rubric about any number of pairs.
  public static final class Judge {
    private final QuestionBank questions;
    private final ResponseParser parser;

    /// By the world's truth.
    public Judge(World world) {
      this.questions = new QuestionBank(world);
      this.parser = new ResponseParser(world);
    }

    /// Empty where the world does not know the question, or a response is about something else.
    public Optional<KnownAnswer> of(String prompt, String chosen, String rejected) {
      Response one = parser.parse(chosen);
      Response other = parser.parse(rejected);
      if (!GoldRubric.canJudge(one) || !GoldRubric.canJudge(other)) {
        return Optional.empty();
      }
      return questions
          .find(prompt)
          .map(question ->
              new KnownAnswer(
                  GoldRubric.DEFAULTS.score(question, one),
                  GoldRubric.DEFAULTS.score(question, other)));
    }
  }

  /// How much better the chosen one is, in points; below 0 it is worse.
  public double gap() {
    return chosen.overall() - rejected.overall();
  }

  /// Which of the two is better.
  public Verdict verdict() {
    return Math.abs(gap()) <= EQUAL ? Verdict.TIE : gap() > 0 ? Verdict.CHOSEN : Verdict.REJECTED;
  }

  /// The label with the known answer written into it.
  public Preference into(Preference label) {
    return new Preference(
        label.id(),
        label.prompt(),
        label.chosen(),
        label.rejected(),
        label.tie(),
        label.annotator(),
        label.criterion(),
        label.rationale(),
        label.first(),
        Optional.of(verdict()),
        label.repeatOf(),
        label.session(),
        label.position(),
        label.seconds(),
        label.source(),
        label.round(),
        label.weight(),
        label.extra());
  }
}
