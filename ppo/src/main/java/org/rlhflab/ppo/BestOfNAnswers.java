package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rlhflab.ppo.baseline.BestOfN;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.EvaluatedResponse;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.ppo.evaluation.Evaluation;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.evaluation.EvaluationPrompts;
import org.rlhflab.ppo.objective.ScoreShaping;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.model.EncodedResponse;

/// What best-of-n answers to held-out prompts, though there is no model to ask: every answer is the
/// one that the reward likes best of n of the fine-tuned model's.
public final class BestOfNAnswers {
  private BestOfNAnswers() {}

  /// As if a model called `name` had been asked; its answers are drawn, the greedy ones too.
  ///
  /// @param fineTuned whose answers are chosen from
  /// @param reward that chooses
  /// @param config how many there are to choose from
  /// @param asked how many answers to each prompt, and how they are drawn
  /// @param heldOut prompts
  public static EvaluatedModel of(
      String name,
      Path fineTuned,
      RewardSource reward,
      PpoConfig config,
      EvaluationConfig asked,
      Path heldOut,
      StageContext context) {
    ModelFolder start = ModelFolder.readLanguageModel(fineTuned);
    List<Prompt> prompts = PromptFile.read(heldOut);
    OpenedReward source = OpenedReward.of(reward, config, context, fineTuned, start, prompts);
    World world = WorldReader.read(context.data().world());
    Evaluation evaluation =
        new Evaluation(
            new ResponseParser(world),
            new EvaluationConfig(
                asked.samples() * config.samples(), asked.temperature(), asked.maxTokens()),
            context.seed(),
            context.workers(),
            context.progress());
    EvaluatedResponses drawn =
        evaluation.drawn(
            start.gpt(),
            start.tokenizer(),
            EvaluationPrompts.of(prompts, new QuestionBank(world)).questions());
    RewardFunction function = source.inCommonUnit(() -> encoded(drawn, start.tokenizer()));
    float[] scores = scores(drawn, start.tokenizer(), function);
    EvaluatedResponses best =
        best(drawn, shaped(drawn, scores, config.shaping()), config.samples(), config.samples());
    return new EvaluatedModel(name, start.gpt(), start.tokenizer(), best, best);
  }

  /// The reward's scores of all answers, prompt by prompt.
  static float[] scores(EvaluatedResponses answers, Tokenizer tokenizer, RewardFunction reward) {
    return reward.score(encoded(answers, tokenizer));
  }

  /// What training makes of these scores, which is what it chooses by.
  static float[] shaped(EvaluatedResponses answers, float[] scores, ScoreShaping shaping) {
    List<EvaluatedResponse> all = answers.responses().stream().flatMap(List::stream).toList();
    return shaping.of(scores, i -> all.get(i).completion().finished());
  }

  private static List<EncodedResponse> encoded(EvaluatedResponses answers, Tokenizer tokenizer) {
    List<EncodedResponse> all = new ArrayList<>();
    for (int prompt = 0; prompt < answers.questions().size(); prompt++) {
      int[] tokens = tokenizer.encode(PromptFormat.prompt(answers.questions().get(prompt).text()));
      answers
          .responses()
          .get(prompt)
          .forEach(answer -> all.add(EncodedResponse.of(tokens, answer.completion().tokens())));
    }
    return all;
  }

  /// Of every `n` answers to a prompt the best of the first `m`, `scores` being those of all
  /// answers.
  static EvaluatedResponses best(EvaluatedResponses drawn, float[] scores, int n, int m) {
    float[] some = new float[scores.length / n * m];
    for (int i = 0; i < some.length; i++) {
      some[i] = scores[i / m * n + i % m];
    }
    int[] best = new BestOfN(m).choose(some); // [group]
    int groups = drawn.responses().getFirst().size() / n;
    List<List<EvaluatedResponse>> chosen =
        IntStream.range(0, drawn.questions().size())
            .mapToObj(prompt ->
                IntStream.range(0, groups)
                    .mapToObj(group -> {
                      int number = best[prompt * groups + group] % m;
                      return drawn.responses().get(prompt).get(group * n + number);
                    })
                    .toList())
            .toList();
    return new EvaluatedResponses(drawn.questions(), drawn.temperature(), chosen);
  }
}
