package org.rlhflab.reward.label.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.booleans;
import static org.quicktheories.generators.SourceDSL.lists;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quicktheories.core.Gen;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// Ours to theirs and back is the identity wherever they have room. Texts are built from the pieces
/// that could be mistaken for structure.
class RoundTripTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Sky",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\t",
          "Human",
          ":",
          "user",
          "\"",
          "\\",
          ",",
          ";",
          "\u00e9",
          "\ud83d\ude00",
          "\u2028",
          "\u0000",
          "TL;DR:",
          "{}",
          "\r\n");
  private static final List<String> MARKS =
      List.of("\n\nHuman: ", "\n\nAssistant: ", "\n\nHuman:", "Human: ", "system: ", "TITLE: ");

  private static Gen<String> texts() {
    return lists()
        .of(arbitrary().pick(PIECES))
        .ofSizeBetween(0, 8)
        .map(pieces -> "x" + String.join("", pieces));
  }

  private static Gen<String> turns() {
    return lists()
        .of(texts())
        .ofSizeBetween(1, 4)
        .zip(
            booleans().all(),
            (parts, transcript) -> transcript ? transcript(parts) : parts.getFirst());
  }

  private static String transcript(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String mark = i % 2 == 0 ? "Human: " : "Assistant: ";
      text.append(i == 0 ? "" : "\n\n").append(mark).append(parts.get(i));
    }
    return text.toString();
  }

  private static ObjectNode ours(String prompt, String chosen, String rejected) {
    ObjectNode ours = Json.MAPPER.createObjectNode();
    ours.put("prompt", prompt).put("chosen", chosen).put("rejected", rejected);
    ours.put("annotator", "ann").put("mood", 3);
    return ours;
  }

  private static ObjectNode thereAndBack(LabelKind kind, ObjectNode ours) {
    ObjectNode read = (ObjectNode) Json.MAPPER.readTree(kind.theirs(ours.deepCopy()).toString());
    return kind.ours(new LineFields(Path.of("f"), 1, read, ""));
  }

  private static void assertKept(LabelKind kind, ObjectNode ours) {
    ObjectNode back = thereAndBack(kind, ours);
    ours.forEachEntry((field, value) -> assertEquals(value, back.get(field), kind + " " + field));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RLHF",
        "TRL",
        "TRL_CONVERSATIONAL",
        "TRL_CONVERSATIONAL_IMPLICIT",
        "HH",
        "SHP",
        "ULTRAFEEDBACK",
        "SUMMARIZE"
      })
  void aPairComesBackFromEveryFormThatKeepsItsPartsApart(LabelKind kind) {
    qt().withFixedSeed(11)
        .withExamples(400)
        .forAll(turns(), texts(), texts())
        .checkAssert((prompt, chosen, rejected) ->
            assertKept(kind, ours(prompt, "y" + chosen, "z" + rejected)));
  }

  // An implicit prompt ends where the responses part: they must differ in their first word.
  @Test
  void aPairComesBackFromAnImplicitPromptWhereTheResponsesDifferFromTheirFirstWordOn() {
    qt().withFixedSeed(12)
        .withExamples(400)
        .forAll(texts(), texts(), texts())
        .checkAssert((prompt, chosen, rejected) ->
            assertKept(LabelKind.TRL_IMPLICIT, ours(prompt.strip(), "y" + chosen, "z" + rejected)));
  }

  @Test
  void aPairComesBackFromATableButForEmptyCells() {
    qt().withFixedSeed(13)
        .withExamples(400)
        .forAll(texts(), texts(), texts())
        .checkAssert((prompt, chosen, rejected) -> {
          ObjectNode ours = ours(prompt, chosen, rejected);
          ours.put("tie", true).put("seconds", 1.5).put("position", 4).remove("mood");
          assertEquals(ours, CsvTable.asRead(ours));
        });
  }

  // Whatever marks a text holds, it is written and read without a complaint, if perhaps changed.
  @ParameterizedTest
  @EnumSource(names = {"TRL_CONVERSATIONAL", "SHP", "ULTRAFEEDBACK", "SUMMARIZE"})
  void noMarkInATextStopsAForm(LabelKind kind) {
    qt().withFixedSeed(14)
        .withExamples(200)
        .forAll(arbitrary().pick(MARKS), texts(), arbitrary().pick(MARKS))
        .checkAssert((mark, text, other) ->
            thereAndBack(kind, ours("q" + mark + text, "y" + other + text, "z" + mark)));
  }
}
