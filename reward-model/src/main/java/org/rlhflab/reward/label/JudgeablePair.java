package org.rlhflab.reward.label;

import java.util.Optional;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;

/// Two responses to a question that the world knows, both about what it knows: there is a truth
/// about which is better.
///
/// @param question as asked
/// @param chosen the one called chosen
/// @param rejected the other
public record JudgeablePair(Question question, Response chosen, Response rejected) {

  /// Reads pairs by what a world knows.
  public static final class Reader {
    private final QuestionBank questions;
    private final ResponseParser parser;

    /// Of this world.
    public Reader(World world) {
      this.questions = new QuestionBank(world);
      this.parser = new ResponseParser(world);
    }

    /// The pair of a label.
    public Optional<JudgeablePair> of(Preference label) {
      return of(label.prompt(), label.chosen(), label.rejected());
    }

    /// Empty where the world does not know the question, or a response is about something else.
    public Optional<JudgeablePair> of(String prompt, String chosen, String rejected) {
      Optional<Question> question = questions.find(prompt);
      Response one = parser.parse(chosen);
      Response other = parser.parse(rejected);
      return GoldRubric.canJudge(one) && GoldRubric.canJudge(other)
          ? question.map(it -> new JudgeablePair(it, one, other))
          : Optional.empty();
    }
  }

  /// What the gold rubric says of it.
  public KnownAnswer answer() {
    return new KnownAnswer(
        GoldRubric.DEFAULTS.score(question, chosen), GoldRubric.DEFAULTS.score(question, rejected));
  }
}
