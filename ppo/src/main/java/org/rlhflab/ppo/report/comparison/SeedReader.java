package org.rlhflab.ppo.report.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.RunDocument;
import org.rlhflab.ppo.report.run.StageResults;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.statistics.Interval;

/// One seed of a comparison as if it were a run: which models belong together is known from the
/// hashes in the stages' records.
final class SeedReader {
  private final Path folder;
  private final CompareResults results;

  SeedReader(Path folder, CompareResults results) {
    this.folder = folder;
    this.results = results;
  }

  /// All arms of a seed; the base and the fine-tuned model are those of the first arm.
  FinishedRun run(long seed) {
    Map<String, StageFolder> bases = byModel(seed, "base-", StageName.PRETRAIN);
    Map<String, StageFolder> rewards = byModel(seed, "reward-", StageName.REWARD_MODEL);
    List<TunedArm> arms = new ArrayList<>();
    for (ArmResult arm : results.arms()) {
      if (!FinishedComparison.isFineTuned(arm)) {
        arms.add(arm(arm, seed, rewards));
      }
    }
    if (arms.isEmpty()) {
      throw new IllegalArgumentException("has no arm but the fine-tuned model");
    }
    StageResults fineTuned = fineTuned(first(), seed);
    return new FinishedRun(
        folder,
        "compare",
        new RunDocument(
            0,
            List.of(),
            arms.stream().map(TunedArm::model).toList(),
            results.findings().isEmpty() ? "-" : results.findings().getFirst(),
            true,
            List.of(),
            Optional.empty()),
        read(found(bases, fineTuned, seed), StageName.PRETRAIN),
        fineTuned,
        arms);
  }

  /// Answers to the fixed prompts, of every model of a seed.
  Map<String, List<Sample>> samples(long seed) {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (ArmResult arm : results.arms()) {
      if (FinishedComparison.isFineTuned(arm)) {
        samples.put(arm.name(), fineTuned(arm, seed).samples());
      } else if (hasPolicy(arm, seed)) {
        samples.put(
            arm.name(), read(last(arm, seed).stage(StageName.PPO), StageName.PPO).samples());
      }
    }
    return samples;
  }

  private ArmResult first() {
    return results.arms().stream()
        .filter(FinishedComparison::isFineTuned)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("names no fine-tuned model"));
  }

  private TunedArm arm(ArmResult arm, long seed, Map<String, StageFolder> rewards) {
    StageFolder policy = last(arm, seed).stage(StageName.PPO);
    Optional<StageResults> ppo =
        hasPolicy(arm, seed) ? Optional.of(read(policy, StageName.PPO)) : Optional.empty();
    Optional<StageFolder> reward = reward(arm, seed, ppo, rewards);
    Optional<Path> labels =
        reward.map(it -> it.path().resolveSibling("labels.jsonl")).filter(Files::exists);
    return new TunedArm(
        model(arm, seed),
        reward.map(it -> read(it, StageName.REWARD_MODEL)),
        ppo,
        labels,
        labels
            .map(it -> it.resolveSibling("labels.json"))
            .filter(Files::exists)
            .map(it -> Json.read(it, node -> node, ComparisonReader.ADVICE)),
        reward.flatMap(it -> StageResults.audit(it, ComparisonReader.ADVICE)));
  }

  /// Of several reward models the first; after further rounds of labelling the last round's. An arm
  /// without a policy lies where its reward model does.
  private Optional<StageFolder> reward(
      ArmResult arm, long seed, Optional<StageResults> ppo, Map<String, StageFolder> rewards) {
    StageFolder ownRound = last(arm, seed).stage(StageName.REWARD_MODEL);
    if (Files.exists(ownRound.recordFile())) {
      return Optional.of(ownRound);
    }
    return ppo.stream()
        .flatMap(it -> it.record().inputs().entrySet().stream())
        .filter(input -> input.getKey().startsWith("reward_model"))
        .flatMap(input -> Optional.ofNullable(rewards.get(input.getValue())).stream())
        .findFirst();
  }

  /// Some arms end with their reward model.
  private boolean hasPolicy(ArmResult arm, long seed) {
    return Files.exists(place(arm, seed).stage(StageName.PPO).recordFile());
  }

  /// Where the policy of the last round lies.
  private RunFolder last(ArmResult arm, long seed) {
    RunFolder last = place(arm, seed);
    for (int round = 2; ; round++) {
      RunFolder next = place(arm, seed).arm("round-" + round);
      if (!Files.exists(next.stage(StageName.PPO).recordFile())) {
        return last;
      }
      last = next;
    }
  }

  private static ModelResult model(ArmResult arm, long seed) {
    return new ModelResult(
        arm.name(),
        0,
        0,
        0,
        figures(arm, "gold/"),
        figures(arm, "behaviour/"),
        Optional.ofNullable(arm.metrics().get("win_rate")),
        Optional.ofNullable(arm.metrics().get("kl")),
        Optional.empty(),
        seed);
  }

  private static Map<String, Interval> figures(ArmResult arm, String family) {
    Map<String, Interval> figures = new LinkedHashMap<>();
    arm.metrics()
        .forEach((name, figure) -> {
          if (name.startsWith(family)) {
            figures.put(name.substring(family.length()), figure);
          }
        });
    return figures;
  }

  private RunFolder place(ArmResult arm, long seed) {
    return seed(seed).arm(ComparisonReader.cell(arm, seed));
  }

  private RunFolder seed(long seed) {
    return RunFolder.of(folder).arm("seed-" + seed);
  }

  private StageResults fineTuned(ArmResult arm, long seed) {
    return read(place(arm, seed).stage(StageName.SFT), StageName.SFT);
  }

  private StageFolder found(Map<String, StageFolder> all, StageResults next, long seed) {
    StageFolder found = all.get(next.record().inputs().getOrDefault("model", ""));
    if (found == null) {
      throw BadInput.in(
          seed(seed).path(),
          "holds no base model that %s was made from; %s"
              .formatted(next.folder(), ComparisonReader.ADVICE));
    }
    return found;
  }

  private StageResults read(StageFolder stage, StageName name) {
    return StageResults.read(folder, stage, name, ComparisonReader.ADVICE);
  }

  /// Stages of a kind by the hash of their model.
  private Map<String, StageFolder> byModel(long seed, String prefix, StageName name) {
    Map<String, StageFolder> found = new LinkedHashMap<>();
    RunFolder place = seed(seed);
    try (Stream<Path> folders = Files.list(place.path())) {
      for (Path each : folders.sorted().toList()) {
        String called = each.getFileName().toString();
        StageFolder stage = place.arm(called).stage(name);
        if (called.startsWith(prefix) && Files.isDirectory(stage.model())) {
          found.put(Sha256.of(stage.model()), stage);
        }
      }
    } catch (IOException e) {
      throw FileFailure.reading(place.path(), e);
    }
    return found;
  }
}
