package org.rlhflab.pretrain.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;

class WorldReaderTest {
  private static final String TOPIC =
      """
      {"id": "loop", "name": "loops", "plural": true, "subject": "loops", "certainty": "settled",
       "unsafe": false, "core": "Loops repeat instructions.",
       "facts": ["Each pass of a loop is one iteration.", "A loop can be endless."],
       "example": "Printing a list takes one loop.", "misconceptions": ["Loops are slow."],
       "mention": "games"}\
      """;

  @TempDir Path folder;

  @BeforeEach
  void copyPhrasebook() throws IOException {
    Files.copy(ShippedWorld.FOLDER.resolve("phrasebook.json"), folder.resolve("phrasebook.json"));
  }

  private World read(String topics) throws IOException {
    Files.writeString(
        folder.resolve("tiny.json"),
        "{\"domain\": \"tiny\", \"keepCapital\": [], \"topics\": [" + topics + "]}");
    return WorldReader.read(folder);
  }

  private static String messageOf(Executable reading) {
    return String.valueOf(assertThrows(BadInput.class, reading).getMessage());
  }

  private void refuses(String topics, String... parts) {
    String message = messageOf(() -> read(topics));
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aTopicIsReadWithAllItsFields() throws IOException {
    Topic topic = read(TOPIC).topic("loop");
    assertEquals("tiny", topic.domain());
    assertEquals(Certainty.SETTLED, topic.certainty());
    assertEquals("Loops repeat instructions.", topic.core());
    assertEquals(List.of("Loops are slow."), topic.misconceptions());
    assertTrue(topic.demonstrated());
  }

  @Test
  void theFourthTopicOfADomainIsNotDemonstratedUnlessTheFileSaysSo() throws IOException {
    String four = TOPIC + "," + another("b") + "," + another("c") + "," + another("d");
    assertEquals(
        List.of(true, true, true, false),
        read(four).topics().stream().map(Topic::demonstrated).toList());
    String marked = four.replace("{\"id\": \"d\"", "{\"demonstrated\": true, \"id\": \"d\"");
    assertTrue(read(marked).topic("d").demonstrated());
  }

  private static String another(String id) {
    return TOPIC
        .replace("\"loop\"", "\"" + id + "\"")
        .replace("oops", "oops" + id)
        .replace("loop", "loop" + id);
  }

  @Test
  void aMissingFieldIsNamedWithFileAndTopic() {
    refuses(
        TOPIC.replace("\"core\"", "\"cor\""), "tiny.json", "topic \"loop\"", "\"core\" is missing");
  }

  @Test
  void aFieldOfTheWrongKindIsRefused() {
    refuses(TOPIC.replace("\"plural\": true", "\"plural\": 1"), "loop", "true or false");
    refuses(
        TOPIC.replace("[\"Loops are slow.\"]", "\"Loops are slow.\""), "misconceptions", "list");
    refuses(TOPIC.replace("settled", "sure"), "certainty", "settled");
  }

  @Test
  void anIdUsedTwiceIsRefused() {
    refuses(TOPIC + "," + TOPIC, "topic \"loop\"", "used twice");
  }

  @Test
  void aStatementOverFourteenWordsIsRefused() {
    refuses(
        TOPIC.replace("Loops are slow.", "Loops are slow" + " so".repeat(12) + "."),
        "misconceptions",
        "15 words");
  }

  @Test
  void aStatementWithoutFullStopOrWithTwoIsRefused() {
    refuses(TOPIC.replace("Loops are slow.", "Loops are slow"), "full stop");
    refuses(TOPIC.replace("Loops are slow.", "Loops are. Slow."), "one plain sentence");
  }

  @Test
  void twoStatementsOfTheSameContentWordsAreRefused() {
    refuses(
        TOPIC.replace("Loops are slow.", "The loops repeat these instructions."),
        "same content words",
        "topic \"loop\"");
  }

  @Test
  void whatIsNotJsonIsNamedWithItsLine() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{\n\"domain\": \n}");
    String message = messageOf(() -> WorldReader.read(folder));
    assertTrue(message.contains("broken.json:3"), message);
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Files.write(folder.resolve("latin.json"), new byte[] {'{', (byte) 0xE9, '}'});
    String message = messageOf(() -> WorldReader.read(folder));
    assertTrue(message.contains("UTF-8"), message);
  }

  @Test
  void aMissingFolderOrPhrasebookIsRefused() throws IOException {
    assertThrows(BadInput.class, () -> WorldReader.read(folder.resolve("nowhere")));
    Files.delete(folder.resolve("phrasebook.json"));
    refuses(TOPIC, "phrasebook.json");
  }

  @Test
  void theLessonsTwoTopicsAreThereAndDemonstrated() {
    Topic stack = ShippedWorld.WORLD.topic("stack-and-queue");
    assertTrue(stack.demonstrated());
    assertTrue(stack.core().contains("newest") && stack.core().contains("oldest"), stack.core());
    assertTrue(stack.example().contains("plates"), stack.example());
    assertTrue(stack.example().contains("line"), stack.example());
    Topic language = ShippedWorld.WORLD.topic("language-learning");
    assertTrue(language.demonstrated());
    assertTrue(language.subject().contains("adult"), language.subject());
    String said = language.core() + language.facts();
    assertTrue(said.toLowerCase(java.util.Locale.ROOT).contains("comprehensible input"), said);
  }

  @Test
  void theShippedWorldHasTopicsOfEverySort() {
    List<Topic> topics = ShippedWorld.WORLD.topics();
    assertTrue(topics.stream().anyMatch(Topic::unsafe));
    assertTrue(topics.stream().anyMatch(topic -> topic.certainty() == Certainty.UNCERTAIN));
    assertTrue(topics.stream().anyMatch(topic -> !topic.demonstrated()));
  }
}
