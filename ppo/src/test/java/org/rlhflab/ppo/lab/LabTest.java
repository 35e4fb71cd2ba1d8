package org.rlhflab.ppo.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.ppo.lab.flow.LabFolder;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import tools.jackson.databind.JsonNode;

/// The lab as its pages use it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS)
class LabTest {
  private static final int BROWSERS = 20;
  private static final int CLICKS = 12;

  private Path root = Path.of("");
  private Lab lab;
  private LabClient client;

  @BeforeAll
  void start(@TempDir Path shared) throws IOException, InterruptedException {
    root = shared.resolve("lab");
    LabFolder folder = LabSetup.folder(root);
    lab = Lab.start(folder, LabSetup.BUSY, 0);
    client = new LabClient(lab.address());
  }

  @AfterAll
  void stop() {
    lab.close();
  }

  private List<Preference> labels(String person) {
    return PreferenceFile.read(root.resolve("people").resolve(person).resolve("labels.jsonl"));
  }

  @Test
  void twentyBrowsersLabelAtOnceWhileATrainingRunsAndNothingIsLost() throws Exception {
    JsonNode job = client.post("/api/jobs", Map.of("kind", "tour", "stage", 3)).json();
    try (ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS)) {
      List<Future<String>> all = new ArrayList<>();
      for (int b = 0; b < BROWSERS; b++) {
        String person = "person-" + b;
        all.add(browsers.submit(() -> clicks(person)));
      }
      for (Future<String> each : all) {
        String person = each.get();
        assertEquals(CLICKS, labels(person).size(), person);
        assertTrue(labels(person).stream().allMatch(it -> it.annotator().equals(person)));
      }
    }
    String id = job.get("id").stringValue();
    assertEquals("RUNNING", client.get("/api/jobs/" + id).json().get("state").stringValue());
    client.post("/api/jobs/" + id + "/cancel", Map.of());
  }

  private String clicks(String person) throws IOException, InterruptedException {
    LabClient browser = new LabClient(lab.address());
    JsonNode task = browser.register(person);
    for (int c = 0; c < CLICKS; c++) {
      task = browser.label(person, task, c % 3 == 0 ? "first" : c % 3 == 1 ? "second" : "tie");
    }
    return person;
  }

  @Test
  void aClickThatIsSentTwiceIsOneLabelAndUndoTakesItBack() throws Exception {
    JsonNode task = client.register("twice");
    client.label("twice", task, "first");
    JsonNode after = client.label("twice", task, "second");
    assertEquals(1, after.get("done").intValue());
    assertEquals(task.get("first").stringValue(), labels("twice").getFirst().chosen());
    client.post("/api/pairs/undo?person=twice", Map.of()).json();
    assertFalse(Files.exists(root.resolve("people/twice/labels.jsonl")));
  }

  @Test
  void tasksDoNotTellWhichOfThemAreGoldOrRepeats() throws Exception {
    String task = client.register("curious").toString();
    assertFalse(task.contains("gold") || task.contains("repeat"), task);
  }

  @Test
  void aReasonIsJudgedByWhetherItCites() throws Exception {
    JsonNode task = client.register("reasons");
    String cited = task.get("first").stringValue();
    String path = "/api/pairs/reason?person=reasons";
    assertTrue(
        client
            .post(path, Map.of("rationale", "It says \"" + cited + "\""))
            .json()
            .get("cites")
            .booleanValue());
    assertFalse(
        client.post(path, Map.of("rationale", "felt wrong")).json().get("cites").booleanValue());
  }

  @Test
  void whoTakesTheLongerOneIsToldSo() throws Exception {
    JsonNode task = client.register("lengthy");
    for (int c = 0; c < 40; c++) {
      boolean first =
          task.get("first").stringValue().length() > task.get("second").stringValue().length();
      task = client.label("lengthy", task, first ? "first" : "second");
    }
    JsonNode found = client.get("/api/pairs/feedback?person=lengthy").json();
    assertTrue(found.at("/audit/length_bias/lo").doubleValue() > 0, found.toString());
    assertTrue(found.at("/audit/gold_tasks").intValue() > 5, found.toString());
    assertTrue(found.at("/report/differences").size() > 0, found.toString());
  }

  @Test
  void marksAndAnswersAreKeptAsStandardFiles() throws Exception {
    client.register("writer");
    Map<String, Object> marks =
        Map.of(
            "accuracy",
            5,
            "completeness",
            4,
            "instruction_adherence",
            5,
            "tone",
            5,
            "safety",
            5,
            "concision",
            3,
            "calibration",
            5);
    for (int task = 1; task <= 3; task++) {
      client.post("/api/ratings?person=writer", Map.of("task", task, "marks", marks)).json();
    }
    JsonNode found = client.get("/api/ratings/feedback?person=writer").json();
    assertEquals(7, found.get("dimensions").size());
    String prompt =
        client.get("/api/demonstrations?person=writer").json().get("prompt").stringValue();
    client
        .post("/api/demonstrations?person=writer", Map.of("prompt", prompt, "text", "A stack."))
        .json();
    String file = client.get("/api/people/file?person=writer&name=demonstrations.jsonl").text();
    assertTrue(file.contains("\"completion\":\"A stack.\",\"annotator\":\"writer\""), file);
    assertEquals(
        3, client.get("/api/people/file?person=writer&name=ratings.jsonl").text().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../models", "..", "a/b", "", "x\0y", "C:\\x"})
  void aNameThatIsAPathIsRefused(String name) throws Exception {
    assertEquals(422, client.post("/api/people", Map.of("name", name)).status());
    assertEquals(422, client.get("/api/pairs?person=" + LabClient.encoded(name)).status());
    int upload = client.post("/api/uploads?name=" + LabClient.encoded(name), Map.of()).status();
    assertTrue(upload >= 400, "uploads: " + upload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runs/..%2f..%2fmodels",
        "/runs/%2e%2e/report",
        "/runs/models/report",
        "/api/people/file?person=anna&name=..%2f..%2f..%2f.lock",
        "/api/compare/..%2fmodels%2fdemo.json",
        "/api/stages/..",
        "/models/demo.json",
        "/jobs/00001/job.json"
      })
  void noAddressLeadsToAnotherFile(String path) throws Exception {
    LabClient.Reply reply = client.get(path);
    assertTrue(reply.status() >= 400, path + ": " + reply.status());
    assertFalse(reply.text().contains("wall_seconds"), reply.text());
  }

  @Test
  void aSettingOutOfRangeIsRefusedInOneSentence() throws Exception {
    Map<String, Object> setting =
        Map.of(
            "verbosity_bias",
            99,
            "confidence_bias",
            0,
            "lapse_rate",
            0,
            "pairs",
            100,
            "careless",
            0,
            "kl_coefficient",
            0,
            "weighted",
            false,
            "algorithm",
            "ppo");
    LabClient.Reply reply = client.post("/api/jobs", Map.of("kind", "bench", "setting", setting));
    assertEquals(422, reply.status());
    assertTrue(reply.text().contains("verbosity_bias must be 0.0 to 4.0, got 99.0"), reply.text());
  }

  @Test
  void killedWhileLabellingItHasEveryClickThatWasAnswered(@TempDir Path folder) throws Exception {
    LabSetup.folder(folder);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LabSetup.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      LabClient browser = new LabClient(out.readLine());
      JsonNode task = browser.register("anna");
      for (int c = 0; c < 5; c++) {
        task = browser.label("anna", task, "first");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (Lab again = Lab.start(LabSetup.folder(folder), LabSetup.BUSY, 0)) {
      assertEquals(5, new LabClient(again.address()).register("anna").get("done").intValue());
    }
  }
}
