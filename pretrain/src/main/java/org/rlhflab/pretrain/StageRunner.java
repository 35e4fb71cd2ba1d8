package org.rlhflab.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.rlhflab.pretrain.model.kernel.BlasCoreType;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageRecord;
import org.rlhflab.pretrain.stage.StageRun;
import org.rlhflab.pretrain.stage.StageSession;
import tools.jackson.core.JacksonException;

/// Runs a stage into its folder, or finds that it has run already.
public final class StageRunner {
  private StageRunner() {}

  /// Trains, keeps the figures beside the model and gives them back; or reads what is there.
  public static <S> StageResult<S> run(
      StageContext context,
      StageName name,
      Object config,
      Map<String, String> inputs,
      StageFolder folder,
      Class<S> type,
      Function<StageSession, S> training) {
    StageRecord wanted =
        StageRecord.wanted(name, config, context.seed(), inputs, BlasCoreType.select());
    return switch (StageRun.in(folder, wanted, context.fresh())) {
      case StageRun.Reuse reuse ->
          new StageResult<>(folder, reuse.take(), read(folder.summary(), type), true);
      case StageRun.Train train -> {
        AtomicReference<S> summary = new AtomicReference<>();
        StageRecord record =
            train.run(session -> {
              S made = training.apply(session);
              summary.set(made);
              AtomicFile.writeText(folder.summary(), Json.MAPPER.writeValueAsString(made));
            });
        yield new StageResult<>(folder, record, summary.get(), false);
      }
    };
  }

  private static <S> S read(Path file, Class<S> type) {
    try {
      return Json.MAPPER.readValue(Files.readString(file), type);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (JacksonException e) {
      throw BadInput.in(file, "is damaged; train the stage again with --fresh");
    }
  }
}
