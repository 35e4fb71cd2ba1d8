package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// The real commands, with models so small that they learn nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoCommandTest {
  private static final Path DATA = Path.of("..", "data");

  private Path folder = Path.of("");
  private JsonNode document = Json.MAPPER.createObjectNode();
  private String text = "";
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int rlhf(String command, List<String> options, String... more) throws IOException {
    Path prompts = folder.resolve("prompts.jsonl");
    List<String> some = Files.readAllLines(DATA.resolve("prompts/eval.jsonl")).subList(0, 6);
    Files.write(prompts, some);
    List<String> arguments = new ArrayList<>(List.of(command, "--prompts=" + prompts));
    arguments.add("--data=" + folder.resolve("data"));
    arguments.addAll(options);
    arguments.addAll(List.of(more));
    PrintStream standardOut = System.out;
    PrintStream standardErr = System.err;
    out.reset();
    err.reset();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return Main.commandLine(Main.commands()).execute(arguments.toArray(String[]::new));
    } finally {
      System.setOut(standardOut);
      System.setErr(standardErr);
    }
  }

  private String complaints() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each -> each.get(field).isNull() ? "null" : each.get(field).stringValue())
        .toList();
  }

  /// Metrics, samples, labels and models of every stage.
  private static List<Path> results(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files
          .filter(Files::isRegularFile)
          .map(run::relativize)
          .filter(file -> !file.endsWith("stage.json") && !file.endsWith("demo.json"))
          .filter(file -> !file.endsWith("report.html"))
          .sorted()
          .toList();
    }
  }

  /// The same demo twice: once for programs, on two threads; and once for people, on one.
  @BeforeAll
  void runTwice(@TempDir Path shared) throws IOException {
    folder = shared;
    someData();
    String[] two = {"--json", "--threads=2", "--out=" + first()};
    assertEquals(0, rlhf("demo", TinySetup.PIPELINE, two), complaints());
    document = Json.MAPPER.readTree(out.toByteArray());
    String[] one = {"--threads=1", "--out=" + second()};
    assertEquals(0, rlhf("demo", TinySetup.PIPELINE, one), complaints());
    text = out.toString(StandardCharsets.UTF_8);
  }

  /// The whole world, and a little of each file derived from it.
  private void someData() throws IOException {
    List<String> whole = List.of("world", "annotators", "prompts");
    try (Stream<Path> files = Files.walk(DATA)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = DATA.relativize(file);
        Path copy = folder.resolve("data").resolve(name.toString());
        Files.createDirectories(copy.resolveSibling("."));
        boolean all = whole.contains(name.getName(0).toString());
        List<String> lines = Files.readAllLines(file);
        Files.write(copy, all ? lines : lines.subList(0, Math.min(400, lines.size())));
      }
    }
  }

  private Path first() {
    return folder.resolve("first");
  }

  private Path second() {
    return folder.resolve("second");
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    List<Path> results = results(first());
    assertEquals(results, results(second()));
    assertTrue(results.contains(Path.of("careful", "4-ppo", "metrics.jsonl")), results.toString());
    assertTrue(results.contains(Path.of("2-sft", "model", "model.zip")), results.toString());
    for (Path file : results) {
      assertArrayEquals(
          Files.readAllBytes(first().resolve(file)),
          Files.readAllBytes(second().resolve(file)),
          file.toString());
    }
  }

  @Test
  void theDocumentHoldsFourArmsWithTheirLabels() {
    JsonNode arms = document.get("arms");
    assertEquals(List.of("base", "sft", "ppo-careful", "ppo-verbose-biased"), texts(arms, "name"));
    assertEquals(List.of("null", "null", "careful", "verbose-biased"), texts(arms, "labels"));
    assertEquals(0.5, arms.get(1).get("win_rate").get("mean").doubleValue());
    assertEquals(7, arms.get(3).get("seed").intValue());
    assertTrue(arms.get(2).get("greedy").has("gold"));
    assertTrue(document.get("wall_seconds").doubleValue() > 0);
    assertTrue(document.get("finding").stringValue().contains("does not show"));
  }

  @Test
  void peopleReadEightyColumns() {
    List<String> wide =
        text.lines().filter(l -> l.length() > 80 && !l.contains(folder.toString())).toList();
    assertEquals(List.of(), wide);
    assertTrue(text.contains("Stage 4 of 4, PPO, labels: verbose-biased"), text);
    assertTrue(text.contains("rlhf demo --seed 8 --out"), text);
  }

  @Test
  void whatIsFinishedIsReusedAndAnAbsentEffectExitsWithOneIfRequired() throws IOException {
    int exit = rlhf("demo", TinySetup.PIPELINE, "--json", "--require", "--out=" + first());
    assertEquals(1, exit, complaints());
    for (JsonNode stage : Json.MAPPER.readTree(out.toByteArray()).get("stages")) {
      boolean trained = !stage.get("name").stringValue().equals("evaluate");
      assertEquals(trained, stage.get("reused").booleanValue(), stage.toString());
    }
    assertTrue(complaints().contains("the expected effect is absent"), complaints());
  }

  @Test
  void bothCrowdsLabelTheSamePairs() throws IOException {
    assertEquals(pairs("careful"), pairs("verbose-biased"));
  }

  @Test
  void labelsThatSomebodyChangedAreNotOverwritten() throws IOException {
    Path labels = second().resolve("careful").resolve("labels.jsonl");
    String before = Files.readString(labels);
    Files.writeString(labels, before.replace("careful", "my own"));
    String mine = Files.readString(labels);
    int exit = rlhf("demo", TinySetup.PIPELINE, "--out=" + second());
    String kept = Files.readString(labels);
    Files.writeString(labels, before);
    assertEquals(2, exit, complaints());
    assertTrue(complaints().contains("holds other labels"), complaints());
    assertEquals(mine, kept);
  }

  private List<List<String>> pairs(String arm) throws IOException {
    return Files.readAllLines(first().resolve(arm).resolve("labels.jsonl")).stream()
        .map(Json.MAPPER::readTree)
        .map(label ->
            Stream.of("prompt", "chosen", "rejected")
                .map(field -> label.get(field).stringValue())
                .sorted()
                .toList())
        .toList();
  }

  @Test
  void aRunOnALabelFileSaysWhereItsResponsesComeFrom() throws IOException {
    Path labels = folder.resolve("labels.jsonl");
    Files.writeString(
        labels,
        """
        {"prompt":"What is a stack?","chosen":"A list.","rejected":"It is.","source":"grammar"}
        {"prompt":"What is a queue?","chosen":"A line.","rejected":"No.","source":"grammar"}
        """);
    int exit =
        rlhf("run", TinySetup.PIPELINE, "--labels=" + labels, "--out=" + folder.resolve("other"));
    assertEquals(0, exit, complaints());
    String said = out.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("grammar"), said);
  }

  @Test
  void aRunOnALabelFileIsDiagnosedFromThatFileAndWhoWasLeftOutStaysOut() throws IOException {
    Path labels = folder.resolve("theirs.jsonl");
    Files.copy(first().resolve("careful").resolve("labels.jsonl"), labels);
    String somebody =
        Json.MAPPER.readTree(Files.readAllLines(labels).getFirst()).get("annotator").stringValue();
    Path run = folder.resolve("run-by-dpo");
    List<String> dpo = new ArrayList<>(TinySetup.PIPELINE);
    dpo.add("--set=ppo.algorithm=dpo");
    assertEquals(
        0,
        rlhf("run", dpo, "--labels=" + labels, "--without=" + somebody, "--out=" + run),
        complaints());
    Path why = folder.resolve("why");
    List<String> diagnose = List.of(run.toString(), "--samples=1", "--max-tokens=16", "--json");
    assertEquals(0, rlhf("diagnose", diagnose, "--out=" + why), complaints());
    // DPO has no reward model that could be at fault.
    assertEquals(
        List.of("labels", "demonstrations"),
        texts(Json.MAPPER.readTree(out.toByteArray()).get("costs"), "replaced"));
    long others =
        Files.readAllLines(labels).stream().filter(line -> !line.contains(somebody)).count();
    assertEquals(others, Files.readAllLines(why.resolve("true-labels/labels.jsonl")).size());
    Path judge = why.resolve("careful-demonstrations/3-reward-model/stage.json");
    assertEquals(
        somebody,
        Json.MAPPER.readTree(Files.readString(judge)).at("/config/without/0").stringValue());

    Files.move(labels, folder.resolve("moved.jsonl"));
    assertEquals(2, rlhf("diagnose", diagnose, "--out=" + why), complaints());
    assertTrue(complaints().contains("give them with --labels FILE"), complaints());
    Path moved = folder.resolve("moved.jsonl");
    assertEquals(0, rlhf("diagnose", diagnose, "--labels=" + moved, "--out=" + why), complaints());
    Path verbose = first().resolve("verbose-biased").resolve("labels.jsonl");
    assertEquals(
        2, rlhf("diagnose", diagnose, "--labels=" + verbose, "--out=" + why), complaints());
    assertTrue(complaints().contains("holds other labels"), complaints());
  }

  @Test
  void everyRoundIsLabelledOnThePolicyBeforeItAndLearnsFromAllLabels() throws IOException {
    Path run = folder.resolve("rounds");
    assertEquals(
        0, rlhf("run", TinySetup.PIPELINE, "--rounds=2", "--json", "--out=" + run), complaints());
    JsonNode arms = Json.MAPPER.readTree(out.toByteArray()).get("arms");
    assertEquals(List.of("base", "sft", "ppo", "ppo-round-2"), texts(arms, "name"));
    List<String> first = Files.readAllLines(run.resolve("labels.jsonl"));
    List<JsonNode> all =
        Files.readAllLines(run.resolve("round-2/all-labels.jsonl")).stream()
            .map(Json.MAPPER::readTree)
            .toList();
    assertEquals(2 * first.size(), all.size());
    assertEquals(1, all.getFirst().get("round").intValue());
    assertEquals(2, all.getLast().get("round").intValue());
    assertTrue(
        !all.getFirst().get("source").equals(all.getLast().get("source")), "the same model twice");
    assertTrue(Files.exists(run.resolve("report.html")), complaints());
  }

  @Test
  void badUsageExitsWithTwoBeforeAnythingIsTrained() throws IOException {
    Path run = folder.resolve("never");
    Path labels = folder.resolve("labels.jsonl");
    Files.writeString(labels, "{\"prompt\":\"What is a stack?\",\"chosen\":\"A list.\"}\n");
    List<List<String>> wrong =
        List.of(
            List.of("demo", "--set=ppo.iteration=3"),
            List.of("demo", "--set=iterations=3"),
            List.of("demo", "--set=ppo.iterations=0"),
            List.of("demo", "--samples=0"),
            List.of("demo", "--demonstrations=nobodys"),
            List.of("run", "--labels=" + labels),
            List.of("run", "--labels=" + folder.resolve("none.jsonl")),
            List.of("run", "--annotators=nobody"),
            List.of("run", "--without=nobody"),
            List.of("run", "--rounds=0"),
            List.of("run", "--annotators=careful", "--labels=" + labels));
    for (List<String> each : wrong) {
      assertEquals(
          2,
          rlhf(each.getFirst(), each.subList(1, each.size()), "--out=" + run),
          each + ": " + complaints());
      assertTrue(Files.notExists(run), each.toString());
    }
  }
}
