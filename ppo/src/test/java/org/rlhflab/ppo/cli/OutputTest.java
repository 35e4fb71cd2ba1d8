package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// What every command says where: one document for programs, the result alone for who wants quiet.
/// `demo` and `run` have it in [DemoCommandTest], `data` in its own module.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputTest {
  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private Path folder = Path.of("");
  private Path data = Path.of("");

  @BeforeAll
  void makeModels(@TempDir Path shared) throws IOException {
    folder = shared;
    TinySetup setup = TinySetup.make(shared);
    data = setup.data();
    String model = setup.model();
    String labels = shared.resolve("good.jsonl").toString();
    Path prompts = shared.resolve("some.jsonl");
    Files.write(prompts, Files.readAllLines(data.resolve("prompts/eval.jsonl")).subList(0, 3));
    put(TinySetup.with(TinySetup.PRETRAIN, "pretrain"));
    put(List.of("sft", "--model", model, "--epochs=1", "--batch-size=32"));
    put(List.of("annotate", "--model", model, "--pairs=2"));
    put(List.of("labels validate", labels));
    put(
        TinySetup.with(
            TinySetup.REWARD_MODEL, "reward-model", "--model", model, "--labels", labels));
    put(
        TinySetup.with(
            TinySetup.REWARD_MODEL, "reward-model fresh", "--model", model, "--pairs=3"));
    put(
        TinySetup.with(
            TinySetup.PPO, "ppo", "--model", model, "--reward-model", setup.rewardModel()));
    put(List.of("generate", "--model", model, "--prompt=Why?", "--max-tokens=4"));
    put(List.of("chat", "--model", model, "--max-tokens=4"));
    put(List.of("evaluate", model, "--prompts=" + prompts, "--samples=1", "--max-tokens=4"));
  }

  private void put(List<String> command) {
    commands.put(command.getFirst(), command.subList(1, command.size()));
  }

  private Rlhf run(String command, String out, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command.replace(" fresh", "").split(" ")));
    arguments.addAll(commands.getOrDefault(command, List.of()));
    arguments.addAll(List.of("--threads=1", "--data=" + data));
    arguments.add("--out=" + folder.resolve(out).resolve(command.replace(' ', '-')));
    arguments.addAll(List.of(more));
    InputStream standardIn = System.in;
    System.setIn(new ByteArrayInputStream("Why?\n/seed\n".getBytes(StandardCharsets.UTF_8)));
    try {
      return Rlhf.run(arguments);
    } finally {
      System.setIn(standardIn);
    }
  }

  @Test
  void jsonIsOneDocumentAndNothingElseOnStandardOutput() {
    for (String command : commands.keySet()) {
      Rlhf run = run(command, "json", "--json");
      assertTrue(run.exitCode() <= 1, command + ": " + run.err());
      JsonNode document = Json.MAPPER.readTree(run.out());
      assertTrue(document.isObject() && !document.isEmpty(), command + ": " + run.out());
    }
  }

  @Test
  void quietLeavesTheResultAloneAndStandardErrorEmpty() {
    for (String command : commands.keySet()) {
      Rlhf run = run(command, "quiet", "--quiet");
      assertTrue(run.exitCode() <= 1, command + ": " + run.err());
      assertTrue(!run.out().isBlank(), command);
      String unasked =
          String.join("\n", run.err().lines().filter(l -> !l.startsWith("warning: ")).toList());
      assertEquals("", unasked, command);
    }
  }

  @Test
  void nothingColoursWhatIsNoScreen() {
    for (String command : commands.keySet()) {
      Rlhf run = run(command, "plain");
      assertTrue(!(run.out() + run.err()).contains("\u001b"), command);
    }
  }
}
