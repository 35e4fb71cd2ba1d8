package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.reward.label.format.LabelKind;
import tools.jackson.databind.node.ObjectNode;

class PlainPreferenceTest {
  private static final Path FILE = Path.of("l.jsonl");
  private static final List<String> FIELDS =
      List.of(
          "\"id\":\"1\"",
          "\"id\":7",
          "\"tie\":true",
          "\"tie\":\"yes\"",
          "\"annotator\":\"a\"",
          "\"criterion\":\"\"",
          "\"criterion\":\"tone\"",
          "\"rationale\":\"r\\n\"",
          "\"first\":\"chosen\"",
          "\"first\":\"tie\"",
          "\"gold\":\"tie\"",
          "\"gold\":\"\"",
          "\"repeat_of\":\"0\"",
          "\"session\":\"s\"",
          "\"position\":3",
          "\"position\":3.5",
          "\"position\":3000000000",
          "\"seconds\":1",
          "\"seconds\":1e999",
          "\"seconds\":null",
          "\"source\":\"grammar\"",
          "\"round\":2",
          "\"weight\":0.25",
          "\"weight\":-1",
          "\"mood\":\"fine\"",
          "\"mood\":5",
          "\"mood\":5.5",
          "\"mood\":[1]",
          "\"mood\":null",
          "\"mood\":12345678901234567890",
          "\"human_ref_A\":\"x\"",
          "\"tie\":1",
          "\"chosen\":\"again\"",
          "\"prompt\":\" \"",
          "\"x\":\"\\ud83d\\ude00\"");

  private static Optional<Preference> careful(String line) {
    try {
      ObjectNode object = JsonLines.object(FILE, 1, line);
      return LabelKind.of(object) == LabelKind.TRL
          ? Optional.of(PreferenceFile.preference(new LineFields(FILE, 1, object, "")))
          : Optional.empty();
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  @Test
  void whatItTakesIsWhatTheCarefulWayReads() {
    qt().withFixedSeed(3)
        .withExamples(5_000)
        .forAll(lists().of(arbitrary().pick(FIELDS)).ofSizeBetween(0, 5))
        .checkAssert(fields -> {
          String more = fields.isEmpty() ? "" : "," + String.join(",", fields);
          String line = "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"" + more + "}";
          PlainPreference.of(line)
              .ifPresent(plain -> assertEquals(Optional.of(plain), careful(line), line));
        });
  }

  @Test
  void anOrdinaryLineIsTaken() {
    String line =
        "{\"id\":\"1\",\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\",\"tie\":true,"
            + "\"first\":\"rejected\",\"seconds\":2,\"weight\":0.5,\"mood\":\"fine\"}";
    assertTrue(PlainPreference.of(line).isPresent());
    assertEquals(careful(line), PlainPreference.of(line));
  }

  @Test
  void whateverIsWrongOrUnusualIsLeftToTheCarefulWay() {
    for (String line :
        List.of(
            "",
            "[]",
            "{",
            "{} {}",
            "{\"prompt\":\"p\",\"chosen\":\"a\"}",
            "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"} x",
            "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\",\"rejected\":\"c\"}",
            "{\"prompt\":\"p\",\"chosen\":\" \",\"rejected\":\"b\"}")) {
      assertEquals(Optional.empty(), PlainPreference.of(line), line);
    }
  }
}
