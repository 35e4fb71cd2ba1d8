package org.rlhflab.ppo.lab.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Jobs on the disk: `jobs/0007/job.json`, and beside it what every step printed.
///
/// @param folder `jobs`
record JobStore(Path folder) {

  /// All jobs, oldest first; a folder without a readable `job.json` is none.
  List<Job> read() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Job> jobs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.sorted().toList()) {
        read(each.resolve("job.json")).ifPresent(jobs::add);
      }
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
    return jobs;
  }

  private static Optional<Job> read(Path file) {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), Job.class));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void write(Job job) {
    AtomicFile.writeText(
        folder(job.id()).resolve("job.json"), Json.MAPPER.writeValueAsString(job) + "\n");
  }

  Path out(String id, int step) {
    return folder(id).resolve("step-" + (step + 1) + ".out");
  }

  Path err(String id, int step) {
    return folder(id).resolve("step-" + (step + 1) + ".err");
  }

  /// What a step printed, if it is one JSON document.
  Optional<JsonNode> document(String id, int step) {
    try {
      Path file = out(id, step);
      return Files.isRegularFile(file) && Files.size(file) > 0
          ? Optional.of(Json.MAPPER.readTree(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private Path folder(String id) {
    return folder.resolve(id);
  }
}
