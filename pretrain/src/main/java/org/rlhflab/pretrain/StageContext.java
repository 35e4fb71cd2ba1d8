package org.rlhflab.pretrain;

import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;

/// What every stage is run with.
///
/// @param seed where all its randomness comes from
/// @param data the world and what is derived from it
/// @param workers the threads that compute
/// @param progress whom it tells how far it has come
/// @param fresh whether to train again what is there
public record StageContext(
    long seed, DataFolder data, Workers workers, Progress progress, boolean fresh) {

  /// Named streams from the seed.
  public RandomStreams random() {
    return new RandomStreams(seed);
  }

  /// The same with another seed.
  public StageContext withSeed(long other) {
    return new StageContext(other, data, workers, progress, fresh);
  }
}
