package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.StageRunner;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelWeights;
import tools.jackson.databind.node.ObjectNode;

/// Stage 4: a policy that the reward likes better, kept near the fine-tuned model.
///
/// Stiennon et al. (2020) and Ouyang et al. (2022), by the PPO of Schulman et al. (2017): roll out,
/// score, estimate advantages, update; thousands of times in production, dozens here. Or by one of
/// the algorithms in `baseline`, on the same prompts and as many responses. Best-of-n trains
/// nothing and leaves no model, only figures and samples.
public final class PpoStage {
  /// The data's prompts that nothing is trained on.
  static final String HELD_OUT = "eval";

  private final PpoConfig config;
  private final StageContext context;

  /// With a configuration, in a context.
  public PpoStage(PpoConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /// Tunes the model in `fineTuned` against the reward model in `reward`, on training prompts.
  public StageResult<PpoSummary> run(
      Path fineTuned, Path reward, Path prompts, StageFolder folder) {
    return run(PpoInputs.of(fineTuned, RewardSource.of(reward), prompts), folder);
  }

  /// Tunes a model by what its algorithm learns from; or finds it done.
  public StageResult<PpoSummary> run(PpoInputs inputs, StageFolder folder) {
    boolean fromLabels = config.algorithm() == PpoConfig.Algorithm.DPO;
    if (fromLabels ? inputs.labels().isEmpty() : inputs.reward().isEmpty()) {
      throw new BadInput(
          "%s learns from %s; give one"
              .formatted(config.algorithm().shown(), fromLabels ? "labels" : "a reward"));
    }
    boolean startsFromReward =
        config.algorithm() == PpoConfig.Algorithm.PPO
            && config.valueHead() == PpoConfig.ValueStart.REWARD_MODEL;
    if (startsFromReward && !(inputs.reward().orElseThrow() instanceof RewardSource.Learned)) {
      throw new BadInput(
          "a value model that begins as the reward model needs one: a rule has none; give the"
              + " folder of a reward model, or another --value-head");
    }
    Path model = ModelFolder.locate(inputs.fineTuned());
    ModelFolder start = ModelFolder.readLanguageModel(model);
    List<Prompt> prompts = PromptFile.read(inputs.prompts());
    Optional<OpenedReward> reward =
        inputs
            .reward()
            .map(source -> OpenedReward.of(source, config, context, model, start, prompts));
    Optional<PpoInputs.Labels> labels = inputs.labels().filter(_ -> fromLabels);
    List<Preference> preferences = labels.map(PpoStage::read).orElse(List.of());
    Map<String, String> hashes = new TreeMap<>();
    reward.ifPresent(it -> hashes.putAll(it.inputs()));
    labels.ifPresent(it -> hashes.put("labels", Sha256.of(it.file())));
    hashes.put("model", Sha256.of(model));
    hashes.put("prompts", Sha256.of(inputs.prompts()));
    hashes.put("world", Sha256.of(context.data().world())); // which judges every rollout
    if (config.evaluateEvery() > 0) {
      hashes.put("held_out_prompts", Sha256.of(context.data().prompts(HELD_OUT)));
    }
    return StageRunner.run(
        context,
        StageName.PPO,
        settings(inputs.reward(), labels),
        hashes,
        folder,
        PpoSummary.class,
        session ->
            new PpoTraining(config, context, start, prompts, reward, preferences, session).run());
  }

  private static List<Preference> read(PpoInputs.Labels labels) {
    return LabelWeights.of(PreferenceFile.read(labels.file()), labels.without()).labels();
  }

  /// What decides the result, beside the inputs.
  private ObjectNode settings(Optional<RewardSource> reward, Optional<PpoInputs.Labels> labels) {
    ObjectNode settings = Json.tree(config);
    reward.ifPresent(it -> settings.put("reward", it.key()));
    labels.ifPresent(it ->
        settings.set("without", Json.MAPPER.valueToTree(it.without().stream().sorted().toList())));
    return settings;
  }
}
