package org.rlhflab.reward.model;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.TokenSequences;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;

/// Scores responses: a transformer with a linear head on what a [ReadOut] reads of it.
///
/// `score = w . features + b`; a higher score is a better response, the unit is arbitrary until
/// [#normalize] makes the scores of given responses mean 0 and deviation 1. Not safe for use by
/// several threads.
public final class RewardModel {
  /// The head's name in the graph.
  public static final String HEAD = "reward";

  private static final int AT_ONCE = 16;

  private final Gpt gpt;
  private final GptPass pass;
  private final ReadOut readOut;
  private final Fluency fluency;
  private final Gpt reference;
  private final ResponseLogProbs logProbs;
  private final int width;

  /// A response and what is known of it before the trunk has looked.
  ///
  /// @param response its tokens
  /// @param extras the read-out's further numbers
  public record Prepared(EncodedResponse response, float[] extras) {}

  /// Over a model with a head called [#HEAD]; `reference` is the frozen fine-tuned model.
  public RewardModel(Gpt gpt, ReadOut readOut, Fluency fluency, Gpt reference, Workers workers) {
    this(new GptPass(gpt, workers), readOut, fluency, reference, workers);
  }

  /// The same for one that is trained already and only scores.
  public static RewardModel trained(
      Gpt gpt, ReadOut readOut, Fluency fluency, Gpt reference, Workers workers) {
    return new RewardModel(GptPass.forwardOnly(gpt, workers), readOut, fluency, reference, workers);
  }

  private RewardModel(
      GptPass pass, ReadOut readOut, Fluency fluency, Gpt reference, Workers workers) {
    this.gpt = pass.model();
    this.pass = pass;
    this.readOut = readOut;
    this.fluency = fluency;
    this.reference = reference;
    this.logProbs = new ResponseLogProbs(reference, workers);
    this.width = gpt.config().width();
  }

  /// A reward model before training: the fine-tuned model with a head of zeros.
  public static Gpt untrained(Gpt fineTuned, ReadOut readOut) {
    Gpt gpt = fineTuned.withScalarHead(HEAD, fineTuned.config().width() + readOut.extras());
    gpt.forgetOptimizer();
    return gpt;
  }

  /// The model with its head.
  public Gpt gpt() {
    return gpt;
  }

  /// What its head reads.
  public ReadOut readOut() {
    return readOut;
  }

  /// Its standard form of log-probabilities.
  public Fluency fluency() {
    return fluency;
  }

  /// The frozen fine-tuned model.
  public Gpt reference() {
    return reference;
  }

  /// Scores, one a response.
  public float[] score(List<EncodedResponse> responses) {
    return scorePrepared(prepare(responses));
  }

  /// Scores of responses that were prepared before.
  public float[] scorePrepared(List<Prepared> prepared) {
    float[] scores = new float[prepared.size()];
    for (int from = 0; from < scores.length; from += AT_ONCE) {
      int to = Math.min(scores.length, from + AT_ONCE);
      float[] part = forward(prepared.subList(from, to)).scores();
      System.arraycopy(part, 0, scores, from, to - from);
    }
    return scores;
  }

  /// What the head reads of every response, `[response][feature]`.
  public float[][] features(List<Prepared> prepared) {
    float[][] features = new float[prepared.size()][];
    for (int from = 0; from < features.length; from += AT_ONCE) {
      int to = Math.min(features.length, from + AT_ONCE);
      float[][] part = forward(prepared.subList(from, to)).features();
      System.arraycopy(part, 0, features, from, to - from);
    }
    return features;
  }

  /// Sets the head: a weight for each feature, and the bias.
  public void setHead(float[] head) {
    if (head.length != width + readOut.extras() + 1) {
      throw new IllegalArgumentException(
          "a head has %d numbers, got %d".formatted(width + readOut.extras() + 1, head.length));
    }
    gpt.setHead(HEAD, head);
  }

  /// What does not change while the trunk is trained, computed once.
  public List<Prepared> prepare(List<EncodedResponse> responses) {
    return prepare(responses, readOut.extras() == 0 ? List.of() : logProbs.of(responses, 1f));
  }

  /// The same, where the fine-tuned model's log-probabilities of them at temperature 1 are known; a
  /// read-out that does not look at them needs none.
  public List<Prepared> prepare(List<EncodedResponse> responses, List<float[]> expected) {
    if (readOut.extras() == 0) {
      return responses.stream().map(r -> new Prepared(r, new float[0])).toList();
    }
    List<Prepared> prepared = new ArrayList<>();
    for (int i = 0; i < responses.size(); i++) {
      prepared.add(new Prepared(responses.get(i), fluency.features(expected.get(i))));
    }
    return prepared;
  }

  /// Makes the scores of these responses mean 0 and standard deviation 1, by folding gain and shift
  /// into the head.
  public void normalize(List<EncodedResponse> responses) {
    if (responses.isEmpty()) {
      throw new IllegalArgumentException("scores are normalized on at least 1 response, got 0");
    }
    ScoreScale scale = ScoreScale.of(score(responses));
    double gain = 1 / scale.deviation();
    float[] head = gpt.head(HEAD);
    int last = head.length - 1;
    for (int i = 0; i < last; i++) {
      head[i] = (float) (head[i] * gain);
    }
    head[last] = (float) ((head[last] - scale.mean()) * gain);
    gpt.setHead(HEAD, head);
  }

  GptPass pass() {
    return pass;
  }

  /// A way forward, kept for the way back.
  ///
  /// @param scores one a response
  /// @param features what the head read, `[response][feature]`
  /// @param batch the sequences as they went through
  record Forward(
      float[] scores, float[][] features, TokenSequences batch, List<Prepared> responses) {}

  Forward forward(List<Prepared> responses) {
    TokenSequences batch =
        TokenSequences.of(responses.stream().map(p -> p.response().tokens()).toList());
    pass.forward(batch);
    float[] head = gpt.head(HEAD);
    float[][] features = new float[responses.size()][];
    float[] scores = new float[responses.size()];
    for (int i = 0; i < scores.length; i++) {
      features[i] = read(batch, i, responses.get(i));
      double score = head[head.length - 1];
      for (int c = 0; c < features[i].length; c++) {
        score += (double) head[c] * features[i][c];
      }
      scores[i] = (float) score;
    }
    return new Forward(scores, features, batch, responses);
  }

  private float[] read(TokenSequences batch, int i, Prepared prepared) {
    float[] features = new float[width + readOut.extras()];
    int from = firstRow(batch, i, prepared);
    int to = batch.starts()[i + 1];
    for (int row = from; row < to; row++) {
      long hidden = pass.hidden().at((long) row * width);
      for (int c = 0; c < width; c++) {
        features[c] += NativeArray.get(hidden, c) / (to - from);
      }
    }
    System.arraycopy(prepared.extras(), 0, features, width, readOut.extras());
    return features;
  }

  /// Adds the gradients that d(loss)/d(score) gives to the head and through the trunk.
  void backward(Forward forward, float[] dScores) {
    float[] head = gpt.head(HEAD);
    float[] dHead = new float[head.length];
    for (int i = 0; i < dScores.length; i++) {
      for (int c = 0; c < head.length - 1; c++) {
        dHead[c] += dScores[i] * forward.features()[i][c];
      }
      dHead[head.length - 1] += dScores[i];
      spread(forward, i, dScores[i], head);
    }
    gpt.addToHeadGradients(HEAD, dHead);
    pass.backward();
  }

  private void spread(Forward forward, int i, float dScore, float[] head) {
    int from = firstRow(forward.batch(), i, forward.responses().get(i));
    int to = forward.batch().starts()[i + 1];
    for (int row = from; row < to; row++) {
      long dHidden = pass.dHidden().at((long) row * width);
      for (int c = 0; c < width; c++) {
        float d = dScore * head[c] / (to - from);
        NativeArray.set(dHidden, c, NativeArray.get(dHidden, c) + d);
      }
    }
  }

  private int firstRow(TokenSequences batch, int i, Prepared prepared) {
    return readOut == ReadOut.LAST_TOKEN
        ? batch.starts()[i + 1] - 1
        : batch.starts()[i] + prepared.response().first();
  }
}
