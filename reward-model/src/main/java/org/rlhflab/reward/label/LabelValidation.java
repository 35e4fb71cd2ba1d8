package org.rlhflab.reward.label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.LabelLines;
import tools.jackson.databind.node.ObjectNode;

/// What a file of preferences or ratings is worth, counted without stopping at what is wrong with
/// it. Of ratings, what is said of pairs below holds for responses, whose words are those of
/// `chosenWords`; they have neither ties nor identical sides.
///
/// @param kind `preferences` or `ratings`, told by the first line that can be read
/// @param records lines that hold something, bad ones included
/// @param bad lines that cannot be used, the later ones of two with one id included
/// @param empty bad lines among them whose prompt or response is empty
/// @param identical labels whose two responses are the same text: dropped in training
/// @param duplicates labels that say again what the same annotator said of the same pair, by the
///   same criterion, and that are not marked as repeats
/// @param contradictions pairs of which one annotator preferred each side once, or one side once
///   and neither another time, repeats included: the price of inconsistency
/// @param unmarkedContradictions labels that say the opposite without being marked as repeats: a
///   mistake in the file rather than in a person
/// @param ties labels that prefer neither
/// @param bytes of the file as it is stored
/// @param seconds it took
/// @param promptWords how long prompts are
/// @param chosenWords how long chosen responses are
/// @param rejectedWords how long rejected responses are
/// @param tokens what does not fit a model; empty where none was given
/// @param problems the first complaints about bad lines, one sentence each
/// @param doubts the first duplicates and unmarked contradictions, one sentence each
public record LabelValidation(
    String kind,
    long records,
    long bad,
    long empty,
    long identical,
    long duplicates,
    long contradictions,
    long unmarkedContradictions,
    long ties,
    long bytes,
    double seconds,
    WordCounts promptWords,
    WordCounts chosenWords,
    WordCounts rejectedWords,
    Optional<TokensBeyondContext> tokens,
    List<String> problems,
    List<String> doubts) {
  private static final int MOST_PROBLEMS = 20;

  /// Copies its lists.
  public LabelValidation {
    problems = List.copyOf(problems);
    doubts = List.copyOf(doubts);
  }

  /// What to hold a file against beside its own rules.
  ///
  /// @param annotators those who may have labelled; empty for anybody
  /// @param model counts tokens; empty for none
  public record Expectation(Set<String> annotators, Optional<TokensBeyondContext.Counter> model) {
    /// Anybody's labels, for no model in particular.
    public static final Expectation NONE = new Expectation(Set.of(), Optional.empty());

    /// Copies its set.
    public Expectation {
      annotators = Set.copyOf(annotators);
    }
  }

  /// Reads a whole file and counts.
  public static LabelValidation of(Path file) {
    return of(file, Expectation.NONE, (_, _, _) -> {}, Progress.NONE);
  }

  /// Reads a whole file and counts; bad lines and unmarked contradictions go to `onBad` too.
  public static LabelValidation of(
      Path file, Expectation expected, TextLines.BadLine onBad, Progress progress) {
    long start = System.nanoTime();
    Count count = new Count(file, expected, onBad);
    boolean ratings = holds(file) == LabelKind.Holds.RATINGS;
    if (ratings) {
      count.readRatings(progress);
    } else {
      PreferenceFile.forEach(file, count::add, count::addBad, progress);
    }
    return count.result(
        ratings ? "ratings" : "preferences", bytes(file), (System.nanoTime() - start) / 1e9);
  }

  /// A stream can be read once only, so that nobody can look at it first.
  private static LabelKind.Holds holds(Path file) {
    Optional<LabelKind> kind =
        Files.isRegularFile(file) ? LabelLines.of(file, RatingFile.NEEDS).look() : Optional.empty();
    return kind.map(LabelKind::holds).orElse(LabelKind.Holds.PAIRS);
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  /// Pairs are remembered by 64-bit hashes, so that a million labels need tens of megabytes.
  private static final class Count {
    // What is remembered of a pair: the line of its first label, shifted, and what it said.
    private static final int SHIFT = 3;
    private static final int SAID = 3;
    private static final int CONTRADICTED = 4;

    private final Path file;
    private final Expectation expected;
    private final TextLines.BadLine onBad;
    private final LongKeyTable judgments = new LongKeyTable();
    private final LongKeyTable marked = new LongKeyTable();
    private final WordCounts.Histogram promptWords = new WordCounts.Histogram();
    private final WordCounts.Histogram chosenWords = new WordCounts.Histogram();
    private final WordCounts.Histogram rejectedWords = new WordCounts.Histogram();
    private final List<String> problems = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private long records;
    private long bad;
    private long empty;
    private long identical;
    private long duplicates;
    private long contradictions;
    private long unmarked;
    private long ties;

    Count(Path file, Expectation expected, TextLines.BadLine onBad) {
      this.file = file;
      this.expected = expected;
      this.onBad = onBad;
    }

    void add(long line, Preference label) {
      checkAnnotator(line, label.annotator());
      records++;
      byte[] prompt = utf8(label.prompt());
      byte[] chosen = utf8(label.chosen());
      byte[] rejected = utf8(label.rejected());
      promptWords.add(prompt);
      chosenWords.add(chosen);
      rejectedWords.add(rejected);
      expected.model().ifPresent(model -> model.add(label));
      if (label.isEmptyChoice()) {
        identical++;
        return;
      }
      ties += label.tie() ? 1 : 0;
      boolean inOrder = label.chosen().compareTo(label.rejected()) < 0;
      byte[] one = inOrder ? chosen : rejected;
      byte[] other = inOrder ? rejected : chosen;
      long pair = TextHash.of(utf8(label.annotator()), utf8(label.criterion()), prompt, one, other);
      int said = label.tie() ? 3 : inOrder ? 2 : 1;
      boolean repeat = !label.repeatOf().isEmpty();
      compare(line, pair, said, repeat, () -> PreferenceFile.object(label).toString());
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private void checkAnnotator(long line, String annotator) {
      Set<String> known = expected.annotators();
      if (!known.isEmpty() && !annotator.isEmpty() && !known.contains(annotator)) {
        throw BadInput.at(
            file,
            line,
            "the annotator \"%s\" is not in the profiles; they have %s"
                .formatted(annotator, String.join(", ", known.stream().sorted().toList())));
      }
    }

    /// Ours must be on the rubric's dimensions, other people's may have their own.
    void readRatings(Progress progress) {
      PreferenceFile.Ids ids = new PreferenceFile.Ids(file);
      LabelLines.of(file, RatingFile.NEEDS)
          .forEach(
              (line, object, kind, _) -> {
                LineFields fields = new LineFields(file, line, object, RatingFile.NEEDS);
                if (kind.holds() != LabelKind.Holds.RATINGS) {
                  throw fields.error(
                      "is no rating, but in the form " + kind.key() + "; " + RatingFile.NEEDS);
                }
                ObjectNode rating = LabelReading.rating(fields).object();
                if (kind == LabelKind.RATINGS) {
                  RatingFile.rating(fields);
                }
                ids.check(rating.path("id").asString(""), line);
                addRating(line, rating);
              },
              this::addBad,
              progress);
    }

    private void addRating(long line, ObjectNode rating) {
      String annotator = rating.path("annotator").asString("");
      checkAnnotator(line, annotator);
      records++;
      byte[] prompt = utf8(rating.path("prompt").asString());
      byte[] response = utf8(rating.path("response").asString());
      promptWords.add(prompt);
      chosenWords.add(response);
      byte[] marks = utf8(rating.path("ratings").toString());
      boolean same = marked.put(TextHash.of(utf8(annotator), prompt, response, marks), 1) != 0;
      long judged = TextHash.of(utf8(annotator), prompt, response);
      int before = judgments.put(judged, remembered(line, 1));
      if (before != 0) {
        judgments.put(judged, before | (same ? 0 : CONTRADICTED));
        again(line, before, same, false, rating::toString);
      }
    }

    private static int remembered(long line, int said) {
      return (int) Math.min(line, Integer.MAX_VALUE >> SHIFT) << SHIFT | said;
    }

    private void compare(long line, long judged, int said, boolean repeat, Supplier<String> text) {
      int before = judgments.put(judged, remembered(line, said));
      if (before != 0) {
        boolean same = (before & SAID) == said;
        judgments.put(judged, before & ~SAID | said | (same ? 0 : CONTRADICTED));
        again(line, before, same, repeat, text);
      }
    }

    /// The same person on the same responses once more.
    private void again(long line, int before, boolean same, boolean repeat, Supplier<String> text) {
      contradictions += !same && (before & CONTRADICTED) == 0 ? 1 : 0;
      if (repeat) {
        return;
      }
      long first = before >> SHIFT;
      if (same) {
        duplicates++;
        doubt(line, "says the same of the same responses as line " + first);
      } else {
        unmarked++;
        String message =
            "contradicts line %d, the same annotator on the same responses; leave one out, or mark"
                + " it with \"repeat_of\"";
        onBad.accept(line, doubt(line, message.formatted(first)), text.get());
      }
    }

    private BadInput doubt(long line, String message) {
      BadInput doubt = BadInput.at(file, line, message);
      if (doubts.size() < MOST_PROBLEMS) {
        doubts.add(doubt.getMessage());
      }
      return doubt;
    }

    void addBad(long line, BadInput problem, String text) {
      records++;
      bad++;
      empty += problem.getMessage().contains("\" is empty") ? 1 : 0;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(problem.getMessage());
      }
      onBad.accept(line, problem, text);
    }

    LabelValidation result(String kind, long bytes, double seconds) {
      return new LabelValidation(
          kind,
          records,
          bad,
          empty,
          identical,
          duplicates,
          contradictions,
          unmarked,
          ties,
          bytes,
          seconds,
          promptWords.counts(),
          chosenWords.counts(),
          rejectedWords.counts(),
          expected.model().map(TokensBeyondContext.Counter::result),
          problems,
          doubts);
    }
  }
}
