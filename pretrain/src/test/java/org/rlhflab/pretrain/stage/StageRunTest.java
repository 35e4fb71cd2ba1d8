package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunTest {
  private record Config(double learningRate, int steps) {}

  private static final Config CONFIG = new Config(1e-3, 100);

  @TempDir Path temporary;

  private StageFolder folder() {
    return RunFolder.of(temporary.resolve("demo")).stage(StageName.SFT);
  }

  private static StageRecord wanted(Config config, long seed, String input) {
    return StageRecord.wanted(StageName.SFT, config, seed, Map.of("model", input), "Haswell");
  }

  private static StageRecord madeByOtherCode(StageRecord record) {
    Versions versions = new Versions("0.0.1+abc", "25", "1", "Haswell");
    return new StageRecord(
        record.stage(),
        record.config(),
        record.seed(),
        record.inputs(),
        versions,
        record.machine(),
        0,
        record.outcome());
  }

  private StageRecord train(StageRecord wanted) {
    StageRun run = StageRun.in(folder(), wanted, false);
    return assertInstanceOf(StageRun.Train.class, run)
        .run(_ -> AtomicFile.writeText(folder().model().resolve("weights"), "1"));
  }

  private String refusal(StageRecord wanted) {
    return assertThrows(BadInput.class, () -> StageRun.in(folder(), wanted, false)).getMessage();
  }

  @Test
  void aFinishedStageIsReusedWithItsRecord() {
    StageRecord trained = train(wanted(CONFIG, 7, "abc"));

    StageRun again = StageRun.in(folder(), wanted(CONFIG, 7, "abc"), false);

    StageRecord found = assertInstanceOf(StageRun.Reuse.class, again).record();
    assertEquals(trained.config().toString(), found.config().toString());
    assertEquals(trained.wallSeconds(), found.wallSeconds());
    assertEquals(trained.inputs(), found.inputs());
    assertEquals(trained.machine(), found.machine());
  }

  @Test
  void anotherConfigurationIsRefusedAndTheMessageNamesWhatToDo() throws IOException {
    train(wanted(CONFIG, 7, "abc"));
    Files.createDirectory(temporary.resolve("demo-2"));

    String message = refusal(wanted(new Config(2e-3, 100), 7, "abc"));

    assertTrue(message.contains("learning_rate 0.001, not 0.002"), message);
    assertTrue(message.contains("--out " + temporary.resolve("demo-3")), message);
    assertTrue(message.contains("--fresh"), message);
    assertTrue(Files.exists(folder().model().resolve("weights")));
  }

  @Test
  void anotherSeedAndOtherInputsAreRefused() {
    train(wanted(CONFIG, 7, "abc"));

    assertTrue(refusal(wanted(CONFIG, 8, "abc")).contains("seed 7, not 8"));
    assertTrue(refusal(wanted(CONFIG, 7, "def")).contains("on other inputs"));
  }

  @Test
  void freshTrainsAgainAndLeavesNothingOfTheOldResult() throws IOException {
    train(wanted(CONFIG, 7, "abc"));
    Files.writeString(folder().path().resolve("notes.txt"), "the user's own");

    StageRun run = StageRun.in(folder(), wanted(CONFIG, 8, "abc"), true);
    assertInstanceOf(StageRun.Train.class, run)
        .run(_ -> assertTrue(Files.notExists(folder().model()), "the old model is gone"));

    assertEquals(8, folder().readRecord().orElseThrow().seed());
    assertTrue(Files.exists(folder().path().resolve("notes.txt")), "a foreign file is kept");
  }

  @Test
  void aStageThatFailedIsTrainedAgain() {
    StageRun run = StageRun.in(folder(), wanted(CONFIG, 7, "abc"), false);
    assertThrows(
        TrainingFailed.class,
        () ->
            assertInstanceOf(StageRun.Train.class, run)
                .run(_ -> {
                  throw new TrainingFailed("the loss is no number");
                }));

    assertEquals(StageRecord.Outcome.FAILED, folder().readRecord().orElseThrow().outcome());
    assertInstanceOf(StageRun.Train.class, StageRun.in(folder(), wanted(CONFIG, 7, "abc"), false));
  }

  @Test
  void whileTrainingTheRecordSaysRunning() {
    StageRun run = StageRun.in(folder(), wanted(CONFIG, 7, "abc"), false);

    assertInstanceOf(StageRun.Train.class, run)
        .run(_ ->
            assertEquals(
                StageRecord.Outcome.RUNNING, folder().readRecord().orElseThrow().outcome()));
  }

  @Test
  void otherCodeTrainsAgainEvenWhereItsInputsChanged() {
    StageRun run = StageRun.in(folder(), madeByOtherCode(wanted(CONFIG, 7, "abc")), false);
    assertInstanceOf(StageRun.Train.class, run).run(_ -> {});

    assertInstanceOf(StageRun.Train.class, StageRun.in(folder(), wanted(CONFIG, 7, "def"), false));
  }

  @Test
  void aFolderWithoutRecordIsTrainedUnlessItHoldsForeignFiles() throws IOException {
    Files.createDirectories(folder().model());
    assertInstanceOf(StageRun.Train.class, StageRun.in(folder(), wanted(CONFIG, 7, "abc"), false));

    Files.writeString(folder().path().resolve("thesis.tex"), "precious");

    assertTrue(refusal(wanted(CONFIG, 7, "abc")).contains("holds files that are no run's"));
  }

  @Test
  void aDamagedRecordIsNamed() throws IOException {
    Files.createDirectories(folder().path());
    Files.writeString(folder().recordFile(), "{\"stage\":");

    String message = refusal(wanted(CONFIG, 7, "abc"));

    assertTrue(message.startsWith(folder().recordFile() + ": is damaged"), message);
  }

  @Test
  void theRecordIsWrittenUnderTheDocumentedKeys() throws IOException {
    train(wanted(CONFIG, 7, "abc"));

    var json = Json.MAPPER.readTree(Files.readString(folder().recordFile()));

    assertEquals(
        "[stage, config, seed, inputs, versions, machine, wall_seconds, outcome]",
        json.propertyNames().toString());
    assertEquals("finished", json.get("outcome").stringValue());
    assertEquals("1.0.0-M2.1", json.at("/versions/dl4j").stringValue());
  }
}
