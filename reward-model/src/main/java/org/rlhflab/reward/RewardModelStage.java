package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.StageRunner;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageSession;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.audit.RewardAudit;
import org.rlhflab.reward.collection.OneFactPairs;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.model.CutLabels;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.RewardModel;
import org.rlhflab.reward.model.RewardModelFolder;
import org.rlhflab.reward.quality.LabelWeights;
import tools.jackson.databind.node.ObjectNode;

/// Stage 3: a model that scores responses as the labels prefer them.
///
/// Starts from the fine-tuned model, learns from pairs by the Bradley-Terry loss, is judged on
/// pairs of other prompts and audited for what it pays for (`audit.json`), and at last gives the
/// fine-tuned model's own responses mean 0 and deviation 1.
public final class RewardModelStage {
  private final RewardModelConfig config;
  private final StageContext context;

  /// With a configuration, in a context.
  public RewardModelStage(RewardModelConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /// Learns from a label file, some annotators left out; or finds it done.
  public StageResult<RewardModelSummary> run(
      Path fineTuned, Path labels, Set<String> without, StageFolder folder) {
    return run(fineTuned, PreferenceFile.read(labels), Sha256.of(labels), without, folder);
  }

  /// Learns from labels in memory.
  public StageResult<RewardModelSummary> run(
      Path fineTuned, List<Preference> labels, Set<String> without, StageFolder folder) {
    String hash =
        Sha256.of(PreferenceFile.text(labels).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return run(fineTuned, labels, hash, without, folder);
  }

  private StageResult<RewardModelSummary> run(
      Path fineTuned,
      List<Preference> labels,
      String hash,
      Set<String> without,
      StageFolder folder) {
    checkPresent(without, labels.stream().map(Preference::annotator));
    Path model = ModelFolder.locate(fineTuned);
    Path prompts = context.data().prompts("train");
    ModelFolder start = ModelFolder.readLanguageModel(model);
    List<Prompt> asking = PromptFile.read(prompts);
    LabelWeights weights = LabelWeights.of(labels, without, config.weighting(), config.filter());
    ObjectNode asked = Json.tree(config);
    asked.set("without", Json.MAPPER.valueToTree(new TreeSet<>(without)));
    return StageRunner.run(
        context,
        StageName.REWARD_MODEL,
        asked,
        Map.of(
            "model", Sha256.of(model),
            "labels", hash,
            "prompts", Sha256.of(prompts),
            "world", Sha256.of(context.data().world())),
        folder,
        RewardModelSummary.class,
        session -> train(start, ModelFolder.fingerprint(model), weights, asking, session));
  }

  /// Refuses to leave out somebody who is not among the annotators.
  public static void checkPresent(Set<String> without, Stream<String> annotators) {
    Set<String> present = annotators.collect(Collectors.toCollection(TreeSet::new));
    for (String annotator : without) {
      if (!present.contains(annotator)) {
        throw new BadInput(
            "--without %s: no such annotator among the labels; there are %s"
                .formatted(annotator, String.join(", ", present)));
      }
    }
  }

  private RewardModelSummary train(
      ModelFolder start,
      String fingerprint,
      LabelWeights labels,
      List<Prompt> prompts,
      StageSession session) {
    World world = WorldReader.read(context.data().world());
    PromptSplit split = PromptSplit.of(labels.labels(), config.heldOut(), context.random());
    RewardModelFitting fitting = new RewardModelFitting(config, context, start);
    RewardModel model = fitting.fit(split.training(), session);
    CutLabels cut =
        CutLabels.of(labels.labels(), start.tokenizer(), start.gpt().config().context());
    // Before scores are normalized: their differences are log-odds only so long.
    List<Preference> looked = RewardAudit.choose(split.heldOut(), split.training());
    float[] scores = fitting.scores(model, looked);
    HeldOutFigures figures =
        HeldOutFigures.of(
            split.heldOut(),
            RewardModelFitting.margins(scores, split.heldOut().size()),
            world,
            bootstrap("held-out"));
    RewardAudit audit = RewardAudit.of(looked, scores, split.heldOut().size(), world);
    AtomicFile.writeText(session.folder().audit(), Json.MAPPER.writeValueAsString(audit) + "\n");
    Interval oneFact = oneFactAccuracy(model, start.tokenizer(), world);
    model.normalize(ownResponses(start, prompts));
    new RewardModelFolder(model, start.tokenizer()).write(session.folder().model());
    return new RewardModelSummary(
        labels.labels().size(),
        labels.identical(),
        labels.leftOut(),
        cut.cut(),
        cut.alike(),
        fitting.ridge(),
        split.heldOut().size(),
        figures.accuracy(),
        figures.margin(),
        figures.calibrationError(),
        figures.goldAccuracy(),
        figures.goldTies(),
        figures.notJudged(),
        oneFact,
        labels.filtered(),
        labels.people(),
        labels.warnings(),
        LabelSource.sentence(labels.labels(), fingerprint));
  }

  private BootstrapInterval bootstrap(String name) {
    return BootstrapInterval.withSeed(context.random().key("reward-model", name));
  }

  private Interval oneFactAccuracy(RewardModel model, Tokenizer tokenizer, World world) {
    int longest = model.gpt().config().context();
    List<OneFactPairs.Pair> pairs = OneFactPairs.of(world);
    List<EncodedResponse> responses = new ArrayList<>();
    for (OneFactPairs.Pair pair : pairs) {
      String prompt = pair.question().text();
      responses.add(EncodedResponse.of(tokenizer, prompt, pair.right(), longest));
      responses.add(EncodedResponse.of(tokenizer, prompt, pair.wrong(), longest));
    }
    float[] scores = model.score(responses);
    Map<String, List<Double>> right = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      right
          .computeIfAbsent(pairs.get(i).question().topic().id(), _ -> new ArrayList<>())
          .add(HeldOutFigures.agreement(scores[2 * i] - scores[2 * i + 1]));
    }
    return HeldOutFigures.interval(right, bootstrap("one-fact")).orElseThrow();
  }

  /// What the fine-tuned model answers to training prompts.
  private List<EncodedResponse> ownResponses(ModelFolder start, List<Prompt> prompts) {
    List<int[]> encoded =
        prompts.stream()
            .map(prompt -> start.tokenizer().encode(PromptFormat.prompt(prompt.prompt())))
            .filter(tokens -> tokens.length < start.gpt().config().context())
            .collect(Collectors.toCollection(ArrayList::new));
    if (encoded.isEmpty()) {
      throw new BadInput("no training prompt fits into the model's context; give other --data");
    }
    java.util.Collections.shuffle(encoded, context.random().stream("reward-model", "normalize"));
    List<int[]> asked = new ArrayList<>();
    for (int i = 0; i < config.normalizationSamples(); i++) {
      asked.add(encoded.get(i % encoded.size()));
    }
    List<Completion> completions =
        new Generator(start.gpt(), context.workers(), start.tokenizer().endOfText())
            .generate(
                asked,
                Sampling.at(SampleResponses.TEMPERATURE, SampleResponses.MAXIMUM_TOKENS),
                context.random().key("reward-model", "normalization samples"));
    List<EncodedResponse> responses = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      responses.add(EncodedResponse.of(asked.get(i), completions.get(i).tokens()));
    }
    return responses;
  }
}
