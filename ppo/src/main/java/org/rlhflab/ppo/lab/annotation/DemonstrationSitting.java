package org.rlhflab.ppo.lab.annotation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.sft.demonstration.Demonstration;
import org.rlhflab.sft.demonstration.DemonstrationFile;

/// One person's written answers, as many as he or she likes, each judged as it comes.
final class DemonstrationSitting {
  private static final int LONGEST = 4000;

  private final Path file;
  private final PersonName person;
  private final LabelPool pool;
  private final List<String> prompts;
  private final List<Demonstration> written;

  DemonstrationSitting(Path folder, PersonName person, LabelPool pool) {
    this.file = folder.resolve("demonstrations.jsonl");
    this.person = person;
    this.pool = pool;
    this.written =
        Files.exists(file) ? new ArrayList<>(DemonstrationFile.read(file)) : new ArrayList<>();
    this.prompts = new ArrayList<>(pool.prompts());
    Collections.shuffle(prompts, new Random(person.text().hashCode()));
  }

  /// What a page shows.
  ///
  /// @param done how many are written
  /// @param prompt the next question
  record View(int done, String prompt) {}

  synchronized View view() {
    return new View(written.size(), prompts.get(written.size() % prompts.size()));
  }

  /// Keeps an answer to the question that was shown, and judges it.
  synchronized LabelPool.Judgment write(String prompt, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new BadInput(
          "an answer has 1 to %d characters, got %d".formatted(LONGEST, text.strip().length()));
    }
    if (!prompts.contains(prompt)) {
      throw new BadInput("that question was not asked");
    }
    List<Demonstration> more = new ArrayList<>(written);
    more.add(
        Demonstration.of(
            "demonstration-%02d:%s".formatted(written.size() + 1, person.text()),
            prompt,
            text.strip(),
            person.text()));
    DemonstrationFile.write(file, more);
    written.add(more.getLast());
    return pool.judgment(prompt, text);
  }

  synchronized List<Demonstration> written() {
    return List.copyOf(written);
  }
}
