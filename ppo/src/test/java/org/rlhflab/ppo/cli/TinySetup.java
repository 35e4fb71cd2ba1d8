package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.model.ModelFolder;

/// What commands need to run in no time: little data, and models that know nothing.
///
/// @param data the whole world, and a little of each file derived from it
/// @param model a language model's folder
/// @param rewardModel a reward model made from it
record TinySetup(Path data, String model, String rewardModel) {
  /// Two labels.
  static final String LABELS =
      """
      {"prompt":"What is a stack?","chosen":"A list.","rejected":"It is."}
      {"prompt":"What is a queue?","chosen":"A line.","rejected":"No."}
      """;

  static final List<String> PRETRAIN =
      List.of(
          "--tokens=6000", "--width=8", "--heads=2", "--layers=1", "--vocabulary=300", "--order=1");

  static final List<String> REWARD_MODEL =
      List.of("--epochs=1", "--normalization-samples=2", "--held-out=0");

  static final List<String> PPO =
      List.of(
          "--iterations=2",
          "--batch-size=2",
          "--minibatch-size=2",
          "--maximum-tokens=8",
          "--calibration-samples=4");

  /// For commands that run all stages.
  static final List<String> PIPELINE =
      List.of(
          "--pairs=12",
          "--max-tokens=24",
          "--samples=1",
          "--set=pretrain.tokens=4000",
          "--set=pretrain.order=1",
          "--set=pretrain.vocabulary=300",
          "--set=pretrain.width=8",
          "--set=pretrain.layers=1",
          "--set=pretrain.heads=2",
          "--set=sft.epochs=1",
          "--set=sft.batch-size=64",
          "--set=reward-model.normalization-samples=8",
          "--set=ppo.iterations=2",
          "--set=ppo.batch-size=4",
          "--set=ppo.minibatch-size=4",
          "--set=ppo.maximum-tokens=16",
          "--set=ppo.calibration-samples=8");

  /// Makes all of it below a folder.
  static TinySetup make(Path folder) throws IOException {
    Path data = folder.resolve("data");
    copySome(TinyModels.DATA, data);
    String model =
        TinyModels.folder(folder.resolve("m"), 1, ModelFolder.Kind.LANGUAGE_MODEL).toString();
    Path labels = Files.writeString(folder.resolve("good.jsonl"), LABELS);
    Path run = folder.resolve("run");
    String[] command = {
      "reward-model", "--model=" + model, "--labels=" + labels, "--data=" + data, "--out=" + run
    };
    Rlhf made = Rlhf.run(with(REWARD_MODEL, command));
    assertEquals(0, made.exitCode(), made.err());
    return new TinySetup(data, model, run.resolve("3-reward-model").toString());
  }

  private static void copySome(Path shipped, Path data) throws IOException {
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = shipped.relativize(file);
        List<String> lines = Files.readAllLines(file);
        boolean all = name.startsWith("world") || name.startsWith("annotators");
        Path copy = data.resolve(name.toString());
        Files.createDirectories(copy.resolveSibling("."));
        Files.write(copy, all ? lines : lines.subList(0, Math.min(60, lines.size())));
      }
    }
  }

  /// A command and its options: `first`, then `rest`.
  static List<String> with(List<String> rest, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }
}
