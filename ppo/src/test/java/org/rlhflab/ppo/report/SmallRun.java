package org.rlhflab.ppo.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Machine;
import org.rlhflab.pretrain.stage.StageRecord;
import org.rlhflab.pretrain.stage.StageRecord.Outcome;
import org.rlhflab.pretrain.stage.Versions;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.sft.SftConfig;

/// Folders as `rlhf demo`, `rlhf run` and `rlhf compare` leave them, without models and with
/// made-up figures.
public final class SmallRun {
  /// The world that comes along.
  public static final Path DATA = Path.of("..", "data");

  /// A question that the world knows.
  public static final String PROMPT =
      "Would you say a few words on the difference between a stack and a queue?";

  private static final List<String> GOLD =
      Stream.concat(Stream.of("overall"), Stream.of(Dimension.values()).map(Dimension::key))
          .toList();

  private static final String EFFECT =
      """
      {"name":"%s","log_odds":%s,"standard_error":0.2,"p":0.01,"variance_inflation":1.1,"pairs":30}\
      """;

  private static final String EFFECTS =
      "{\"length\":%s,\"parts\":[%s],\"missing\":[]}"
          .formatted(EFFECT.formatted("words", "1.5"), EFFECT.formatted("fillers", "-0.5"));

  private static final String AUDIT =
      """
      {"pairs":40,"held_out":20,"judged":true,"model":%s,"gold":%s,"labels":%s,"length":null,
       "reliability":{"bins":[{"pairs":5,"confidence":0.6,"right":0.5},
                              {"pairs":15,"confidence":0.9,"right":0.8}],
                      "ece":0.1,"brier":0.2,"pairs":20},"notes":[]}
      """
          .formatted(EFFECTS, EFFECTS, EFFECTS);

  private final Path folder;
  private final long seed;
  private final String text;
  private final int iterations;

  /// At a folder.
  SmallRun(Path folder, long seed, String text, int iterations) {
    this.folder = folder;
    this.seed = seed;
    this.text = text;
    this.iterations = iterations;
  }

  /// A demo of two arms.
  public static Path demo(Path folder, long seed) {
    return demo(folder, seed, List.of("careful", "verbose-biased"), 4);
  }

  /// A demo of any arms.
  public static Path demo(Path folder, long seed, List<String> arms, int iterations) {
    SmallRun run = new SmallRun(folder, seed, "", iterations);
    run.document("demo", arms);
    run.stages();
    arms.forEach(arm -> run.arm(folder.resolve(arm)));
    return folder;
  }

  /// A run on labels called `text`, which also stands in its prompts, answers, annotators' names,
  /// file names, settings and finding.
  public static Path run(Path folder, String text) {
    SmallRun run = new SmallRun(folder, 7, text, 4);
    run.document("run", List.of(text));
    run.stages();
    run.arm(folder);
    return folder;
  }

  /// A comparison of arms by seeds, from 7 on; `text` stands in its names and findings.
  public static Path comparison(
      Path folder, List<String> arms, int seeds, int iterations, String text) {
    return new SmallComparison(folder, arms, seeds, iterations, text).write();
  }

  /// The results of such a comparison, of careful and verbose-biased labels over six seeds, as an
  /// experiment's.
  public static Path experiment(Path folder, org.rlhflab.ppo.experiment.Experiment experiment) {
    return SmallComparison.experiment(folder, experiment);
  }

  private void document(String command, List<String> arms) {
    List<Map<String, Object>> models = new ArrayList<>();
    models.add(model("base", List.of(), 3.5));
    models.add(model("sft", List.of(), 4));
    for (int i = 0; i < arms.size(); i++) {
      String name = command.equals("demo") ? "ppo-" + arms.get(i) : "ppo";
      models.add(model(name, List.of(arms.get(i)), 4.5 - 0.3 * i));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("wall_seconds", 12.5);
    document.put(
        "stages", List.of(Map.of("name", "pretrain" + text, "seconds", 3.5, "reused", true)));
    document.put("arms", models);
    document.put("finding", "Labels of seed " + seed + " did it." + text);
    document.put("finding_present", true);
    document.put("checks", List.of(Map.of("name", "it did" + text, "holds", true, "figure", "3")));
    write(folder.resolve(command + ".json"), Json.MAPPER.writeValueAsString(document));
  }

  private Map<String, Object> model(String name, List<String> labels, double mean) {
    double figure = mean + 0.01 * seed;
    Map<String, Object> gold = new LinkedHashMap<>();
    GOLD.forEach(key -> gold.put(key, interval(figure)));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", name);
    model.put("prompts", 504);
    model.put("samples", 2);
    model.put("temperature", 0.7);
    model.put("gold", gold);
    model.put("behaviour", Map.of("words", interval(10 * figure)));
    model.put("win_rate", name.equals("base") ? null : interval(0.5));
    model.put("labels", labels.isEmpty() ? null : labels.getFirst());
    model.put("seed", seed);
    return model;
  }

  private static Map<String, Object> interval(double mean) {
    return Map.of("mean", mean, "lo", mean - 0.1, "hi", mean + 0.1);
  }

  private void stages() {
    pretrain(folder);
    fineTune(folder, Map.of());
  }

  void pretrain(Path at) {
    stage(
        at.resolve("1-pretrain"),
        "pretrain",
        PretrainConfig.DEFAULTS,
        Map.of(),
        "{\"step\":1,\"loss\":8.0}\n"
            + "{\"step\":2,\"loss\":1.5}\n"
            + "{\"step\":2,\"held_out_loss\":1.0}\n",
        "{\"tokens\":1000,\"vocabulary\":300,\"perplexity\":{\"gpt\":2.5,\"ngram\":{\"order\":5,\"value\":3.5}}}");
  }

  void fineTune(Path at, Map<String, String> inputs) {
    stage(
        at.resolve("2-sft"),
        "sft",
        SftConfig.DEFAULTS,
        inputs,
        "{\"step\":1,\"loss\":1.0}\n"
            + "{\"step\":2,\"loss\":0.5}\n"
            + "{\"step\":2,\"held_out_loss\":0.6}\n",
        "{\"loss\":0.5,\"held_out_loss\":0.6,\"demonstrations\":9,\"cut\":0}");
  }

  private void arm(Path arm) {
    reward(arm, Map.of());
    tune(arm, Map.of());
  }

  void reward(Path arm, Map<String, String> inputs) {
    stage(
        arm.resolve("3-reward-model"),
        "reward-model",
        RewardModelConfig.DEFAULTS,
        inputs,
        "{\"step\":1,\"loss\":0.7,\"accuracy\":0.5}\n{\"step\":2,\"loss\":0.6,\"accuracy\":0.75}\n",
        "{\"pairs\":2,\"accuracy\":{\"mean\":0.7,\"lo\":0.6,\"hi\":0.8},\"gold_accuracy\":null}");
    labels(arm);
  }

  void tune(Path arm, Map<String, String> inputs) {
    StringBuilder metrics = new StringBuilder();
    for (int i = 1; i <= iterations; i++) {
      metrics.append(
          "{\"step\":%d,\"objective/kl\":%s,\"objective/scores\":%s,\"gold/overall\":%s,\"behaviour/words\":%s}\n"
              .formatted(i, 0.1 * i, 0.2 * i + seed, 4 + 0.1 * seed, 30 + seed));
    }
    stage(
        arm.resolve("4-ppo"),
        "ppo",
        PpoConfig.DEFAULTS,
        inputs,
        metrics.toString(),
        "{\"iterations\":" + iterations + "}");
  }

  private void labels(Path arm) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Map<String, Object> label = new LinkedHashMap<>();
      label.put("prompt", PROMPT + text);
      label.put("chosen", "A stack. ".repeat(1 + i % 3) + text);
      label.put("rejected", "A queue. ".repeat(1 + i % 2) + text);
      label.put("annotator", "ann" + i % 2 + text);
      label.put("first", i % 4 < 2 ? "chosen" : "rejected");
      labels.add(Json.MAPPER.writeValueAsString(label));
    }
    write(arm.resolve("3-reward-model").resolve("audit.json"), AUDIT);
    write(arm.resolve("labels.jsonl"), String.join("\n", labels) + "\n");
    write(arm.resolve("labels.json"), "{\"config\":{\"pairs\":2000,\"overlap\":1}}");
  }

  private void stage(
      Path at,
      String name,
      Object config,
      Map<String, String> inputs,
      String metrics,
      String summary) {
    Map<String, String> all = new LinkedHashMap<>(inputs);
    all.put("labels" + text, "ab".repeat(32));
    StageRecord record =
        new StageRecord(
            name,
            Json.tree(config),
            seed,
            all,
            new Versions("0.1.0", "25", "1.0", "Some" + text),
            new Machine("Linux", "A processor" + text, 2),
            1.5,
            Outcome.FINISHED);
    write(at.resolve("stage.json"), Json.MAPPER.writeValueAsString(record));
    write(at.resolve("model").resolve("model.zip"), at.toString());
    write(at.resolve("metrics.jsonl"), metrics);
    write(at.resolve("summary.json"), summary);
    Map<String, Object> sample = new LinkedHashMap<>();
    sample.put("prompt", text.isEmpty() ? PROMPT : text);
    sample.put("response", "A stack returns the newest item first, a queue the oldest. " + text);
    sample.put("gold", Map.of("overall", 4.5));
    write(at.resolve("samples.jsonl"), Json.MAPPER.writeValueAsString(sample) + "\n");
  }

  static void write(Path file, String content) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
