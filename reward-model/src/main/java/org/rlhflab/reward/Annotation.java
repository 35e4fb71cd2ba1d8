package org.rlhflab.reward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.Preference;

/// Has a model's responses labelled by simulated annotators: [#sample] once, then [#label] by as
/// many crowds as wanted, all on the same pairs.
public final class Annotation {
  private static final String SITTING = "1";

  private final AnnotateConfig config;
  private final StageContext context;

  /// With a configuration, in a context.
  public Annotation(AnnotateConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /// Pairs of the model's responses to the training prompts.
  public SampledPairs sample(Path model) {
    return sample(model, context.data().prompts("train"));
  }

  /// Pairs of the model's responses to the prompts of a file.
  public SampledPairs sample(Path model, Path prompts) {
    return SampledPairs.of(
        model, PromptFile.read(prompts), config.pairs(), config.temperature(), context);
  }

  /// The labels that a crowd gives to them.
  public List<Preference> label(SampledPairs sampled, List<AnnotatorProfile> crowd) {
    return session(crowd, sampled.source()).label(sampled.pairs());
  }

  /// Refuses a crowd that is too small for the overlap, before anything is sampled.
  public void check(List<AnnotatorProfile> crowd) {
    session(crowd, "");
  }

  private LabelingSession session(List<AnnotatorProfile> crowd, String source) {
    return Settings.of(() ->
        new LabelingSession(
            crowd, GoldRubric.DEFAULTS, context.seed(), SITTING, source, config.overlap()));
  }

  /// The profiles of a crowd: the name of one in the data, for instance `careful`, or a file.
  public static List<AnnotatorProfile> crowd(DataFolder data, String nameOrFile) {
    Path shipped = data.annotators(nameOrFile);
    Path file = Files.exists(shipped) ? shipped : Path.of(nameOrFile);
    if (!Files.exists(file)) {
      throw new BadInput(
          "there are no annotators called %s in %s, and no such file; name a profile or a file"
              .formatted(nameOrFile, shipped.getParent()));
    }
    return AnnotatorFile.read(file);
  }
}
