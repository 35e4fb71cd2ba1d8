package org.rlhflab.reward.data;

import java.nio.file.Path;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

/// All that derived files depend on.
///
/// @param data the folder itself, for what is read beside the world (annotators' profiles)
/// @param world what `world/` says
/// @param seed of every chance
record Sources(Path data, World world, long seed) {
  static Sources read(Path data, long seed) {
    return new Sources(data, WorldReader.read(data.resolve("world")), seed);
  }
}
