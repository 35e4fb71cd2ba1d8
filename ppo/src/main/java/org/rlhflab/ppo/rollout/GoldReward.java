package org.rlhflab.ppo.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.model.EncodedResponse;

/// The known truth as the reward: what a perfect reward model would be.
///
/// `score = the gold rubric's overall points`, to be put in the unit of other rewards by
/// [StandardizedReward]. It judges everywhere and trains here alone, where a command asks for it by
/// name: what is then reported as gold is what was trained on.
public final class GoldReward implements RewardFunction {
  private final Tokenizer tokenizer;
  private final ResponseParser parser;
  private final Map<String, Question> questions =
      new HashMap<>(); // by prompt as the model reads it

  /// On these prompts, all of which the world must know, and on its own evaluation questions.
  public GoldReward(World world, List<Prompt> prompts, Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.parser = new ResponseParser(world);
    QuestionBank bank = new QuestionBank(world);
    bank.evaluation().forEach(question -> add(question.text(), question));
    for (Prompt prompt : prompts) {
      Optional<Question> question = bank.find(prompt.prompt());
      if (question.isEmpty()) {
        throw new BadInput(
            "the gold reward can't judge answers to \"%s\": no question of the data's world; give"
                    .formatted(prompt.prompt())
                + " other prompts, or a reward model");
      }
      add(prompt.prompt(), question.get());
    }
  }

  private void add(String text, Question question) {
    questions.put(PromptFormat.prompt(text), question);
  }

  @Override
  public float[] score(List<EncodedResponse> responses) {
    float[] scores = new float[responses.size()];
    for (int i = 0; i < scores.length; i++) {
      ResponseText read = ResponseText.of(responses.get(i), tokenizer);
      Question question = questions.get(read.prompt());
      if (question == null) {
        throw new IllegalArgumentException("not one of the prompts: " + read.prompt());
      }
      scores[i] = (float) GoldRubric.DEFAULTS.score(question, parser.parse(read.text())).overall();
    }
    return scores;
  }
}
