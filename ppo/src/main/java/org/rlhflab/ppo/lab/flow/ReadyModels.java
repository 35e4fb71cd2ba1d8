package org.rlhflab.ppo.lab.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.StageName;

/// Puts the finished base and fine-tuned model into a new run's folder, so that `rlhf run` finds
/// and reuses them. The models, nearly all of the bytes, become hard links where the disk has them:
/// stages replace a model's file and never write into it. Everything else is copied.
final class ReadyModels {
  private ReadyModels() {}

  static void into(Path run, LabFolder folder) {
    if (!folder.isReady(folder.models().stage(StageName.SFT))) {
      throw new BadInput("the base and the fine-tuned model are not ready; prepare them first");
    }
    for (StageName stage : List.of(StageName.PRETRAIN, StageName.SFT)) {
      Path from = folder.model(stage);
      try (Stream<Path> all = Files.walk(from)) {
        for (Path each : all.toList()) {
          put(each, run.resolve(stage.folder()).resolve(from.relativize(each).toString()));
        }
      } catch (IOException e) {
        throw FileFailure.writing(run, e);
      }
    }
  }

  private static void put(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
      return;
    }
    if (Files.exists(to)) {
      return;
    }
    if (!from.getFileName().toString().endsWith(".zip") || !isLinked(from, to)) {
      Files.copy(from, to);
    }
  }

  private static boolean isLinked(Path from, Path to) {
    try {
      Files.createLink(to, from);
      return true;
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }
}
