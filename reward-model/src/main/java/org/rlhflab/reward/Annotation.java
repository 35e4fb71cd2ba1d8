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
import org.rlhflab.reward.annotator.AnnotationCampaign;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.collection.GoldTasks;
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

  /// The labels that a crowd gives to them, with gold tasks, repeats and sittings by `plan`; the
  /// gold tasks are drawn from the same model and prompts.
  public List<Preference> collect(
      Path model,
      Path prompts,
      SampledPairs sampled,
      List<AnnotatorProfile> crowd,
      CollectionPlan plan) {
    AnnotationCampaign campaign = campaign(crowd, sampled.source(), plan);
    List<PairToLabel> gold =
        GoldTasks.of(
            model,
            PromptFile.read(prompts),
            campaign.goldTasks(config.pairs()),
            sampled.pairs(),
            config.temperature(),
            context);
    return campaign.label(campaign.assign(sampled.pairs(), gold));
  }

  /// Refuses a crowd that is too small for the overlap, or a plan that has no room, before anything
  /// is sampled.
  public void check(List<AnnotatorProfile> crowd, CollectionPlan plan) {
    Settings.of(() -> campaign(crowd, "", plan).goldTasks(config.pairs()));
  }

  private AnnotationCampaign campaign(
      List<AnnotatorProfile> crowd, String source, CollectionPlan plan) {
    return new AnnotationCampaign(
        crowd, GoldRubric.DEFAULTS, context.seed(), source, config.overlap(), plan);
  }

  /// The labels that a crowd gives to them, new pairs alone in one sitting.
  public List<Preference> label(SampledPairs sampled, List<AnnotatorProfile> crowd) {
    return session(crowd, sampled.source()).label(sampled.pairs());
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
