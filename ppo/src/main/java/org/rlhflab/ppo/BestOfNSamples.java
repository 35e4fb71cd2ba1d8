package org.rlhflab.ppo;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.rlhflab.ppo.baseline.BestOfN;
import org.rlhflab.ppo.objective.ScoreShaping;
import org.rlhflab.ppo.rollout.ResponseText;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.model.EncodedResponse;

/// The fixed questions of every stage, answered by the best of n.
///
/// @param n answers to each
/// @param reward scores
/// @param shaping makes of a score what is picked by, as in training
/// @param tokenizer of the model that answers
record BestOfNSamples(int n, RewardFunction reward, ScoreShaping shaping, Tokenizer tokenizer) {

  /// Asks, picks and judges; `model` answers prompts, one answer each.
  List<SamplesLog.Sample> of(World world, Function<List<int[]>, List<EncodedResponse>> model) {
    List<Question> questions = SampleResponses.questions(world);
    List<int[]> prompts =
        questions.stream()
            .map(question -> tokenizer.encode(PromptFormat.prompt(question.text())))
            .flatMap(prompt -> Collections.nCopies(n, prompt).stream())
            .toList();
    List<EncodedResponse> responses = model.apply(prompts);
    List<ResponseText> texts =
        responses.stream().map(response -> ResponseText.of(response, tokenizer)).toList();
    float[] scores = shaping.of(reward.score(responses), i -> texts.get(i).ended());
    int[] best = new BestOfN(n).choose(scores);
    return SampleResponses.judged(
        questions, IntStream.of(best).mapToObj(i -> texts.get(i).text()).toList(), world);
  }
}
