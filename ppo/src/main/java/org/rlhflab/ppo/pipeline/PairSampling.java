package org.rlhflab.ppo.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.CodeVersion;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.reward.AnnotateConfig;
import org.rlhflab.reward.Annotation;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.RatedPairs;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.label.RatingFile;
import tools.jackson.core.JacksonException;

/// Has simulated people label pairs of a model's own answers.
///
/// A model's pairs are drawn once and are the same for everybody, so that two label files differ in
/// judgment alone. A label file made from the same model, people, prompts and seed is reused;
/// another one, perhaps written by hand, is not overwritten without `--fresh`.
final class PairSampling {
  private final AnnotateConfig config;
  private final CollectionPlan collection;
  private final StageContext context;
  private final Map<Path, SampledPairs> drawn = new HashMap<>();

  /// A label file, and whether it was there already.
  record Labelled(Path file, boolean reused) {}

  /// `labels.json`: what a label file was made from.
  private record Origin(
      String product,
      long seed,
      AnnotateConfig config,
      CollectionPlan collection,
      String model,
      String prompts,
      String people,
      Labels.Fresh.Form form,
      String labels) {
    /// Made by an earlier version of the product.
    boolean isOutdated(String labelsNow) {
      return !product.equals(CodeVersion.current()) && labels.equals(labelsNow);
    }
  }

  PairSampling(AnnotateConfig config, CollectionPlan collection, StageContext context) {
    this.config = config;
    this.collection = collection;
    this.context = context;
  }

  /// The labels of a crowd, in `labels.jsonl` of the arm's folder.
  Labelled label(RunFolder arm, Labels.Fresh people, Path model) {
    Path file = arm.path().resolve("labels.jsonl");
    Path record = arm.path().resolve("labels.json");
    AtomicFile.sweep(arm.path());
    Optional<String> found = Files.exists(file) ? Optional.of(Sha256.of(file)) : Optional.empty();
    Optional<Origin> origin = read(record);
    if (!context.fresh()
        && found.isPresent()
        && origin.equals(found.map(labels -> origin(people, model, labels)))) {
      return new Labelled(file, true);
    }
    Annotation annotation = new Annotation(config, collection, context);
    SampledPairs pairs = drawn.computeIfAbsent(model, annotation::sample);
    List<Rating> ratings =
        people.form() == Labels.Fresh.Form.RATINGS
            ? annotation.rate(pairs, people.crowd())
            : List.of();
    String text =
        PreferenceFile.text(
            ratings.isEmpty()
                ? annotation.label(model, pairs, people.crowd())
                : RatedPairs.of(ratings, GoldRubric.DEFAULTS.weights()).pairs());
    String labels = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    boolean mayWrite =
        context.fresh()
            || found.isEmpty()
            || found.get().equals(labels)
            || origin.filter(it -> it.isOutdated(found.get())).isPresent();
    if (!mayWrite) {
      throw BadInput.in(
          file, "holds other labels; give another --out, or overwrite them with --fresh");
    }
    if (!ratings.isEmpty()) {
      AtomicFile.writeText(arm.path().resolve("ratings.jsonl"), RatingFile.text(ratings));
    }
    AtomicFile.writeText(file, text);
    AtomicFile.writeText(
        record, Json.MAPPER.writeValueAsString(origin(people, model, labels)) + "\n");
    return new Labelled(file, false);
  }

  private Origin origin(Labels.Fresh fresh, Path model, String labels) {
    byte[] people = Json.MAPPER.writeValueAsString(fresh.crowd()).getBytes(StandardCharsets.UTF_8);
    return new Origin(
        CodeVersion.current(),
        context.seed(),
        config,
        collection,
        ModelFolder.fingerprint(model),
        Sha256.of(context.data().prompts("train")),
        Sha256.of(people),
        fresh.form(),
        labels);
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
