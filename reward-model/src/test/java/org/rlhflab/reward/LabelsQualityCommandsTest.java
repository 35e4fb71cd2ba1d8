package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.SimulatedLabels;
import org.rlhflab.reward.quality.aggregation.AggregationMethod;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// `rlhf labels audit` and `rlhf labels aggregate`.
class LabelsQualityCommandsTest {
  private static final List<Preference> LABELS =
      SimulatedLabels.of(
          SimulatedLabels.people("careful", "careless", "verbose-biased"), 20, 60, 3, 10, 7);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  @TempDir private Path folder = Path.of("");

  private Path labels() {
    Path file = folder.resolve("labels.jsonl");
    List<Preference> withoutIds =
        LABELS.stream()
            .map(it ->
                new Preference(
                    "",
                    it.prompt(),
                    it.chosen(),
                    it.rejected(),
                    it.tie(),
                    it.annotator(),
                    it.criterion(),
                    it.rationale(),
                    it.first(),
                    it.gold(),
                    it.repeatOf(),
                    it.session(),
                    it.position(),
                    it.seconds(),
                    it.source(),
                    it.round(),
                    it.weight(),
                    it.extra()))
            .toList();
    PreferenceFile.write(file, withoutIds);
    return file;
  }

  private Path text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String run(Runnable command, Object... arguments) {
    out.reset();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      String[] words = new String[arguments.length];
      for (int i = 0; i < words.length; i++) {
        words[i] = arguments[i].toString();
      }
      CommandLine.populateCommand(command, words);
      command.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theAuditHasTheKeysThatOthersRelyOn() {
    JsonNode json = Json.MAPPER.readTree(run(new LabelsAuditCommand(), labels(), "--json"));
    for (String key : List.of("krippendorff_alpha", "fleiss_kappa", "pairwise")) {
      assertTrue(json.get("agreement").get(key).isNumber(), key);
    }
    assertEquals(15, json.get("annotators").size());
    JsonNode person = json.get("annotators").get(0);
    for (String key :
        List.of(
            "gold_accuracy", "consistency", "length_bias", "confidence_bias", "position_bias")) {
      for (String part : List.of("mean", "lo", "hi")) {
        assertTrue(person.get(key).get(part).isNumber(), key + " " + part);
      }
    }
    assertTrue(person.get("drift").isNumber());
    assertTrue(person.get("rationale_specific").isNumber());
    assertEquals("keep", person.get("status").asString());
    assertTrue(person.get("flags").isArray());
    assertTrue(json.get("warnings").isArray());
  }

  @Test
  void theAuditForPeopleFitsEightyColumns() {
    String text = run(new LabelsAuditCommand(), labels());
    assertTrue(text.contains("Krippendorff's alpha"), text);
    assertTrue(text.contains("gold: right on"), text);
    text.lines()
        .skip(1) // names the file
        .forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void whatANonsensicalStandardOrAnEmptyAuditSaysIsOneSentence() throws IOException {
    Path file = labels();
    assertTrue(
        assertThrows(
                BadInput.class, () -> run(new LabelsAuditCommand(), file, "--gold-standard", "1.5"))
            .getMessage()
            .contains("must be in (0.5, 1), got 1.5"));
    Path same = text("same.jsonl", "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"a\"}\n");
    assertTrue(
        assertThrows(BadInput.class, () -> run(new LabelsAuditCommand(), same))
            .getMessage()
            .contains("no label with two different responses"));
  }

  @Test
  void everyMethodAggregatesPreferencesAndIsJudgedByTheGoldTasks() {
    for (AggregationMethod method : AggregationMethod.values()) {
      JsonNode json =
          Json.MAPPER.readTree(
              run(new LabelsAggregateCommand(), labels(), "--method", method.key(), "--json"));
      assertEquals(15, json.get("workers").intValue(), method.key());
      assertTrue(json.get("items").intValue() >= 80, method.key());
      assertTrue(json.get("classes").intValue() >= 2, method.key());
      assertEquals(
          method != AggregationMethod.MAJORITY,
          json.get("log_likelihood").isNumber(),
          method.key());
      double accuracy = json.get("accuracy").doubleValue();
      assertTrue(accuracy >= 0.5 && accuracy <= 1, method.key() + " " + accuracy);
    }
  }

  @Test
  void theConsensusIsALabelFileWithItsPosteriors() {
    Path consensus = folder.resolve("consensus.jsonl");
    run(new LabelsAggregateCommand(), labels(), "--method", "dawid-skene", "--out", consensus);
    List<Preference> read = PreferenceFile.read(consensus);
    assertEquals(read.stream().map(Preference::id).distinct().count(), read.size());
    assertTrue(read.getFirst().extra().containsKey("posterior"));
  }

  @Test
  void aCrowdTableIsHeldAgainstItsTruth() throws IOException {
    Path table = text("label.csv", "item,worker,label\n0,a,1\n0,b,1\n0,c,2\n1,a,2\n1,b,1\n");
    Path truth = text("truth.csv", "item,truth\n0,1\n1,2\n");
    JsonNode json =
        Json.MAPPER.readTree(
            run(
                new LabelsAggregateCommand(),
                table,
                "--method",
                "majority",
                "--truth",
                truth,
                "--json"));
    assertEquals(0.75, json.get("accuracy").doubleValue());
    assertEquals(3, json.get("workers").intValue());
    assertEquals(2, json.get("classes").intValue());
  }

  @Test
  void aTableHasNoResponsesToCompareAndPreferencesNoTruthFile() throws IOException {
    Path table = text("label.csv", "item,worker,label\n0,a,1\n");
    assertTrue(
        assertThrows(
                BadInput.class,
                () -> run(new LabelsAggregateCommand(), table, "--method", "crowd-bt"))
            .getMessage()
            .contains("take majority, dawid-skene, glad or mace"));
    Path file = labels();
    assertThrows(
        BadInput.class,
        () -> run(new LabelsAggregateCommand(), file, "--method", "majority", "--truth", table));
  }

  @Test
  void anUnknownMethodIsNamedWithAllThatThereAre() {
    String message =
        String.valueOf(
            assertThrows(
                    CommandLine.ParameterException.class,
                    () -> run(new LabelsAggregateCommand(), "x.csv", "--method", "vote"))
                .getMessage());
    assertTrue(message.contains("glad, mace, bradley-terry"), message);
  }
}
