package org.rlhflab.ppo.report.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what `rlhf compare` or `rlhf experiment` has left: the results, and the models' folders
/// beside them.
public final class ComparisonReader {
  static final String ADVICE =
      "give the folder of a finished rlhf compare, or of an rlhf experiment";

  private static final String RESULTS = "results.json";

  private ComparisonReader() {}

  /// The file of results that a folder holds; of several experiments none. A file stands for
  /// itself.
  public static Optional<Path> results(Path folder) {
    if (Files.isRegularFile(folder)) {
      return Optional.of(folder);
    }
    Path compared = folder.resolve(RESULTS);
    if (Files.exists(compared)) {
      return Optional.of(compared);
    }
    List<Path> experiments = experiments(folder);
    if (experiments.size() > 1) {
      throw BadInput.in(
          folder,
          "holds %d experiments; give the file of one, for instance %s"
              .formatted(experiments.size(), experiments.getFirst()));
    }
    return experiments.stream().findFirst();
  }

  private static List<Path> experiments(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(ComparisonReader::isExperiment)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
  }

  private static boolean isExperiment(Path file) {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(file)).has("experiment");
    } catch (IOException | JacksonException notOurs) {
      return false;
    }
  }

  /// What a file of results and the folder around it say.
  public static FinishedComparison read(Path file) {
    return Json.read(file, node -> read(file, node), ADVICE);
  }

  private static FinishedComparison read(Path file, JsonNode node) {
    Path parent = file.getParent();
    Path folder = parent == null ? Path.of(".") : parent;
    try {
      Optional<Experiment.Result> experiment =
          node.has("experiment")
              ? Optional.of(Json.MAPPER.treeToValue(node, Experiment.Result.class))
              : Optional.empty();
      CompareResults results =
          experiment.isPresent()
              ? experiment.get().results()
              : Json.MAPPER.treeToValue(node, CompareResults.class);
      return read(folder, results, experiment, node.path("command"));
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalArgumentException("is no document of rlhf compare or rlhf experiment", e);
    }
  }

  private static FinishedComparison read(
      Path folder,
      CompareResults results,
      Optional<Experiment.Result> experiment,
      JsonNode command) {
    if (results.seeds().isEmpty()) {
      throw new IllegalArgumentException("has no seed with all its cells yet");
    }
    SeedReader seeds = new SeedReader(folder, results);
    Map<Long, Map<String, List<Sample>>> samples = new LinkedHashMap<>();
    List<org.rlhflab.ppo.report.run.FinishedRun> runs = new ArrayList<>();
    for (long seed : results.seeds()) {
      runs.add(seeds.run(seed));
      samples.put(seed, seeds.samples(seed));
    }
    return new FinishedComparison(
        folder,
        results,
        experiment,
        command.isString() ? Optional.of(command.asString()) : Optional.empty(),
        new RunSet(runs),
        samples);
  }

  /// The name of an arm's folder for a seed.
  static String cell(ArmResult arm, long seed) {
    for (String cell : arm.cells()) {
      Path place = Path.of(cell);
      Path parent = place.getParent();
      if (parent != null
          && parent.endsWith("seed-" + seed)
          && place.getFileName().toString().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        return place.getFileName().toString();
      }
    }
    throw new IllegalArgumentException(
        "names no folder of %s for seed %d".formatted(arm.name(), seed));
  }
}
