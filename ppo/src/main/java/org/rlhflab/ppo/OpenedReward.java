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
import org.rlhflab.reward.model.RewardModel;
import org.rlhflab.reward.model.RewardModelFolder;
import tools.jackson.databind.JsonNode;

/// A reward source with its files read and checked, ready to score.
///
/// @param function scores in the source's own unit
/// @param judge the reward model, of several the first; empty for a rule
/// @param inputs hashes of what was read, for the stage's record
/// @param warnings what is known to be wrong with it, in plain words
record OpenedReward(
    RewardFunction function,
    Optional<RewardModel> judge,
    Map<String, String> inputs,
    List<String> warnings) {

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
      case RewardSource.Length _ -> rule(new LengthReward(start.tokenizer()), Map.of());
      case RewardSource.Gold _ ->
          rule(
              new GoldReward(WorldReader.read(context.data().world()), prompts, start.tokenizer()),
              Map.of("world", Sha256.of(context.data().world())));
    };
  }

  private static OpenedReward rule(RewardFunction function, Map<String, String> inputs) {
    return new OpenedReward(function, Optional.empty(), inputs, List.of());
  }

  private static OpenedReward learned(
      List<Path> folders, PpoConfig config, StageContext context, Path model, ModelFolder start) {
    List<RewardModel> judges = new ArrayList<>();
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
      judges.add(judge.model());
      int number = judges.size();
      warning(folder, folders.size() == 1 ? "the reward model" : "reward model " + number)
          .ifPresent(warnings::add);
      inputs.put("reward_model" + (number == 1 ? "" : "_" + number), Sha256.of(folder));
    }
    List<RewardFunction> members = new ArrayList<>();
    judges.forEach(judge -> members.add(judge::score));
    RewardFunction function =
        members.size() == 1
            ? members.getFirst()
            : new EnsembleReward(members, config.ensemble(), config.ensembleWeight());
    return new OpenedReward(function, Optional.of(judges.getFirst()), inputs, warnings);
  }

  /// Whether a reward model orders held-out pairs no better than a coin, by its stage's own
  /// summary.
  private static Optional<String> warning(Path folder, String name) {
    Path summary = folder.resolveSibling("summary.json");
    if (!Files.isRegularFile(summary)) {
      return Optional.empty();
    }
    JsonNode accuracy =
        Json.read(summary, node -> node.path("accuracy"), "train the reward model again");
    return PpoAlarms.atChance(
        name, accuracy.path("lo").asDouble(1), accuracy.path("hi").asDouble(1));
  }

  /// Scores in the unit of reward models: a rule's are standardized on responses of the fine-tuned
  /// model, a reward model's are already.
  RewardFunction inCommonUnit(Supplier<List<EncodedResponse>> responses) {
    return judge.isPresent() ? function : StandardizedReward.on(function, responses.get());
  }
}
