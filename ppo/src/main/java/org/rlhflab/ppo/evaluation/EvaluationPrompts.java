package org.rlhflab.ppo.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;

/// The prompts of a file, parted by whether their right answer is known.
///
/// @param questions those that can be judged, in order
/// @param notJudged those that the world does not know, which are left out of all figures
public record EvaluationPrompts(List<Question> questions, List<Prompt> notJudged) {

  /// Copies its lists.
  public EvaluationPrompts {
    questions = List.copyOf(questions);
    notJudged = List.copyOf(notJudged);
  }

  /// Looks every prompt up.
  public static EvaluationPrompts of(List<Prompt> prompts, QuestionBank bank) {
    List<Question> questions = new ArrayList<>();
    List<Prompt> notJudged = new ArrayList<>();
    for (Prompt prompt : prompts) {
      Optional<Question> question = bank.find(prompt.prompt());
      question.ifPresentOrElse(questions::add, () -> notJudged.add(prompt));
    }
    return new EvaluationPrompts(questions, notJudged);
  }
}
