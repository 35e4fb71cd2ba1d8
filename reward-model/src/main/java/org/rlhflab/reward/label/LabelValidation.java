package org.rlhflab.reward.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.RandomStreams;

/// What a file of preferences or of ratings is worth, counted without stopping at what is wrong
/// with it. Which of the two it holds, its first line tells.
///
/// @param kind `preferences` or `ratings`
/// @param records lines that hold something, bad ones included
/// @param bad lines that cannot be used, the later ones of two with one id included
/// @param identical labels whose two responses are the same text: dropped in training
/// @param duplicates labels that say again what the same annotator said of the same pair, by the
///   same criterion, and that are not marked as repeats
/// @param contradictions pairs of which one annotator preferred each side once, or one side once
///   and neither another time, repeats included: the price of inconsistency; of ratings, responses
///   that one annotator marked in two ways
/// @param ties preferences for neither
/// @param bytes of the file as it is stored
/// @param seconds it took
/// @param problems the first complaints, one sentence each
public record LabelValidation(
    String kind,
    long records,
    long bad,
    long identical,
    long duplicates,
    long contradictions,
    long ties,
    long bytes,
    double seconds,
    List<String> problems) {
  private static final int MOST_PROBLEMS = 20;

  /// Copies its list.
  public LabelValidation {
    problems = List.copyOf(problems);
  }

  /// Reads a whole file and counts.
  public static LabelValidation of(Path file) {
    long start = System.nanoTime();
    Counter counter = new Counter();
    LabelLines.forEach(
        file,
        PreferenceFile.NEEDS,
        counter::parse,
        (line, label) -> counter.count(label),
        (line, problem) -> counter.countBad(String.valueOf(problem.getMessage())));
    return counter.result(bytes(file), (System.nanoTime() - start) / 1e9);
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  /// Pairs are remembered by 64-bit hashes, so that a million labels need tens of megabytes.
  private static final class Counter {
    private static final RandomStreams HASH = new RandomStreams(0);

    private final Map<Long, Integer> opinions = new HashMap<>();
    private final Set<Long> contradicted = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<Boolean> rates = Optional.empty();
    private long records;
    private long bad;
    private long identical;
    private long duplicates;
    private long ties;

    /// As the kind of label that the first line is.
    Label parse(LineFields fields) {
      boolean rating = rates.orElseGet(() -> fields.has("ratings") && !fields.has("chosen"));
      rates = Optional.of(rating);
      return rating
          ? RatingFile.rating(
              new LineFields(fields.file(), fields.line(), fields.object(), RatingFile.NEEDS))
          : PreferenceFile.preference(fields);
    }

    void count(Label label) {
      records++;
      switch (label) {
        case Preference preference -> count(preference);
        case Rating rating ->
            countOpinion(
                HASH.key(rating.annotator(), rating.prompt(), rating.response()),
                marks(rating),
                false);
      }
    }

    private void count(Preference label) {
      if (label.isEmptyChoice()) {
        identical++;
        return;
      }
      ties += label.tie() ? 1 : 0;
      boolean inOrder = label.chosen().compareTo(label.rejected()) < 0;
      String one = inOrder ? label.chosen() : label.rejected();
      String other = inOrder ? label.rejected() : label.chosen();
      long pair = HASH.key(label.annotator(), label.criterion(), label.prompt(), one, other);
      countOpinion(pair, label.tie() ? 2 : inOrder ? 1 : 0, !label.repeatOf().isEmpty());
    }

    private void countOpinion(long item, int opinion, boolean repeat) {
      Integer before = opinions.put(item, opinion);
      if (before == null) {
        return;
      }
      if (before != opinion) {
        contradicted.add(item);
      } else if (!repeat) {
        duplicates++;
      }
    }

    /// All marks as one number, a digit each.
    private static int marks(Rating rating) {
      int digits = 0;
      for (Dimension dimension : Dimension.values()) {
        digits = 10 * digits + rating.ratings().getOrDefault(dimension, 0);
      }
      return digits;
    }

    void countBad(String problem) {
      records++;
      bad++;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(problem);
      }
    }

    LabelValidation result(long bytes, double seconds) {
      return new LabelValidation(
          rates.orElse(false) ? "ratings" : "preferences",
          records,
          bad,
          identical,
          duplicates,
          contradicted.size(),
          ties,
          bytes,
          seconds,
          problems);
    }
  }
}
