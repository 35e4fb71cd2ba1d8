package org.rlhflab.pretrain.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.RandomStreams;
import picocli.CommandLine.Option;

/// The options that every command has.
///
/// ```java
/// @Mixin GlobalOptions global = new GlobalOptions();
/// ```
public final class GlobalOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Where all randomness comes from; same seed, same result (default: 7).")
  private long seed = 7;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Worker threads: one model uses 2 at most, a comparison makes as many models at once"
              + " (default: one for each core).")
  private @Nullable Integer threads;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The world and all that is derived from it (default: the one that came along).")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where results go (default: runs/ and the command's name); with it a result that is only"
              + " printed is kept too.")
  private @Nullable Path out;

  @Option(names = "--fresh", description = "Make again what is there, and overwrite it.")
  private boolean fresh;

  @Option(
      names = "--json",
      description = "Print one JSON document on standard output, and nothing else there.")
  private boolean json;

  @Option(names = "--quiet", description = "Print the result only.")
  private boolean quiet;

  /// Where all randomness comes from.
  public long seed() {
    return seed;
  }

  /// Named streams from the seed.
  public RandomStreams random() {
    return new RandomStreams(seed);
  }

  /// Worker threads, at least one.
  public int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new BadInput("--threads must be 1 or more, got " + threads);
    }
    return threads;
  }

  /// The folder of the world: as given, or the distribution's, or `data` here when run from class
  /// files.
  public Path data() {
    Path folder = data;
    if (folder == null) {
      String home = System.getProperty("rlhf.home");
      folder = home == null ? Path.of("data") : Path.of(home, "data");
    }
    if (!Files.isDirectory(folder)) {
      throw BadInput.in(folder, "no such folder; give the folder that holds world/ with --data");
    }
    return folder;
  }

  /// Where results go: as given, or `runs/NAME`.
  public Path out(String name) {
    return out == null ? Path.of("runs", name) : out;
  }

  /// What the user gave with `--out`, if anything.
  public Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /// Whether to train again what is there.
  public boolean fresh() {
    return fresh;
  }

  /// Whether standard output is for one JSON document.
  public boolean json() {
    return json;
  }

  /// Whether only the result is wanted.
  public boolean quiet() {
    return quiet;
  }

  /// The screen of a command that makes nothing but a result to print: where the user names a
  /// folder with `--out`, its JSON document is kept there too, as `NAME.json`.
  public Console console(String name) {
    return new Console(
        Streams.standard(), json, quiet, out().map(folder -> folder.resolve(name + ".json")));
  }

  /// The user's screen, as these options want it.
  public Console console() {
    return new Console(Streams.standard(), json, quiet);
  }
}
