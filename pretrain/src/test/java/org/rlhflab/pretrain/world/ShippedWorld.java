package org.rlhflab.pretrain.world;

import java.nio.file.Path;

/// The world of `data/world`, as tests read it.
final class ShippedWorld {
  static final Path FOLDER = Path.of("..", "data", "world");
  static final World WORLD = WorldReader.read(FOLDER);

  private ShippedWorld() {}
}
