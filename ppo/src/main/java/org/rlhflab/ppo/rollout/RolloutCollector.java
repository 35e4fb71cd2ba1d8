package org.rlhflab.ppo.rollout;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.reward.model.EncodedResponse;

/// Samples responses from the policy and asks the reference and the reward function about them.
///
/// A response is cut at its first end-of-text token, which belongs to it, before anything is asked:
/// the score is that of what a reader would see.
public final class RolloutCollector {
  /// Responses that the reference looks at together.
  private static final int AT_ONCE = 16;

  private final Generator generator;
  private final GptPass reference;
  private final RewardFunction reward;
  private final Sampling sampling;
  private final int width;

  /// Of a policy, against a frozen reference.
  public RolloutCollector(
      Gpt policy,
      Gpt reference,
      RewardFunction reward,
      Sampling sampling,
      int endOfText,
      Workers workers) {
    this.generator = new Generator(policy, workers, endOfText);
    this.reference = new GptPass(reference, workers);
    this.reward = reward;
    this.sampling = sampling;
    this.width = reference.config().width();
  }

  /// One response to each prompt.
  public Rollout collect(List<int[]> prompts, long seed) {
    List<Completion> completions = generator.generate(prompts, sampling, seed);
    List<EncodedResponse> responses = new ArrayList<>();
    boolean[] ended = new boolean[prompts.size()];
    int[] starts = new int[prompts.size() + 1];
    for (int i = 0; i < prompts.size(); i++) {
      EncodedResponse response = EncodedResponse.of(prompts.get(i), completions.get(i).tokens());
      responses.add(response);
      ended[i] = completions.get(i).finished();
      starts[i + 1] = starts[i] + response.length();
    }
    float[] logProbs = new float[starts[prompts.size()]];
    for (int i = 0; i < completions.size(); i++) {
      float[] own = completions.get(i).logProbs();
      System.arraycopy(own, 0, logProbs, starts[i], own.length);
    }
    float[] referenceLogProbs = new float[logProbs.length];
    float[][] features = new float[logProbs.length][];
    for (int from = 0; from < responses.size(); from += AT_ONCE) {
      int to = Math.min(responses.size(), from + AT_ONCE);
      refer(responses, from, to, starts, referenceLogProbs, features);
    }
    float[] scores = reward.score(responses);
    return new Rollout(responses, ended, starts, logProbs, referenceLogProbs, scores, features);
  }

  /// The reference's log-probabilities and the features of some of the responses.
  private void refer(
      List<EncodedResponse> responses,
      int from,
      int to,
      int[] starts,
      float[] logProbs,
      float[][] features) {
    List<NextTokenBatch.Example> examples = new ArrayList<>();
    for (EncodedResponse response : responses.subList(from, to)) {
      examples.add(new NextTokenBatch.Example(response.tokens(), response.first()));
    }
    NextTokenBatch batch = NextTokenBatch.of(examples);
    float[] part = new float[batch.rows().length];
    reference.forward(batch.inputs());
    reference.logProbabilitiesOnly(
        batch.rows(), batch.targets(), (float) sampling.temperature(), part);
    System.arraycopy(part, 0, logProbs, starts[from], part.length);
    for (int i = from; i < to; i++) {
      long row = (long) batch.inputs().starts()[i - from] + responses.get(i).first() - 1;
      long hidden = reference.hidden().at(row * width);
      int length = responses.get(i).length();
      ValueFeatures.fill(hidden, width, logProbs, starts[i], length, features);
    }
  }
}
