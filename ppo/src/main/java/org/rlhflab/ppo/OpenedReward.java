package org.rlhflab.ppo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.rlhflab.ppo.rollout.EnsembleReward;
import org.rlhflab.ppo.rollout.GoldReward;
import org.rlhflab.ppo.rollout.LengthReward;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.ppo.rollout.StandardizedReward;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.RewardModelFolder;
import tools.jackson.databind.JsonNode;

/// A reward source with its files read and checked, ready to score.
///
/// @param function scores in the source's own unit
/// @param isRule whether that unit still has to be made that of reward models
/// @param inputs hashes of what was read, for the stage's record
/// @param warnings what is known to be wrong with it, in plain words
record OpenedReward(
    RewardFunction function, boolean isRule, Map<String, String> inputs, List<String> warnings) {

  /// Reads a source; one that does not belong to the model in `model` is bad input.
  static OpenedReward of(
      RewardSource source,
      PpoConfig config,
      StageContext context,
      Path model,
      ModelFolder start,
      List<Prompt> prompts) {
    return switch (source) {
      case RewardSource.Learned learned ->
          learned(learned.folders(), config, context, model, start);
      case RewardSource.Length _ ->
          new OpenedReward(new LengthReward(start.tokenizer()), true, Map.of(), List.of());
      case RewardSource.Gold _ ->
          new OpenedReward(
              new GoldReward(WorldReader.read(context.data().world()), prompts, start.tokenizer()),
              true,
              Map.of("world", Sha256.of(context.data().world())),
              List.of());
    };
  }

  private static OpenedReward learned(
      List<Path> folders, PpoConfig config, StageContext context, Path model, ModelFolder start) {
    List<RewardFunction> members = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Map<String, String> inputs = new TreeMap<>();
    for (Path each : folders) {
      Path folder = ModelFolder.locate(each);
      RewardModelFolder judge = RewardModelFolder.read(folder, context.workers());
      if (!judge.tokenizer().fingerprint().equals(start.tokenizer().fingerprint())) {
        throw BadInput.in(
            folder,
            "has another tokenizer than "
                + model
                + "; a reward model belongs to the fine-tuned model it was made from");
      }
      members.add(judge.model()::score);
      warning(folder).ifPresent(warnings::add);
      String number = members.size() == 1 ? "" : "_" + members.size();
      inputs.put("reward_model" + number, Sha256.of(folder));
    }
    RewardFunction function =
        members.size() == 1
            ? members.getFirst()
            : new EnsembleReward(members, config.ensemble(), config.ensembleWeight());
    return new OpenedReward(function, false, inputs, warnings);
  }

  /// Whether a reward model orders held-out pairs no better than a coin, by its stage's own
  /// summary.
  private static Optional<String> warning(Path folder) {
    Path summary = folder.resolveSibling("summary.json");
    if (!Files.isRegularFile(summary)) {
      return Optional.empty();
    }
    JsonNode accuracy =
        Json.read(summary, node -> node.path("accuracy"), "train the reward model again");
    return PpoAlarms.atChance(
        folder.toString(), accuracy.path("lo").asDouble(1), accuracy.path("hi").asDouble(1));
  }

  /// Scores in the unit of reward models: a rule's are standardized on responses of the fine-tuned
  /// model, a reward model's are already.
  RewardFunction inCommonUnit(Supplier<List<EncodedResponse>> responses) {
    return isRule ? StandardizedReward.on(function, responses.get()) : function;
  }
}
