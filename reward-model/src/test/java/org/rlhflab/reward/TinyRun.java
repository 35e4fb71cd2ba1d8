package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

/// The shipped world, and a language model of width 8 that knows nothing of it.
public final class TinyRun {
  /// The shipped data.
  public static final DataFolder DATA = new DataFolder(Path.of("..", "data"));

  /// The shipped world.
  public static final World WORLD = WorldReader.read(DATA.world());

  private static final Tokenizer TOKENIZER =
      Tokenizer.train(WORLD.topics().stream().map(topic -> topic.core()).toList(), 600);

  private TinyRun() {}

  /// Writes the model's folder.
  public static Path model(Path folder, long seed) {
    GptConfig shape = new GptConfig(TOKENIZER.vocabulary(), 128, 8, 1, 2);
    new ModelFolder(
            Gpt.create(shape, 0.5, new SplittableRandom(seed)),
            TOKENIZER,
            ModelFolder.Kind.LANGUAGE_MODEL)
        .write(folder);
    return folder;
  }

  /// A context on the shipped data.
  public static StageContext context(Workers workers, long seed) {
    return new StageContext(seed, DATA, workers, Progress.NONE, false);
  }
}
