package org.rlhflab.ppo.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final GptPass policy;
  private final GptPass reference;
  private final RewardFunction reward;
  private final Sampling sampling;
  private final ValueFeatures seen;
  private final int width;

  /// Of a policy, against a frozen reference; `seen` is what a value head looks at.
  public RolloutCollector(
      Gpt policy,
      Gpt reference,
      RewardFunction reward,
      Sampling sampling,
      int endOfText,
      ValueFeatures seen,
      Workers workers) {
    this.generator = new Generator(policy, workers, endOfText);
    this.policy = GptPass.forwardOnly(policy, workers);
    this.reference = GptPass.forwardOnly(reference, workers);
    this.reward = reward;
    this.sampling = sampling;
    this.seen = seen;
    this.width = reference.config().width();
  }

  /// One response to each prompt.
  public Rollout collect(List<int[]> prompts, long seed) {
    return collect(prompts, seed, false);
  }

  /// The same, and if `exactly` the exact figures of the first 16 responses: they cost a twentieth
  /// of an iteration.
  public Rollout collect(List<int[]> prompts, long seed, boolean exactly) {
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
    Optional<Rollout.Exact> exact = Optional.empty();
    for (int from = 0; from < responses.size(); from += AT_ONCE) {
      int to = Math.min(responses.size(), from + AT_ONCE);
      NextTokenBatch batch = batch(responses.subList(from, to));
      boolean kept = exactly && from == 0;
      refer(responses, from, batch, kept, starts, referenceLogProbs, features);
      if (kept) {
        exact = Optional.of(exact(batch, to));
      }
    }
    float[] scores = reward.score(responses);
    return new Rollout(
        responses, ended, starts, logProbs, referenceLogProbs, scores, features, exact);
  }

  /// The reference's log-probabilities and the features of the responses from `from` on that are in
  /// the batch.
  private void refer(
      List<EncodedResponse> responses,
      int from,
      NextTokenBatch batch,
      boolean kept,
      int[] starts,
      float[] logProbs,
      float[][] features) {
    float[] part = new float[batch.rows().length];
    float temperature = (float) sampling.temperature();
    if (kept) { // to be compared with the policy's
      reference.logProbabilities(batch, temperature, part);
    } else {
      reference.logProbabilitiesOnly(batch, temperature, part);
    }
    System.arraycopy(part, 0, logProbs, starts[from], part.length);
    for (int i = 0; i < batch.inputs().count(); i++) {
      EncodedResponse response = responses.get(from + i);
      long row = (long) batch.inputs().starts()[i] + response.first() - 1;
      long hidden = reference.hidden().at(row * width);
      seen.fill(hidden, width, logProbs, starts[from + i], response.length(), features);
    }
  }

  /// By the whole distributions at every token of the batch that the reference has just looked at:
  /// exact costs one more pass of the policy.
  private Rollout.Exact exact(NextTokenBatch batch, int responses) {
    float[] each = new float[batch.rows().length];
    policy.parametersChanged();
    policy.logProbabilities(batch, (float) sampling.temperature(), each);
    policy.exactKl(reference, each);
    double kl = sum(each) / responses;
    policy.entropies(each);
    return new Rollout.Exact(kl, sum(each) / responses);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static NextTokenBatch batch(List<EncodedResponse> responses) {
    List<NextTokenBatch.Example> examples = new ArrayList<>();
    for (EncodedResponse response : responses) {
      examples.add(new NextTokenBatch.Example(response.tokens(), response.first()));
    }
    return NextTokenBatch.of(examples);
  }
}
