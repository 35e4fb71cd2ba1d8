package org.rlhflab.reward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.RatingSession;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.collection.GoldTasks;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Rating;

/// Has a model's responses labelled by simulated annotators: [#sample] once, then [#label] by as
/// many crowds as wanted, all on the same pairs.
public final class Annotation {
  private static final String SITTING = "1";

  private final AnnotateConfig config;
  private final CollectionPlan plan;
  private final StageContext context;

  /// With a configuration and what people are given beside new pairs, in a context.
  public Annotation(AnnotateConfig config, CollectionPlan plan, StageContext context) {
    this.config = config;
    this.plan = plan;
    this.context = context;
  }

  /// New pairs alone, in one sitting.
  public Annotation(AnnotateConfig config, StageContext context) {
    this(config, CollectionPlan.DEFAULTS, context);
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

  /// Pairs of one response of each of two models.
  public SampledPairs sample(Path model, Path other, Path prompts) {
    return SampledPairs.between(
        model, other, PromptFile.read(prompts), config.pairs(), config.temperature(), context);
  }

  /// The labels that a crowd gives to them, with gold tasks, repeats and sittings by the plan; the
  /// gold tasks are drawn from the same model and prompts.
  public List<Preference> label(
      Path model, Path prompts, SampledPairs sampled, List<AnnotatorProfile> crowd) {
    AnnotationCampaign campaign =
        new AnnotationCampaign(
            crowd, GoldRubric.DEFAULTS, context.seed(), sampled.source(), config.overlap(), plan);
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

  /// The same for pairs of responses to the training prompts.
  public List<Preference> label(Path model, SampledPairs sampled, List<AnnotatorProfile> crowd) {
    return label(model, context.data().prompts("train"), sampled, crowd);
  }

  /// The marks that people give to both responses of each pair: a pair's responses are the same
  /// person's, so that the marks can be compared. Gold tasks and repeats are for choices alone.
  public List<Rating> rate(SampledPairs sampled, List<AnnotatorProfile> crowd) {
    RatingSession session =
        new RatingSession(crowd, context.seed(), SITTING, sampled.source(), config.overlap());
    List<Rating> ratings = new ArrayList<>(session.rate(tasks(sampled, "a", PairToLabel::a)));
    ratings.addAll(session.rate(tasks(sampled, "b", PairToLabel::b)));
    return ratings;
  }

  private static List<RatingSession.Task> tasks(
      SampledPairs sampled, String side, Function<PairToLabel, ResponseFeatures> response) {
    return sampled.pairs().stream()
        .map(pair ->
            new RatingSession.Task(
                pair.id() + side, pair.prompt(), pair.domain(), response.apply(pair)))
        .toList();
  }

  /// Refuses a crowd that is too small for the overlap, or a plan that has no room, before anything
  /// is sampled.
  public static void check(
      AnnotateConfig config, CollectionPlan plan, List<AnnotatorProfile> crowd) {
    Settings.of(() ->
        new AnnotationCampaign(crowd, GoldRubric.DEFAULTS, 0, "", config.overlap(), plan)
            .goldTasks(config.pairs()));
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
