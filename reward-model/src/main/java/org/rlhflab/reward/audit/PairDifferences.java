package org.rlhflab.reward.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.JudgeablePair;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.bias.ResponseSurface;

/// What two responses to one prompt differ in, as a person would put it, the chosen one less the
/// rejected one.
///
/// | column        | counts                                                                  |
/// |---------------|-------------------------------------------------------------------------|
/// | words         | binary logarithm: 1 is twice the words                                  |
/// | correct facts | different true statements on the topic asked for                        |
/// | wrong facts   | different misconceptions, and statements on another topic               |
/// | examples      | different ones on the topic asked for                                   |
/// | fillers       | sentences that say nothing: general, affirming, name-dropping           |
/// | openers       | "Great question!" and the like                                          |
/// | repeats       | sentences that say what was said before                                 |
/// | boosters      | claims of certainty                                                     |
/// | hedges        | admissions of doubt                                                     |
/// | refusals      | sentences that decline                                                  |
/// | garbled       | sentences that are none                                                 |
/// | formatting    | 1 if only the chosen response is tidy, -1 if only the rejected one      |
///
/// Words are nearly a sum of the others: their coefficients share what length is worth. Text that
/// the world does not know is counted by its surface alone, without facts.
public final class PairDifferences {
  /// The columns where the world can judge.
  public static final List<String> JUDGED =
      List.of(
          "words",
          "correct_facts",
          "wrong_facts",
          "examples",
          "fillers",
          "openers",
          "repeats",
          "boosters",
          "hedges",
          "refusals",
          "garbled",
          "formatting");

  /// The columns of [#JUDGED] that hold correctness fixed while length varies.
  public static final List<String> LENGTH_GIVEN_CORRECTNESS =
      List.of("words", "correct_facts", "wrong_facts");

  /// The columns of any text.
  public static final List<String> SURFACE =
      List.of("words", "boosters", "hedges", "exclamations", "slips");

  private final JudgeablePair.Reader reader;

  /// By what a world knows.
  public PairDifferences(World world) {
    this.reader = new JudgeablePair.Reader(world);
  }

  /// A pair that the world can judge.
  ///
  /// @param differences by the columns of [#JUDGED]
  /// @param gold what the rubric says
  public record Judged(double[] differences, KnownAnswer gold) {}

  /// What the world sees; empty where it can't judge.
  public Optional<Judged> judged(Preference label) {
    return reader
        .of(label)
        .map(pair ->
            new Judged(
                minus(
                    counts(pair.question(), pair.chosen()),
                    counts(pair.question(), pair.rejected())),
                pair.answer()));
  }

  /// What anybody sees, by the columns of [#SURFACE].
  public static double[] surface(Preference label) {
    return minus(surface(label.chosen()), surface(label.rejected()));
  }

  private static double[] surface(String text) {
    ResponseSurface seen = ResponseSurface.of(text);
    return new double[] {
      seen.doublings(), seen.boosters(), seen.hedges(), seen.exclamations(), seen.slips()
    };
  }

  private static double[] counts(Question question, Response response) {
    Behaviour behaviour = Behaviour.of(question, response, true);
    String topic = question.topic().id();
    Set<List<String>> said = new HashSet<>();
    int[] kinds = new int[SentenceKind.values().length];
    int correct = 0;
    int wrong = 0;
    int examples = 0;
    for (Sentence sentence : response.sentences()) {
      kinds[sentence.kind().ordinal()]++;
      if (said.add(key(sentence))) {
        boolean onTopic = sentence.topic().equals(topic);
        switch (sentence.kind()) {
          case CORE, FACT -> {
            correct += onTopic ? 1 : 0;
            wrong += onTopic ? 0 : 1;
          }
          case MISCONCEPTION -> wrong++;
          case EXAMPLE -> examples += onTopic ? 1 : 0;
          default -> {}
        }
      }
    }
    return new double[] {
      log2(Math.max(1, behaviour.words())),
      correct,
      wrong,
      examples,
      behaviour.fillers() + behaviour.affirmations() + behaviour.mentions(),
      behaviour.openers(),
      behaviour.repeats(),
      behaviour.boosters(),
      behaviour.hedges(),
      kinds[SentenceKind.REFUSAL.ordinal()],
      kinds[SentenceKind.GARBLED.ordinal()],
      response.tidy() ? 1 : 0
    };
  }

  private static List<String> key(Sentence sentence) {
    List<String> key = new ArrayList<>();
    key.add(sentence.kind().name().toLowerCase(Locale.ROOT));
    key.add(sentence.topic());
    key.add(String.valueOf(sentence.index()));
    return key;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int c = 0; c < a.length; c++) {
      difference[c] = a[c] - b[c];
    }
    return difference;
  }

  private static double log2(double n) {
    return StrictMath.log(n) / StrictMath.log(2);
  }
}
