package org.rlhflab.reward.model;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.kernel.Workers;

/// Log-probabilities of responses' tokens under a model that is not being trained.
public final class ResponseLogProbs {
  private static final int AT_ONCE = 16;

  private final GptPass pass;

  /// Under the given model.
  public ResponseLogProbs(Gpt gpt, Workers workers) {
    this.pass = GptPass.forwardOnly(gpt, workers);
  }

  /// The log-probability of every response token, one array a response, with all logits divided by
  /// `temperature`.
  public List<float[]> of(List<EncodedResponse> responses, float temperature) {
    List<float[]> result = new ArrayList<>();
    for (int from = 0; from < responses.size(); from += AT_ONCE) {
      List<EncodedResponse> part =
          responses.subList(from, Math.min(responses.size(), from + AT_ONCE));
      NextTokenBatch batch =
          NextTokenBatch.of(
              part.stream().map(r -> new NextTokenBatch.Example(r.tokens(), r.first())).toList());
      float[] all = new float[batch.rows().length];
      pass.logProbabilitiesOnly(batch, temperature, all);
      int next = 0;
      for (EncodedResponse response : part) {
        result.add(java.util.Arrays.copyOfRange(all, next, next + response.length()));
        next += response.length();
      }
    }
    return result;
  }
}
