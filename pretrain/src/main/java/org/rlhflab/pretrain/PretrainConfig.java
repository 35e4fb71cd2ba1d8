package org.rlhflab.pretrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.TrapezoidalSchedule;
import org.rlhflab.pretrain.model.kernel.Adam;

/// How the base model is made.
///
/// @param vocabulary tokens that the tokenizer may have, 258 or more
/// @param context longest sequence in tokens
/// @param width numbers a position is represented by
/// @param layers blocks
/// @param heads attention heads
/// @param initialDeviation standard deviation of the initial matrices; 0.06 learns faster than
///   GPT-2's 0.02 at this size
/// @param tokens tokens of training in all
/// @param batchSize sequences a step: small batches learn more from a token
/// @param sequenceLength tokens of a training sequence, at most the context
/// @param optimizer of the blocks' matrices; all else is Adam's
/// @param learningRate the highest
/// @param embeddingFactor how many times faster than all else embeddings learn: most tokens are
///   rare, and a row learns only where its token is read
/// @param warmUp share of the steps in which the rate rises
/// @param coolDown share of the steps in which it falls; in between it is the highest
/// @param finalRate share of the rate that is left at the end
/// @param beta2 decay of Adam's second moment
/// @param maximumGradientNorm where gradients are clipped
/// @param order of the n-gram model that it is compared with, 1 to 5
public record PretrainConfig(
    int vocabulary,
    int context,
    int width,
    int layers,
    int heads,
    double initialDeviation,
    long tokens,
    int batchSize,
    int sequenceLength,
    MatrixOptimizer optimizer,
    double learningRate,
    double embeddingFactor,
    double warmUp,
    double coolDown,
    double finalRate,
    double beta2,
    double maximumGradientNorm,
    int order) {

  /// What steps the matrices of the transformer's blocks.
  public enum MatrixOptimizer {
    /// As it steps all else.
    @JsonProperty("adam")
    ADAM,
    /// Steps along their orthogonalised momentum: reaches in 2.4 million tokens more than Adam in
    /// 3.2.
    @JsonProperty("muon")
    MUON
  }

  /// Chosen by measurement on the shipped world.
  public static final PretrainConfig DEFAULTS =
      new PretrainConfig(
          4000,
          128,
          64,
          2,
          4,
          0.06,
          1_500_000,
          8,
          96,
          MatrixOptimizer.MUON,
          8e-3,
          5,
          0.03,
          0.55,
          0.02,
          0.99,
          1,
          5);

  /// Checks every range; shape, schedule and optimizer check their own.
  public PretrainConfig {
    new GptConfig(vocabulary, context, width, layers, heads);
    new TrapezoidalSchedule(learningRate, 1, warmUp, coolDown, finalRate);
    new Adam(0.9f, (float) beta2, 1e-8f);
    if (vocabulary < 258) {
      throw new IllegalArgumentException("vocabulary must be at least 258, got " + vocabulary);
    }
    if (sequenceLength < 2 || sequenceLength > context) {
      throw new IllegalArgumentException(
          "sequence length must be in [2, " + context + "], got " + sequenceLength);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
    if (tokens < 1) {
      throw new IllegalArgumentException("tokens must be at least 1, got " + tokens);
    }
    if (!(initialDeviation > 0 && Double.isFinite(initialDeviation))) {
      throw new IllegalArgumentException(
          "initial deviation must be above 0, got " + initialDeviation);
    }
    if (!(maximumGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "maximum gradient norm must be above 0, got " + maximumGradientNorm);
    }
    if (!(embeddingFactor > 0 && Double.isFinite(embeddingFactor))) {
      throw new IllegalArgumentException(
          "embedding factor must be above 0, got " + embeddingFactor);
    }
    if (order < 1 || order > 5) {
      throw new IllegalArgumentException("order must be in [1, 5], got " + order);
    }
  }

  /// The model's shape, with the tokenizer's real vocabulary.
  public GptConfig shape(int tokenizerVocabulary) {
    return new GptConfig(tokenizerVocabulary, context, width, layers, heads);
  }

  /// Steps of training.
  public long steps() {
    return Math.max(1, tokens / tokensPerStep());
  }

  /// Tokens that one step learns to predict.
  public long tokensPerStep() {
    return (long) batchSize * sequenceLength;
  }
}
