package org.rlhflab.ppo.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.TokenSequences;
import org.rlhflab.pretrain.model.kernel.Workers;

/// How far a model's answers are from a reference model's, in nats a response.
///
/// ```
/// kl(response) = sum_t sum_v p(v | prompt, y_<t) log(p(v | prompt, y_<t) / q(v | prompt, y_<t))
/// ```
///
/// where y are the tokens that the model itself wrote, end-of-text included, p its next-token
/// distribution and q the reference's, both at the sampling temperature. Averaged over responses
/// drawn from the model this is KL(model || reference) of whole responses, by the chain rule, with
/// far less noise than `sum_t log p(y_t) - log q(y_t)`, which training's `objective/kl` is.
public final class ExactKl {
  /// Responses side by side: both models' logits of all their tokens should stay in the cache.
  private static final int BATCH = 8;

  private final GptPass model;
  private final GptPass reference;

  /// Of `model` from `reference`, which must know the same tokens.
  public ExactKl(Gpt model, Gpt reference, Workers workers) {
    int own = model.config().vocabulary();
    int other = reference.config().vocabulary();
    if (own != other) {
      throw new IllegalArgumentException("vocabularies differ: " + own + " and " + other);
    }
    this.model = GptPass.forwardOnly(model, workers);
    this.reference = GptPass.forwardOnly(reference, workers);
  }

  /// One figure for every response, 0 for a model from itself; `prompts[i]` is what `responses[i]`
  /// answers.
  public double[] of(List<int[]> prompts, List<int[]> responses, double temperature) {
    double[] divergences = new double[prompts.size()];
    if (model.model() == reference.model()) {
      return divergences;
    }
    for (int from = 0; from < prompts.size(); from += BATCH) {
      int to = Math.min(prompts.size(), from + BATCH);
      batch(prompts, responses, from, to, (float) temperature, divergences);
    }
    return divergences;
  }

  private void batch(
      List<int[]> prompts,
      List<int[]> responses,
      int from,
      int to,
      float temperature,
      double[] divergences) {
    List<int[]> whole = new ArrayList<>();
    int count = 0;
    for (int i = from; i < to; i++) {
      whole.add(joined(prompts.get(i), responses.get(i)));
      count += responses.get(i).length;
    }
    TokenSequences batch = TokenSequences.of(whole);
    int[] rows = new int[count]; // [response tokens]
    int[] targets = new int[count]; // [response tokens]
    int next = 0;
    for (int i = from; i < to; i++) {
      int first = batch.starts()[i - from] + prompts.get(i).length - 1;
      for (int t = 0; t < responses.get(i).length; t++) {
        rows[next] = first + t;
        targets[next++] = batch.tokens()[first + t + 1];
      }
    }
    float[] logProbs = new float[count]; // [response tokens]
    NextTokenBatch asked = new NextTokenBatch(batch, rows, targets);
    for (GptPass pass : List.of(model, reference)) {
      pass.logProbabilities(asked, temperature, logProbs);
    }
    float[] each = new float[count]; // [response tokens]
    model.exactKl(reference, each);
    next = 0;
    for (int i = from; i < to; i++) {
      for (int t = 0; t < responses.get(i).length; t++) {
        divergences[i] += each[next++];
      }
    }
  }

  private static int[] joined(int[] prompt, int[] response) {
    int[] whole = java.util.Arrays.copyOf(prompt, prompt.length + response.length);
    System.arraycopy(response, 0, whole, prompt.length, response.length);
    return whole;
  }
}
