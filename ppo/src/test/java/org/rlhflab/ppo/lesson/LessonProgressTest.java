package org.rlhflab.ppo.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;

class LessonProgressTest {
  private static final Lesson LESSON = Lesson.load();

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("anna.json");
    LessonProgress progress =
        LessonProgress.start("anna")
            .at("pairs", 2)
            .finished("stages")
            .answered("which-stage", "234");
    progress.write(file);
    assertEquals(progress, LessonProgress.read(file, "anna"));
  }

  @Test
  void itGoesOnWhereItWasLeftOrElseAtTheFirstUnfinished() {
    LessonProgress progress = LessonProgress.start("anna");
    assertEquals(0, progress.next(LESSON));
    assertEquals(3, progress.at("reinforcement", 1).next(LESSON));
    assertEquals(1, progress.at("stages", 0).finished("stages").next(LESSON));
    for (Lesson.Section section : LESSON.sections()) {
      progress = progress.finished(section.id());
    }
    assertEquals(0, progress.next(LESSON));
  }

  @Test
  void aSectionIsFinishedOnce() {
    assertEquals(
        List.of("stages"),
        LessonProgress.start("anna").finished("stages").finished("stages").finished());
  }

  @Test
  void aFileThatIsNoneIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("anna.json"), "[1]");
    String message =
        assertThrows(BadInput.class, () -> LessonProgress.read(file, "anna")).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.contains("--name"), message);
  }
}
