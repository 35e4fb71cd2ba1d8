package org.rlhflab.reward.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.RandomStreams;

/// What a label file is worth, counted without stopping at what is wrong with it.
///
/// @param records lines that hold something, bad ones included
/// @param bad lines that cannot be used, the later ones of two with one id included
/// @param identical labels whose two responses are the same text: dropped in training
/// @param duplicates labels that say again what the same annotator said of the same pair, by the
///   same criterion, and that are not marked as repeats
/// @param contradictions pairs of which one annotator preferred each side once, or one side once
///   and neither another time, repeats included: the price of inconsistency
/// @param ties labels that prefer neither
/// @param bytes of the file as it is stored
/// @param seconds it took
/// @param problems the first complaints, one sentence each
public record LabelValidation(
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
    PreferenceFile.forEach(
        file,
        (line, preference) -> counter.count(preference),
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
    private long records;
    private long bad;
    private long identical;
    private long duplicates;
    private long ties;

    void count(Preference label) {
      records++;
      if (label.isEmptyChoice()) {
        identical++;
        return;
      }
      ties += label.tie() ? 1 : 0;
      boolean inOrder = label.chosen().compareTo(label.rejected()) < 0;
      String one = inOrder ? label.chosen() : label.rejected();
      String other = inOrder ? label.rejected() : label.chosen();
      long pair = HASH.key(label.annotator(), label.criterion(), label.prompt(), one, other);
      int opinion = label.tie() ? 2 : inOrder ? 1 : 0;
      Integer before = opinions.put(pair, opinion);
      if (before == null) {
        return;
      }
      if (before != opinion) {
        contradicted.add(pair);
      } else if (label.repeatOf().isEmpty()) {
        duplicates++;
      }
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
          records, bad, identical, duplicates, contradicted.size(), ties, bytes, seconds, problems);
    }
  }
}
