package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;

/// The examples are those of TRL's page on data set formats, and of the HH repository's README.
class PreferenceFormsTest {
  private static final Preference BLUE =
      Preference.of("What color is the sky?", "It is blue.", "It is green.");

  @TempDir Path folder;

  private Preference read(String line) throws IOException {
    return PreferenceFile.read(Files.writeString(folder.resolve("l.jsonl"), line)).getFirst();
  }

  @Test
  void trlsExplicitConversationIsTheSameLabelAsTheText() throws IOException {
    assertEquals(
        BLUE,
        read(
            """
            {"prompt": [{"role": "user", "content": "What color is the sky?"}],\
             "chosen": [{"role": "assistant", "content": "It is blue."}],\
             "rejected": [{"role": "assistant", "content": "It is green."}]}\
            """));
  }

  @Test
  void trlsImplicitConversationIsTheSameLabelAsTheText() throws IOException {
    assertEquals(
        BLUE,
        read(
            """
            {"chosen": [{"role": "user", "content": "What color is the sky?"},\
             {"role": "assistant", "content": "It is blue."}],\
             "rejected": [{"role": "user", "content": "What color is the sky?"},\
             {"role": "assistant", "content": "It is green."}]}\
            """));
  }

  @Test
  void trlsImplicitPromptIsTheSharedBeginning() throws IOException {
    assertEquals(
        Preference.of("The sky is", "blue.", "green."),
        read("{\"chosen\": \"The sky is blue.\", \"rejected\": \"The sky is green.\"}"));
  }

  @Test
  void anImplicitPromptIsNotCutInsideAWord() throws IOException {
    assertEquals(
        Preference.of("The sky is", "blue.", "black."),
        read("{\"chosen\": \"The sky is blue.\", \"rejected\": \"The sky is black.\"}"));
  }

  @Test
  void anHhTranscriptOfOneTurnGivesTheBareQuestion() throws IOException {
    assertEquals(
        Preference.of("What color is the sky?", "It is blue.", "It is green."),
        read(
            """
            {"chosen":"\\n\\nHuman: What color is the sky?\\n\\nAssistant: It is blue.",\
            "rejected":"\\n\\nHuman: What color is the sky?\\n\\nAssistant: It is green."}\
            """));
  }

  @Test
  void anHhTranscriptOfTwoTurnsIsSplitAtTheLastSharedAssistant() throws IOException {
    assertEquals(
        Preference.of("Human: Hi\n\nAssistant: Hello.\n\nHuman: Sky?", "Blue.", "Green."),
        read(
            """
            {"chosen":"\\n\\nHuman: Hi\\n\\nAssistant: Hello.\\n\\nHuman: Sky?\\n\\nAssistant: Blue.",\
            "rejected":"\\n\\nHuman: Hi\\n\\nAssistant: Hello.\\n\\nHuman: Sky?\\n\\nAssistant: Green."}\
            """));
  }

  @Test
  void aConversationOfTwoTurnsGivesTheSamePromptAsItsTranscript() throws IOException {
    assertEquals(
        Preference.of("Human: Hi\n\nAssistant: Hello.\n\nHuman: Sky?", "Blue.", "Green."),
        read(
            """
            {"prompt":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},\
            {"role":"user","content":"Sky?"}],"chosen":"Blue.","rejected":"Green."}\
            """));
  }

  @Test
  void aTranscriptWhoseLastTurnIsEmptyIsRefused() {
    assertThrows(
        BadInput.class,
        () ->
            read(
                """
                {"chosen":"\\n\\nHuman: Sky?\\n\\nAssistant: Blue.",\
                "rejected":"\\n\\nHuman: Sky?\\n\\nAssistant: "}\
                """));
  }

  @Test
  void messagesWithoutContentAreRefused() {
    assertThrows(
        BadInput.class,
        () -> read("{\"prompt\":\"Q\",\"chosen\":[{\"role\":\"user\"}],\"rejected\":[{}]}"));
  }

  // Anthropic's harmless-base/test.jsonl.gz, which is not shipped here: RLHF_REAL_DATA names the
  // folder above hh-rlhf/. Counted apart: 2,312 lines, 4 of which have an empty last turn.
  @Test
  void theHhTestSplitIsReadWholeButForItsEmptyTurns() {
    Path file =
        Path.of(System.getenv().getOrDefault("RLHF_REAL_DATA", "absent"), "hh-rlhf/test.jsonl.gz");
    assumeTrue(Files.exists(file), "skipped: RLHF_REAL_DATA names no folder with hh-rlhf/");
    LabelValidation validation = LabelValidation.of(file);
    assertEquals(2312, validation.records());
    assertEquals(4, validation.bad(), validation.problems().toString());
    assertEquals(0, validation.identical());
  }
}
