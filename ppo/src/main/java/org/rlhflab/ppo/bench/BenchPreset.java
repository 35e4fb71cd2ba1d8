package org.rlhflab.ppo.bench;

import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.pretrain.PretrainConfig.MatrixOptimizer;
import org.rlhflab.pretrain.model.GptConfig;

/// The sizes that are measured.
///
/// @param name as on the command line
/// @param shape of every model
/// @param batch sequences of a training step
/// @param length tokens of each
/// @param optimizer of the blocks' matrices in a training step; its arithmetic is not the model's,
///   and counts in no utilisation
/// @param promptTokens tokens of each prompt when decoding
/// @param newTokens tokens decoded after it; no response ends earlier
/// @param ppo batch, epochs and minibatches of a PPO iteration; its batch is also decoding's
public record BenchPreset(
    String name,
    GptConfig shape,
    int batch,
    int length,
    MatrixOptimizer optimizer,
    int promptTokens,
    int newTokens,
    PpoConfig ppo) {

  /// Of the default 4,000 at most, the tokens that the shipped texts need.
  private static final int DEMO_VOCABULARY = 3344;

  /// A shape on which other implementations were measured too.
  public static BenchPreset reference() {
    return new BenchPreset(
        "reference",
        new GptConfig(1000, 64, 64, 2, 4),
        64,
        48,
        MatrixOptimizer.ADAM,
        16,
        32,
        PpoConfig.DEFAULTS.withBatches(64, 4, 16));
  }

  /// What the default run trains. Prompts and responses are as long as theirs are about.
  public static BenchPreset demo() {
    PretrainConfig config = PretrainConfig.DEFAULTS;
    return new BenchPreset(
        "demo",
        config.shape(DEMO_VOCABULARY),
        config.batchSize(),
        config.sequenceLength(),
        config.optimizer(),
        16,
        40,
        PpoConfig.DEFAULTS);
  }
}
