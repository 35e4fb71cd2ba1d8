package org.rlhflab.ppo.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.CodeVersion;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.PreferenceFile;
import tools.jackson.core.JacksonException;

/// Has simulated people label pairs of a model's own answers.
///
/// The pairs are drawn once and are the same for everybody, so that two label files differ in
/// judgment alone. A label file that stands for the same model, people, prompts and seed is reused.
final class PairSampling {
  private static final String SITTING = "1";

  private final int count;
  private final double temperature;
  private final StageContext context;
  private Optional<SampledPairs> drawn = Optional.empty();

  /// A label file, and whether it was there already.
  record Labelled(Path file, boolean reused) {}

  /// `labels.json`: what a label file was made from.
  private record Origin(
      String product,
      long seed,
      int pairs,
      double temperature,
      String model,
      String prompts,
      String people,
      String labels) {}

  PairSampling(int count, double temperature, StageContext context) {
    this.count = count;
    this.temperature = temperature;
    this.context = context;
  }

  /// The labels of the people in `profile`, in `labels.jsonl` of the arm's folder.
  Labelled label(RunFolder arm, Path profile, Path model) {
    Path labels = arm.path().resolve("labels.jsonl");
    Path record = arm.path().resolve("labels.json");
    Path prompts = context.data().prompts("train");
    LabelingSession session =
        new LabelingSession(
            AnnotatorFile.read(profile),
            GoldRubric.DEFAULTS,
            context.seed(),
            SITTING,
            ModelFolder.fingerprint(model),
            1);
    if (!context.fresh()
        && Files.isRegularFile(labels)
        && read(record).equals(Optional.of(origin(session, profile, prompts, labels)))) {
      return new Labelled(labels, true);
    }
    if (drawn.isEmpty()) {
      drawn =
          Optional.of(
              SampledPairs.of(model, PromptFile.read(prompts), count, temperature, context));
    }
    PreferenceFile.write(labels, session.label(drawn.orElseThrow().pairs()));
    String origin = Json.MAPPER.writeValueAsString(origin(session, profile, prompts, labels));
    AtomicFile.writeText(record, origin + "\n");
    return new Labelled(labels, false);
  }

  private Origin origin(LabelingSession session, Path profile, Path prompts, Path labels) {
    return new Origin(
        CodeVersion.product(),
        context.seed(),
        count,
        temperature,
        session.source(),
        Sha256.of(prompts),
        Sha256.of(profile),
        Sha256.of(labels));
  }

  private static Optional<Origin> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readString(file), Origin.class));
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (JacksonException e) {
      return Optional.empty(); // damaged: it is written anew
    }
  }
}
