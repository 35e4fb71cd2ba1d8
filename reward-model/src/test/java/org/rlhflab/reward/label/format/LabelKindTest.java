package org.rlhflab.reward.label.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

class LabelKindTest {
  private static LineFields fields(String line) {
    return fields((ObjectNode) Json.MAPPER.readTree(line));
  }

  private static LineFields fields(ObjectNode line) {
    return new LineFields(Path.of("f.jsonl"), 3, line, "see data/README.md");
  }

  private static ObjectNode ours(LabelKind kind) {
    return kind.ours(fields(PublishedLines.line(kind)));
  }

  private static String refusal(LabelKind kind, String line) {
    return assertThrows(BadInput.class, () -> kind.ours(fields(line))).getMessage();
  }

  private static void assertPair(LabelKind kind, String prompt, String chosen, String rejected) {
    ObjectNode ours = ours(kind);
    assertEquals(prompt, ours.get("prompt").stringValue());
    assertEquals(chosen, ours.get("chosen").stringValue());
    assertEquals(rejected, ours.get("rejected").stringValue());
  }

  // Its own twin RLHF looks the same, and a table is no JSON.
  @ParameterizedTest
  @EnumSource(
      names = {"RLHF", "CSV"},
      mode = EnumSource.Mode.EXCLUDE)
  void aPublishedLineIsKnownByItsFieldsAndComesBackWhole(LabelKind kind) {
    ObjectNode line = PublishedLines.line(kind);
    assertEquals(kind, LabelKind.of(line));
    assertEquals(line, kind.theirs(ours(kind)));
    assertEquals(line.toString(), kind.theirs(ours(kind)).toString());
  }

  @Test
  void turnsAfterTheFirstOfAResponseKeepTheirSpeakers() {
    ObjectNode ours =
        LabelKind.TRL_CONVERSATIONAL.ours(
            fields(
                """
                {"prompt":[{"role":"user","content":"Q?"}],
                 "chosen":[{"role":"assistant","content":"yo"},{"role":"user","content":"k"},
                           {"role":"assistant","content":"yo2"}],
                 "rejected":[{"role":"assistant","content":"no"}]}
                """));
    assertEquals("yo\n\nHuman: k\n\nAssistant: yo2", ours.get("chosen").stringValue());
    assertEquals("no", ours.get("rejected").stringValue());
  }

  @Test
  void theTextsOfEveryFormAreWhereTheyBelong() {
    assertPair(LabelKind.TRL, "The sky is", " blue.", " green.");
    assertPair(LabelKind.TRL_IMPLICIT, "The sky is", "blue.", "green.");
    assertPair(
        LabelKind.TRL_CONVERSATIONAL,
        "system: Be brief.\n\nHuman: What color is the sky?",
        "It is blue.",
        "It is green.");
    assertPair(
        LabelKind.TRL_CONVERSATIONAL_IMPLICIT,
        "What color is the sky?",
        "It is blue.",
        "It is green.");
    assertPair(LabelKind.HH, "Human: Hi\n\nAssistant: Yes? \n\nHuman: Sky?", "Blue.", "Green.");
    assertPair(LabelKind.SHP, "Why is the sky blue?", "Light is scattered.", "It is painted.");
    assertPair(
        LabelKind.ULTRAFEEDBACK, "Why is the sky blue?", "Light is scattered.", "It is painted.");
    assertPair(
        LabelKind.SUMMARIZE,
        "SUBREDDIT: r/science\n\nTITLE: Sky\n\nPOST: I looked up.\n\nTL;DR:",
        " It is blue.",
        " It is green.");
  }

  @Test
  void theWorkerOfASummaryIsTheAnnotator() {
    assertEquals("w7", ours(LabelKind.SUMMARIZE).get("annotator").stringValue());
  }

  @Test
  void helpSteersRatingsAreOneHigherHere() {
    assertEquals(
        "{\"helpfulness\":4,\"correctness\":5,\"coherence\":5,\"complexity\":1,\"verbosity\":2}",
        ours(LabelKind.HELPSTEER).get("ratings").toString());
  }

  @Test
  void theFirstSideOfShpIsPreferredWhereTheLabelIsOne() {
    ObjectNode line = PublishedLines.line(LabelKind.SHP).put("labels", 1);
    assertEquals("It is painted.", LabelKind.SHP.ours(fields(line)).get("chosen").stringValue());
  }

  @Test
  void whatEachFormCannotUseIsNamedWithItsLine() {
    String shp = PublishedLines.text(LabelKind.SHP);
    assertTrue(
        refusal(LabelKind.SHP, shp.replace("\"labels\":0", "\"labels\":2")).contains("got 2"));
    assertTrue(refusal(LabelKind.SHP, shp.replace("\"labels\":0,", "")).contains("got nothing"));
    String summary = PublishedLines.text(LabelKind.SUMMARIZE);
    assertTrue(
        refusal(LabelKind.SUMMARIZE, summary.replace("\"choice\":1", "\"choice\":\"b\""))
            .startsWith("f.jsonl:3: \"choice\" must be 0 or 1"));
    assertTrue(
        refusal(LabelKind.SUMMARIZE, summary.replace("\"post\"", "\"poster\""))
            .contains("neither a \"post\" nor an \"article\""));
    assertTrue(
        refusal(LabelKind.HELPSTEER, "{\"prompt\":\"p\",\"response\":\"r\",\"verbosity\":5}")
            .contains("\"verbosity\" must be from 0 to 4, got 5"));
    assertTrue(
        refusal(LabelKind.HH, "{\"chosen\":\"\\n\\nHuman: a\",\"rejected\":\"\\n\\nHuman: b\"}")
            .contains("share no"));
  }

  @Test
  void aQuestionThatMerelyMentionsATurnIsNoConversation() {
    ObjectNode ours = Json.MAPPER.createObjectNode();
    ours.put("prompt", "What does Human: mean?").put("chosen", "a").put("rejected", "b");
    assertEquals(1, LabelKind.TRL_CONVERSATIONAL.theirs(ours).get("prompt").size());
  }
}
