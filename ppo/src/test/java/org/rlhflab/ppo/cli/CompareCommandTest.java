package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// The real command, with models so small that they learn nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareCommandTest {
  private Path folder = Path.of("");
  private Path data = Path.of("");

  /// Where comparisons find each other's base and fine-tuned models.
  private Path common = Path.of("");

  @BeforeAll
  void makeALittleData(@TempDir Path shared) throws IOException {
    folder = shared;
    common = shared.resolve("common");
    data = TinySetup.make(shared.resolve("setup")).data();
  }

  private Rlhf compare(String... arguments) {
    List<String> all = new ArrayList<>(List.of("compare", "--data=" + data));
    all.addAll(TinySetup.PIPELINE);
    all.addAll(List.of(arguments));
    if (all.stream().noneMatch(it -> it.startsWith("--seeds"))) {
      all.add("--seeds=2");
    }
    return Rlhf.run(all);
  }

  private static JsonNode results(Path out) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(out.resolve("results.json")));
  }

  @Test
  void shardsTogetherFindWhatOneProcessFinds() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Rlhf whole = compare("careful", "long=verbose-biased", "--out=" + one);
    assertEquals(0, whole.exitCode(), whole.err());

    Rlhf first = compare("careful", "long=verbose-biased", "--shard=1/2", "--out=" + two);
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains("missing: long, seed 8: not made yet"), first.out());
    Rlhf second = compare("careful", "long=verbose-biased", "--shard=2/2", "--out=" + two);
    assertEquals(0, second.exitCode(), second.err());

    assertArrayEquals(
        Files.readAllBytes(one.resolve("results.csv")),
        Files.readAllBytes(two.resolve("results.csv")));
    assertEquals(results(one).get("pairs"), results(two).get("pairs"));
  }

  @Test
  void whatIsFinishedIsReusedAndAnArmMayJoin() throws IOException {
    Path out = folder.resolve("more");
    assertEquals(0, compare("careful", "--seeds=1", "--out=" + out).exitCode());
    List<Path> before = models(out);
    assertEquals(0, compare("careful", "careless", "--seeds=1", "--out=" + out).exitCode());
    List<Path> after = models(out);
    assertTrue(after.containsAll(before));
    // What joins is one reward model and one policy.
    assertEquals(before.size() + 2, after.size(), after.toString());
  }

  private static List<Path> models(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(file -> file.endsWith("stage.json")).sorted().toList();
    }
  }

  @Test
  void theDocumentHasEveryArmAndEveryPair() throws IOException {
    Path out = common;
    Rlhf run =
        compare(
            "careful", "weak=careful,ppo.kl-coefficient=0.01,pairs=8", "--json", "--out=" + out);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode document = Json.MAPPER.readTree(run.out());
    List<String> arms = new ArrayList<>();
    document.get("arms").forEach(arm -> arms.add(arm.get("name").stringValue()));
    assertEquals(List.of("sft", "careful", "weak"), arms);
    JsonNode pair = document.get("pairs").get(0);
    for (String key : List.of("a", "b", "metric", "difference", "p", "p_holm")) {
      assertTrue(pair.has(key), key);
    }
    assertTrue(pair.get("difference").has("lo"));
    assertEquals(3, document.get("findings").size());
    assertEquals(
        List.of("ppo.kl-coefficient=0.01", "pairs=8"),
        document
            .get("arms")
            .get(2)
            .get("settings")
            .valueStream()
            .map(JsonNode::stringValue)
            .toList());
  }

  @Test
  void armsDifferInHowLabelsAreCollectedAndWhatIsMadeOfThem() throws IOException {
    Path out = common;
    Rlhf run =
        compare(
            "judge=careful,until=reward-model,annotate.overlap=2",
            "marks=ratings:raters,until=reward-model",
            "two=careful,reward-models=2,ppo.ensemble=worst",
            "cycle=careful,rounds=2,annotate.repeats=1,annotate.sessions=2",
            "rated=ratings:careful+careless,annotate.overlap=2,pairs=8",
            "--seeds=1",
            "--json",
            "--out=" + out);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode arms = Json.MAPPER.readTree(run.out()).get("arms");
    assertTrue(arms.get(1).get("metrics").has("labels/agreement"), arms.get(1).toString());
    assertTrue(arms.get(1).get("metrics").has("reward_model/accuracy"));
    assertTrue(!arms.get(1).get("metrics").has("gold/overall"));
    // How far anything could get is known of people who choose, not of those who give marks.
    assertTrue(arms.get(1).get("metrics").has("labels/bayes_ceiling"));
    assertTrue(!arms.get(2).get("metrics").has("labels/bayes_ceiling"));
    assertTrue(arms.get(4).get("metrics").has("gold/overall"));
    assertTrue(arms.get(5).get("metrics").has("labels/alpha"), arms.get(5).toString());
    assertTrue(arms.get(5).get("metrics").has("raters/gain"));
    List<String> stages =
        models(out).stream().map(file -> out.relativize(file).toString()).toList();
    assertEquals(1, stages.stream().filter(it -> it.contains("member-2/")).count(), "" + stages);
    assertEquals(2, stages.stream().filter(it -> it.contains("round-2/")).count(), "" + stages);
    try (Stream<Path> files = Files.walk(out)) {
      List<Path> all = files.toList();
      assertEquals(2, all.stream().filter(it -> it.endsWith("ratings.jsonl")).count());
      Path together = all.stream().filter(it -> it.endsWith("all-labels.jsonl")).findAny().get();
      // 12 pairs in each of two rounds, and a repeat for each of 5 people.
      assertEquals(2 * (12 + 5), Files.readAllLines(together).size());
    }
    // Nothing is left to be made.
    List<Path> before = models(out);
    assertEquals(
        0,
        compare("marks=ratings:raters,until=reward-model", "--seeds=1", "--out=" + out).exitCode());
    assertEquals(before, models(out));
  }

  @Test
  void bestOfNIsAnArmThoughItLeavesNoModel() throws IOException {
    Rlhf run =
        compare(
            "best=careful,ppo.algorithm=best-of-n,ppo.samples=4",
            "--seeds=1",
            "--json",
            "--out=" + common);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode metrics = Json.MAPPER.readTree(run.out()).get("arms").get(1).get("metrics");
    assertEquals(Math.log(4) - 0.75, metrics.get("kl").get("mean").doubleValue(), 1e-12);
    assertTrue(metrics.has("gold/overall") && metrics.has("win_rate"), metrics.toString());
  }

  @Test
  void everyArmCanBeComparedWithItselfWithoutSomebody() throws IOException {
    Rlhf run =
        compare(
            "judge=careful,until=reward-model",
            "--without=careful-2",
            "--without=careful-3",
            "--seeds=1",
            "--json",
            "--out=" + common);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode arms = Json.MAPPER.readTree(run.out()).get("arms");
    assertEquals("judge", arms.get(1).get("name").stringValue());
    assertEquals("judge-without-careful-2-careful-3", arms.get(2).get("name").stringValue());
    List<Integer> used = new ArrayList<>();
    for (JsonNode arm : List.of(arms.get(1), arms.get(2))) {
      Path cell = Path.of(arm.get("cells").get(0).stringValue());
      used.add(
          Json.MAPPER
              .readTree(Files.readAllBytes(cell.resolve("3-reward-model/summary.json")))
              .get("pairs")
              .intValue());
    }
    assertTrue(used.get(1) < used.get(0), used.toString());
  }

  @Test
  void anExperimentOfOnesOwnIsJudged() throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file,
        """
        {"name":"mine","source":"nobody","claim":"Nothing is to be seen in so little.",
         "arms":["careful,until=reward-model","careless,until=reward-model"],
         "expectations":[{"arm":"careless","control":"careful",
           "metric":"labels/longer_chosen","direction":"more","at_least":0.05}]}
        """);
    List<String> arguments = new ArrayList<>(List.of("experiment", file.toString()));
    arguments.addAll(List.of("--data=" + data, "--seeds=2", "--json"));
    arguments.addAll(TinySetup.PIPELINE);
    arguments.add("--out=" + common);
    Rlhf run = Rlhf.run(arguments);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode result = Json.MAPPER.readTree(run.out()).get("experiments").get(0);
    assertEquals("inconclusive", result.get("verdict").stringValue());
    double difference = result.get("outcomes").get(0).get("difference").get("mean").doubleValue();
    assertTrue(difference > 0, result.toString());
    assertTrue(Files.exists(common.resolve("mine.json")));
    // Two seeds can never be significant.
    arguments.add("--require");
    assertEquals(1, Rlhf.run(arguments).exitCode());
  }

  @Test
  void anExperimentThatExpectsWhatThereWillNotBeIsRefusedBeforeAnythingIsTrained()
      throws IOException {
    Path never = folder.resolve("never-tried");
    for (String wrong :
        List.of(
            "\"arm\":\"carefree\",\"control\":\"careful\",\"metric\":\"kl\"",
            "\"arm\":\"careless\",\"control\":\"sft of nobody\",\"metric\":\"kl\"",
            "\"arm\":\"careless\",\"control\":\"careful\",\"metric\":\"gold/charm\"")) {
      Path file = folder.resolve("wrong.json");
      Files.writeString(
          file,
          """
          {"name":"wrong","source":"nobody","claim":"None.","arms":["careful","careless"],
           "expectations":[{%s,"direction":"more","at_least":0.05}]}
          """
              .formatted(wrong));
      List<String> arguments = new ArrayList<>(List.of("experiment", file.toString()));
      arguments.addAll(List.of("--data=" + data, "--out=" + never));
      arguments.addAll(TinySetup.PIPELINE);
      Rlhf run = Rlhf.run(arguments);
      assertEquals(2, run.exitCode(), wrong + ": " + run.err());
      assertTrue(run.err().contains("expects something of"), run.err());
      assertTrue(Files.notExists(never), wrong);
    }
  }

  @Test
  void badArmsExitWithTwoBeforeAnythingIsTrained() {
    Path never = folder.resolve("never");
    List<List<String>> wrong =
        List.of(
            List.of("careful", "careful"),
            List.of("nobody"),
            List.of("sft=careful"),
            List.of("a=careful,ppo.nothing=1"),
            List.of("a=careful,colour=red"),
            List.of("a=careful,until=ppo"),
            List.of("a=careful,rounds=0"),
            List.of("a=careful,rounds=2,ppo.algorithm=best-of-n"),
            List.of("a=careful,reward=length,ppo.value-head=reward-model"),
            List.of("a=careful,reward-models=2,until=reward-model"),
            List.of("a=careful,annotate.overlap=6"),
            List.of("a=careful,annotate.repeats=1"),
            List.of("a=careful,annotate.pairs=9"),
            List.of("a=careful,pairs=many"),
            List.of("a=careful,demonstrations=nobodys"),
            List.of("=careful"),
            List.of(""),
            List.of("a=careful,without=nobody"),
            List.of("careful", "--without=nobody"),
            List.of("careful", "--seeds=0"),
            List.of("careful", "--shard=3/2"));
    for (List<String> each : wrong) {
      List<String> arguments = new ArrayList<>(each);
      arguments.add("--out=" + never);
      Rlhf run = compare(arguments.toArray(String[]::new));
      assertEquals(2, run.exitCode(), each + ": " + run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(Files.notExists(never), each.toString());
    }
  }
}
