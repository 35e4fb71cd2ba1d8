package org.rlhflab.ppo.lab.annotation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.label.RatingFile;

/// One person's ratings of single responses, on all seven dimensions. Some responses come again
/// near the end.
final class RatingSitting {
  static final int RESPONSES = 12;
  static final int REPEATS = 2;

  private final Path file;
  private final PersonName person;
  private final LabelPool pool;
  private final List<Map.Entry<String, String>> tasks; // response, prompt
  private final List<Rating> ratings;

  RatingSitting(Path folder, PersonName person, LabelPool pool) {
    this.file = folder.resolve("ratings.jsonl");
    this.person = person;
    this.pool = pool;
    this.ratings = Files.exists(file) ? new ArrayList<>(RatingFile.read(file)) : new ArrayList<>();
    this.tasks = tasks(person, pool);
  }

  /// The same ones for the same name, whenever asked.
  private static List<Map.Entry<String, String>> tasks(PersonName person, LabelPool pool) {
    List<Map.Entry<String, String>> all = new ArrayList<>(pool.judgeableResponses().entrySet());
    Collections.shuffle(all, new Random(person.text().hashCode()));
    List<Map.Entry<String, String>> tasks =
        new ArrayList<>(all.subList(0, Math.min(RESPONSES, all.size())));
    tasks.addAll(tasks.subList(0, Math.min(REPEATS, tasks.size())));
    return tasks;
  }

  /// What a page shows.
  ///
  /// @param done how many are rated
  /// @param total how many there are
  /// @param task the next one's number, or 0
  /// @param prompt its question
  /// @param response what is to be rated
  record View(int done, int total, int task, String prompt, String response) {}

  synchronized View view() {
    int done = ratings.size();
    boolean more = done < tasks.size();
    return new View(
        done,
        tasks.size(),
        more ? done + 1 : 0,
        more ? tasks.get(done).getValue() : "",
        more ? tasks.get(done).getKey() : "");
  }

  synchronized View rate(int task, Map<Dimension, Integer> marks) {
    if (task == ratings.size() + 1 && task <= tasks.size()) {
      List<Rating> more = new ArrayList<>(ratings);
      more.add(
          new Rating(
              "rating-%02d:%s".formatted(task, person.text()),
              tasks.get(task - 1).getValue(),
              tasks.get(task - 1).getKey(),
              person.text(),
              marks,
              Map.of(),
              "",
              Map.of()));
      RatingFile.write(file, more);
      ratings.add(more.getLast());
    }
    return view();
  }

  synchronized List<Rating> ratings() {
    return List.copyOf(ratings);
  }

  synchronized RatingFeedback feedback() {
    return RatingFeedback.of(ratings, RESPONSES, pool);
  }
}
