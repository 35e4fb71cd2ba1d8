package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.text.Tokenizer;

/// Input that cannot be used, by the real command line: each time one line that says what is wrong,
/// the right exit code, and nothing left where results would be.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private Path folder = Path.of("");
  private Path data = Path.of("");
  private String model = "";
  private String rewardModel = "";

  @BeforeAll
  void makeModels(@TempDir Path shared) throws IOException {
    TinySetup setup = TinySetup.make(shared);
    folder = shared;
    data = setup.data();
    model = setup.model();
    rewardModel = setup.rewardModel();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Rlhf rlhf(String command, List<String> options, Path out) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(options);
    arguments.addAll(List.of("--quiet", "--threads=1", "--data=" + data, "--out=" + out));
    return Rlhf.run(arguments);
  }

  private void assertOneLine(Rlhf run, int exitCode, String expected, Object what) {
    assertEquals(exitCode, run.exitCode(), what + ": " + run.err());
    assertEquals(1, run.err().lines().count(), what + ": " + run.err());
    assertTrue(run.err().startsWith("rlhf: "), what + ": " + run.err());
    assertTrue(run.err().contains(expected), what + ": " + run.err());
    assertTrue(!run.err().contains("unexpected"), what + ": " + run.err());
  }

  /// Exit code 2, and not even a folder for results.
  private void assertRefused(String expected, String command, String... options) {
    Path out = folder.resolve("never");
    Rlhf run = rlhf(command, List.of(options), out);
    String what = command + " " + String.join(" ", options);
    assertOneLine(run, 2, expected, what);
    assertTrue(Files.notExists(out), what + " left something");
    assertEquals("", run.out(), what);
  }

  /// Files of one JSON object a line that no command can use, by what is said of them.
  private Map<String, String> unusable(String good) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(file("text.jsonl", good + "nonsense\n"), "text.jsonl:2: is not JSON");
    files.put(file("array.jsonl", "[1]\n"), "array.jsonl:1: is a JSON array");
    files.put(file("empty.jsonl", ""), "empty.jsonl: is empty");
    files.put(folder.resolve("none.jsonl").toString(), "none.jsonl: no such file");
    files.put(Files.createDirectories(folder.resolve("dir")).toString(), "dir: is a folder");
    Path latin = folder.resolve("latin.jsonl");
    Files.write(latin, good.replace("a", "é").getBytes(StandardCharsets.ISO_8859_1));
    files.put(latin.toString(), "latin.jsonl:1: is not UTF-8");
    return files;
  }

  @Test
  void labelsThatCannotBeUsed() throws IOException {
    String good = TinySetup.LABELS.lines().findFirst().orElseThrow() + "\n";
    Map<String, String> files = unusable(good);
    files.put(
        file("lacks.jsonl", good + "{\"prompt\":\"Q?\",\"chosen\":\"a\"}\n"),
        "lacks.jsonl:2: \"rejected\" is missing");
    files.put(
        file("blank.jsonl", good.replace("A list.", " ")), "blank.jsonl:1: \"chosen\" is empty");
    files.put(
        file("long.jsonl", good.replace("It is.", "x".repeat(65_537))),
        "long.jsonl:1: \"rejected\" has 65,537 bytes");
    for (Map.Entry<String, String> each : files.entrySet()) {
      String labels = each.getKey();
      assertRefused(each.getValue(), "reward-model", "--model", model, "--labels", labels);
      assertRefused(each.getValue(), "run", "--labels", labels);
      Rlhf validated = Rlhf.run("labels", "validate", labels);
      assertEquals(2, validated.exitCode(), labels);
      String said = validated.out() + validated.err();
      assertTrue(said.contains(each.getValue()), said);
    }
  }

  @Test
  void noFileThatIsReadIsWrittenOver() throws IOException {
    String text = TinySetup.LABELS + "nonsense\n";
    String labels = file("mine.jsonl", text);
    for (List<String> command :
        List.of(
            List.of("labels", "validate", labels, "--skip-bad", labels),
            List.of("labels", "convert", labels, "--to", "trl", "--out", labels),
            List.of("labels", "aggregate", labels, "--method", "majority", "--out", labels),
            List.of("labels", "audit", labels, "--html", labels))) {
      assertOneLine(Rlhf.run(command), 2, "is read, and --", command);
      assertEquals(text, Files.readString(Path.of(labels)), command.toString());
    }
    assertRefused(
        "is read, and --skip-bad",
        "reward-model",
        "--model",
        model,
        "--labels",
        labels,
        "--skip-bad",
        labels);
    assertEquals(text, Files.readString(Path.of(labels)));
  }

  @Test
  void anExperimentIsNamedByItsFieldsAndWritesNowhereElse() throws IOException {
    String rest = "\"source\":\"s\",\"claim\":\"c\",\"arms\":[\"careful\"]";
    Map<String, String> files =
        Map.of(
            file("none.json", "{}"), "\"name\" is missing",
            file("up.json", "{\"name\":\"../up\"," + rest + ",\"expectations\":[{}]}"), "up.json: ",
            file("list.json", "{\"name\":\"n\",\"arms\":7}"), "\"arms\" must be a list");
    files.forEach((experiment, expected) -> assertRefused(expected, "experiment", experiment));
    String effect = "\"arm\":\"a\",\"control\":\"b\",\"metric\":\"kl\",\"at_least\":1";
    String undirected =
        file(
            "undirected.json", "{\"name\":\"n\"," + rest + ",\"expectations\":[{" + effect + "}]}");
    assertRefused("\"direction\" is missing", "experiment", undirected);
    String unclaimed = file("unclaimed.json", "{\"name\":\"n\",\"source\":\"s\"}");
    assertRefused("\"claim\" is missing", "experiment", unclaimed);
  }

  @Test
  void labelsWhoseResponsesAreEqualAreCountedDroppedAndReported() throws IOException {
    String same = "{\"prompt\":\"Q?\",\"chosen\":\"a\",\"rejected\":\"a\"}\n";
    String labels = file("same.jsonl", TinySetup.LABELS + same);
    Path out = folder.resolve("same");
    List<String> options =
        TinySetup.with(TinySetup.REWARD_MODEL, "--model", model, "--labels", labels);
    Rlhf run = rlhf("reward-model", options, out);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("2 labels (1 dropped"), run.out());
    Rlhf validated = Rlhf.run("labels", "validate", labels);
    assertEquals(0, validated.exitCode(), validated.err());
    assertTrue(validated.out().contains("dropped in training"), validated.out());
    String only = file("only.jsonl", same);
    assertRefused("no label is left", "reward-model", "--model", model, "--labels", only);
  }

  @Test
  void demonstrationsThatCannotBeUsed() throws IOException {
    String good = "{\"prompt\":\"What is a stack?\",\"completion\":\"A list.\"}\n";
    Map<String, String> files = unusable(good);
    files.put(
        file("lacks.jsonl", "{\"prompt\":\"Q?\"}\n"), "lacks.jsonl:1: \"completion\" is missing");
    for (Map.Entry<String, String> each : files.entrySet()) {
      String named = "--demonstrations=" + each.getKey();
      assertRefused(each.getValue(), "sft", "--model", model, named);
      assertRefused(each.getValue(), "run", named);
      assertRefused(each.getValue(), "demo", named);
    }
  }

  @Test
  void promptsThatCannotBeUsed() throws IOException {
    Map<String, String> files = unusable("{\"prompt\":\"What is a stack?\"}\n");
    files.put(file("lacks.jsonl", "{\"topic\":\"t\"}\n"), "lacks.jsonl:1: \"prompt\" is missing");
    for (Map.Entry<String, String> each : files.entrySet()) {
      String named = "--prompts=" + each.getKey();
      String[] ppo = {"--model", model, "--reward-model", rewardModel, named};
      assertRefused(each.getValue(), "ppo", ppo);
      assertRefused(each.getValue(), "annotate", "--model", model, named);
      assertRefused(each.getValue(), "generate", "--model", model, named);
      assertRefused(each.getValue(), "evaluate", model, named);
      assertRefused(each.getValue(), "run", named);
      assertRefused(each.getValue(), "demo", named);
    }
  }

  @Test
  void annotatorsThatCannotBeUsed() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(file("text.json", "nonsense"), "text.json: not JSON");
    files.put(file("rate.json", "{\"id\":\"x\",\"lapse_rate\":2}"), "lapse_rate must be 0 to 1");
    files.put(file("empty.json", ""), "empty.json: ");
    files.put(Files.createDirectories(folder.resolve("dir")).toString(), "dir: ");
    files.put("nobody", "no annotators called nobody");
    for (Map.Entry<String, String> each : files.entrySet()) {
      String named = "--annotators=" + each.getKey();
      assertRefused(each.getValue(), "annotate", "--model", model, named);
      assertRefused(each.getValue(), "reward-model", "--model", model, named);
      assertRefused(each.getValue(), "run", named);
    }
  }

  @Test
  void modelFoldersThatCannotBeUsed() throws IOException {
    Path damaged = copy("damaged");
    byte[] zip = Files.readAllBytes(damaged.resolve("model.zip"));
    Files.write(damaged.resolve("model.zip"), java.util.Arrays.copyOf(zip, zip.length / 2));
    Path mixed = copy("mixed");
    otherTokenizer().write(mixed.resolve("tokenizer.json"));
    Path incomplete = copy("incomplete");
    Files.delete(incomplete.resolve("tokenizer.json"));
    Map<String, String> folders = new LinkedHashMap<>();
    folders.put(damaged.toString(), "model.zip: is damaged");
    folders.put(mixed.toString(), "tokenizer.json is not the one the model was trained with");
    folders.put(incomplete.toString(), "incomplete: tokenizer.json is missing");
    folders.put(folder.resolve("nowhere").toString(), "nowhere: is no folder");
    folders.put(file("model.txt", "m"), "model.txt: is no folder");
    for (Map.Entry<String, String> each : folders.entrySet()) {
      String path = each.getKey();
      assertNoLanguageModel(each.getValue(), path);
      assertRefused(each.getValue(), "ppo", "--model", model, "--reward-model", path);
      assertRefused(each.getValue(), "evaluate", model, "--against", path);
    }
    assertNoLanguageModel("is a reward model", rewardModel);
    assertRefused(
        "holds no reward model but a language model",
        "ppo",
        "--model",
        model,
        "--reward-model",
        model);
  }

  private void assertNoLanguageModel(String expected, String path) {
    assertRefused(expected, "sft", "--model", path);
    assertRefused(expected, "annotate", "--model", path);
    assertRefused(expected, "reward-model", "--model", path);
    assertRefused(expected, "ppo", "--model", path, "--reward-model", rewardModel);
    assertRefused(expected, "generate", "--model", path, "--prompt", "Why?");
    assertRefused(expected, "chat", "--model", path);
    assertRefused(expected, "evaluate", path);
  }

  private Path copy(String name) throws IOException {
    return TinyModels.folder(folder.resolve(name), 1, ModelFolder.Kind.LANGUAGE_MODEL);
  }

  private static Tokenizer otherTokenizer() {
    return Tokenizer.train(List.of("abab"), TinyModels.TOKENIZER.vocabulary());
  }

  @Test
  void modelsOfDifferentTokenizersAreNamedBoth() {
    Tokenizer other = otherTokenizer();
    Gpt gpt =
        Gpt.create(new GptConfig(other.vocabulary(), 128, 8, 1, 2), 0.5, new SplittableRandom(1));
    Path stranger = folder.resolve("stranger");
    new ModelFolder(gpt, other, ModelFolder.Kind.LANGUAGE_MODEL).write(stranger);
    String[] ppo = {"--model", stranger.toString(), "--reward-model", rewardModel};
    assertRefused("has another tokenizer than " + stranger, "ppo", ppo);
    assertRefused("have different tokenizers", "evaluate", model, "--against", stranger.toString());
  }

  @Test
  void foldersOfTextOrDataThatCannotBeUsed() throws IOException {
    String nothing = Files.createDirectories(folder.resolve("nothing")).toString();
    Path latin = Files.createDirectories(folder.resolve("latin"));
    Files.write(latin.resolve("a.txt"), "né".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("nothing: ", "pretrain", "--corpus", nothing);
    assertRefused(
        "a.txt: the byte at offset 1 is not UTF-8", "pretrain", "--corpus", latin.toString());
    assertRefused("gone: ", "pretrain", "--corpus", folder.resolve("gone").toString());
    assertRefused("nothing: ", "sft", "--model", model, "--corpus", nothing);
    for (String command : List.of("demo", "run", "pretrain")) {
      Path out = folder.resolve("never");
      Rlhf run = Rlhf.run(command, "--data=" + nothing, "--out=" + out, "--quiet");
      assertOneLine(run, 2, "nothing", command);
      assertTrue(Files.notExists(out), command);
    }
  }

  @Test
  void aPlaceForResultsThatCannotBeWrittenTo() throws IOException {
    Path out = Path.of(file("a-file", "mine")).resolve("below");
    List<List<String>> commands =
        List.of(
            List.of("demo"),
            List.of("run"),
            TinySetup.with(TinySetup.PRETRAIN, "pretrain"),
            List.of("sft", "--model", model),
            List.of("annotate", "--model", model, "--pairs=2"),
            List.of("reward-model", "--model", model, "--pairs=2"),
            TinySetup.with(TinySetup.PPO, "ppo", "--model", model, "--reward-model", rewardModel));
    for (List<String> each : commands) {
      Rlhf run = rlhf(each.getFirst(), each.subList(1, each.size()), out);
      assertOneLine(run, 2, "a-file", each);
      assertTrue(run.err().contains("--out"), each + ": " + run.err());
      assertEquals("mine", Files.readString(folder.resolve("a-file")), each.toString());
    }
  }

  @Test
  void aTrainingThatDivergesKeepsItsLastGoodCheckpoint() {
    String labels = data.resolve("labels").resolve("careful.jsonl").toString();
    assertDiverges("pretrain", "1-pretrain", TinySetup.PRETRAIN);
    assertDiverges("sft", "2-sft", List.of("--model", model, "--epochs=1"));
    assertDiverges(
        "reward-model",
        "3-reward-model",
        TinySetup.with(TinySetup.REWARD_MODEL, "--model", model, "--labels", labels));
    assertDiverges(
        "ppo",
        "4-ppo",
        TinySetup.with(TinySetup.PPO, "--model", model, "--reward-model", rewardModel));
  }

  private void assertDiverges(String command, String stage, List<String> options) {
    Path out = folder.resolve("diverged");
    Rlhf run = rlhf(command, TinySetup.with(options, "--learning-rate=1e30"), out);
    assertOneLine(run, 1, "checkpoint", command);
    assertTrue(Files.notExists(out.resolve(stage).resolve("model")), command);
    ModelFolder kept = ModelFolder.read(out.resolve(stage).resolve("checkpoint"));
    assertTrue(kept.gpt().size() > 0, command);
  }

  @Test
  void usageThatIsWrong() {
    for (String command : List.of("demo", "run", "pretrain", "labels", "data")) {
      assertRefused("'rlhf " + command + " --help'", command, "--nonsense");
    }
    assertOneLine(Rlhf.run("labels"), 2, "a command is missing", "labels");
    assertOneLine(Rlhf.run("lables"), 2, "did you mean labels", "lables");
    assertRefused("--tokens", "pretrain", "--tokns=3");
    assertRefused("'abc' is not a whole number", "pretrain", "--tokens=abc");
    assertRefused("--model", "sft");
    assertRefused("vocabulary must be at least 258, got 10", "pretrain", "--vocabulary=10");
    assertRefused("multiple of heads", "pretrain", "--heads=3");
    assertRefused("epochs must be at least 1, got 0", "sft", "--model", model, "--epochs=0");
    assertRefused(
        "a pair is of one model or two",
        "annotate",
        "--model",
        model,
        "--model",
        model,
        "--model",
        model);
    assertRefused("overlap must be", "annotate", "--model", model, "--overlap=0");
    assertRefused("crowd's size, 5, got 6", "annotate", "--model", model, "--overlap=6");
    assertRefused("pairs must be", "reward-model", "--model", model, "--pairs=0");
    assertRefused("beta2 must be", "reward-model", "--model", model, "--beta2=1");
    String[] ppo = {"--model", model, "--reward-model", rewardModel, "--gamma=1.5"};
    assertRefused("gamma must be in [0, 1], got 1.5", "ppo", ppo);
    assertRefused("samples must be", "evaluate", model, "--samples=0");
    assertRefused("top-p must be", "generate", "--model", model, "--prompt=Why?", "--top-p=2");
    assertRefused("--max-tokens must be", "chat", "--model", model, "--max-tokens=0");
    assertRefused("--set ppo.iteration=3: Unknown option", "demo", "--set=ppo.iteration=3");
    assertRefused("--set takes STAGE.OPTION=VALUE", "run", "--set=lab.iterations=3");
    assertRefused("--set takes STAGE.OPTION=VALUE", "demo", "--set=ppo.iterations");
    assertRefused("iterations must be at least 1, got 0", "run", "--set=ppo.iterations=0");
    assertRefused("Unknown option", "run", "--set=sft.demonstrations=careful");
  }

  @Test
  void noThreadsAtAll() {
    List<List<String>> commands =
        List.of(
            List.of("demo"),
            List.of("run"),
            List.of("pretrain"),
            List.of("sft", "--model", model),
            List.of("annotate", "--model", model),
            List.of("reward-model", "--model", model),
            List.of("ppo", "--model", model, "--reward-model", rewardModel),
            List.of("generate", "--model", model, "--prompt=Why?"),
            List.of("chat", "--model", model),
            List.of("evaluate", model));
    for (List<String> each : commands) {
      for (String threads : List.of("0", "-1")) {
        Path out = folder.resolve("never");
        List<String> arguments = new ArrayList<>(each);
        arguments.addAll(List.of("--data=" + data, "--out=" + out, "--threads=" + threads));
        assertOneLine(Rlhf.run(arguments), 2, "--threads must be 1 or more, got " + threads, each);
        assertTrue(Files.notExists(out), each.toString());
      }
    }
  }

  @Test
  void aNegativeSeedIsASeedLikeAnyOther() {
    List<String> options =
        List.of("--model", model, "--prompt=Why?", "--max-tokens=4", "--seed=-5");
    Rlhf run = Rlhf.run(TinySetup.with(options, "generate", "--threads=1"));
    assertEquals(0, run.exitCode(), run.err());
  }
}
