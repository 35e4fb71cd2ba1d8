package org.rlhflab.reward;

import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.Preference;

/// The gold rubric's view of a label.
final class GoldDifference {
  /// Points below which the rubric finds two responses equal.
  static final double EQUAL = 1e-9;

  private final QuestionBank bank;
  private final ResponseParser parser;

  GoldDifference(World world) {
    this.bank = new QuestionBank(world);
    this.parser = new ResponseParser(world);
  }

  /// Points of the chosen response less those of the rejected one; empty where it can't judge.
  OptionalDouble of(Preference label) {
    Optional<Question> question = bank.find(label.prompt());
    Response chosen = parser.parse(label.chosen());
    Response rejected = parser.parse(label.rejected());
    if (question.isEmpty() || !GoldRubric.canJudge(chosen) || !GoldRubric.canJudge(rejected)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        GoldRubric.DEFAULTS.score(question.get(), chosen).overall()
            - GoldRubric.DEFAULTS.score(question.get(), rejected).overall());
  }
}
