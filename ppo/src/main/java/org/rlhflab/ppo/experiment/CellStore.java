package org.rlhflab.ppo.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.Sha256;

/// Where the models of comparisons lie, each in a folder named by what it is made of: two
/// comparisons, or two machines that share the folder, find each other's models, and no two
/// different ones ever meet.
///
/// ```
/// OUT/seed-7/base-1f0c93ab/1-pretrain
/// OUT/seed-7/sft-77e2ab10/2-sft figures.json
/// OUT/seed-7/reward-5d3c0a91/labels.jsonl 3-reward-model
/// OUT/seed-7/careful-20ac71e4/4-ppo figures.json
/// ```
public final class CellStore {
  private static final int DIGITS = 8;

  private final RunFolder out;
  private final String corpus;
  private final String world;
  private final String trainingPrompts;
  private final String heldOutPrompts;
  private final Map<Path, String> hashes = new ConcurrentHashMap<>();

  /// In a folder, for models of this data judged by the prompts of that file.
  public CellStore(RunFolder out, DataFolder data, Path heldOutPrompts) {
    this.out = out;
    this.corpus = Sha256.of(data.corpus());
    this.world = Sha256.of(data.world());
    this.trainingPrompts = Sha256.of(data.prompts("train"));
    this.heldOutPrompts = Sha256.of(heldOutPrompts);
  }

  /// Where a step of a cell has its results: one place for all cells that have them in common.
  RunFolder place(Cell cell, Step step) {
    return switch (step) {
      case BASE -> folder(cell, "base", baseKey(cell));
      case FINE_TUNED -> folder(cell, "sft", fineTunedKey(cell));
      case REWARD -> folder(cell, "reward", rewardKey(cell));
      case POLICY -> folder(cell, plain(cell.arm().name()), policyKey(cell));
    };
  }

  /// What the fine-tuned model's held-out answers come to.
  public Optional<CellFigures> fineTunedFigures(Cell cell) {
    return CellFigures.read(figures(place(cell, Step.FINE_TUNED)));
  }

  /// What the policy's held-out answers come to, or the reward model where that is the end of it;
  /// empty while the cell is not finished.
  public Optional<CellFigures> ownFigures(Cell cell) {
    return CellFigures.read(figures(place(cell, cell.last())));
  }

  static Path figures(RunFolder folder) {
    return folder.path().resolve("figures.json");
  }

  private String baseKey(Cell cell) {
    return key(cell.arm().config().pretrain(), corpus);
  }

  private String fineTunedKey(Cell cell) {
    return key(
        baseKey(cell),
        cell.arm().config().sft(),
        hash(cell.arm().demonstrations()),
        cell.arm().config().evaluation(),
        heldOutPrompts,
        world);
  }

  private String rewardKey(Cell cell) {
    return key(
        fineTunedKey(cell),
        labelsKey(cell.arm().labels()),
        cell.arm().config().annotate(),
        cell.arm().config().collection(),
        cell.arm().course().rewardModels(),
        cell.arm().config().rewardModel(),
        trainingPrompts);
  }

  private String policyKey(Cell cell) {
    return key(
        rewardKey(cell),
        cell.arm().config().ppo(),
        cell.arm().rule().map(RewardSource::key).orElse(""),
        cell.arm().course().rounds());
  }

  private String labelsKey(Labels labels) {
    List<String> without = labels.without().stream().sorted().toList();
    return switch (labels) {
      case Labels.Given given -> key(hash(given.file()), without);
      case Labels.Fresh fresh -> key(fresh.crowd(), without, fresh.form());
    };
  }

  /// Files are taken not to change under a comparison.
  private String hash(Path file) {
    return hashes.computeIfAbsent(file, Sha256::of);
  }

  private RunFolder folder(Cell cell, String name, String key) {
    return out.arm("seed-" + cell.seed()).arm(name + "-" + key.substring(0, DIGITS));
  }

  private static String key(Object... parts) {
    String json = Json.MAPPER.writeValueAsString(Arrays.asList(parts));
    return Sha256.of(json.getBytes(StandardCharsets.UTF_8));
  }

  /// A name that any file system takes; the key beside it keeps folders apart.
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    return plain.isEmpty() ? "arm" : plain.substring(0, Math.min(plain.length(), 40));
  }
}
