package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.quality.Weighting;

/// Few careful labels against many careless ones, over how careless these are, in the form of its
/// JSON document.
///
/// Every seed has pairs of its own, which the same people label at every lapse rate with the same
/// draws, so that rows are paired; the careful labels are the same in all of them. Gold tasks and
/// repeats weigh people and don't train. All fits are linear scorers on what the fine-tuned model
/// sees; accuracy is the share of other prompts' pairs ordered as the gold rubric orders them.
/// Intervals are Student's over seeds.
///
/// @param careful labels of the careful people
/// @param careless labels of the careless ones
/// @param people of each kind
/// @param goldTasks for everybody
/// @param repeats for everybody
/// @param seeds repetitions
/// @param testPairs that accuracy is measured on
/// @param weighting of people in the pool
/// @param formula of that weighting
/// @param rows one a lapse rate
/// @param from the lapse rates from which careful labels are worth more
record LabelBreakEven(
    int careful,
    int careless,
    int people,
    int goldTasks,
    int repeats,
    int seeds,
    int testPairs,
    String weighting,
    String formula,
    List<Row> rows,
    BreakEvens from) {
  /// Lapse rates of the careless people.
  static final List<Double> LAPSES = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

  static final int SITTINGS = 4;

  /// Copies its list.
  LabelBreakEven {
    rows = List.copyOf(rows);
  }

  /// The two groups side by side.
  ///
  /// @param careful of the careful people
  /// @param careless of the careless ones
  /// @param difference the first less the second, seed by seed
  record Pair(Interval careful, Interval careless, Interval difference) {}

  /// One lapse rate.
  ///
  /// @param lapse of the careless people
  /// @param carefulRight share of the careful labels that choose as the gold rubric does
  /// @param carelessRight the same for the careless ones
  /// @param apart accuracy of a scorer of the one group's labels and one of the other's, unweighted
  /// @param accuracy of the weighted pool's scorer
  /// @param weight mean weight of a label in the pool
  /// @param share of the weighted gradient, see [PooledGroups]
  /// @param perLabel that share by label
  /// @param group what accuracy loses without the group
  /// @param person what accuracy loses without one of its people
  record Row(
      double lapse,
      double carefulRight,
      double carelessRight,
      Pair apart,
      Interval accuracy,
      Pair weight,
      Pair share,
      Pair perLabel,
      Pair group,
      Pair person) {}

  /// From which lapse rate on, up to the highest, the careful ones have more.
  ///
  /// @param apart by accuracy apart
  /// @param share of the gradient
  /// @param perLabel of the gradient, by label
  /// @param group by what is lost without the group
  /// @param person by what is lost without a person
  record BreakEvens(From apart, From share, From perLabel, From group, From person) {}

  /// The lowest lapse rate from which on a difference is above 0.
  ///
  /// @param mean its mean; empty if not even at the highest
  /// @param interval its whole interval
  record From(Optional<Double> mean, Optional<Double> interval) {

    static From of(List<Row> rows, Function<Row, Pair> what) {
      return new From(
          lowest(rows, row -> what.apply(row).difference().mean()),
          lowest(rows, row -> what.apply(row).difference().lo()));
    }

    private static Optional<Double> lowest(List<Row> rows, Function<Row, Double> value) {
      Optional<Double> found = Optional.empty();
      for (Row row : rows.reversed()) {
        if (value.apply(row) <= 0) {
          break;
        }
        found = Optional.of(row.lapse());
      }
      return found;
    }
  }

  /// How much of everything.
  ///
  /// @param careful labels of the careful people
  /// @param careless labels of the careless ones
  /// @param people of each kind
  /// @param goldTasks for everybody
  /// @param repeats for everybody
  /// @param seeds repetitions
  record Sizes(int careful, int careless, int people, int goldTasks, int repeats, int seeds) {

    /// Refuses what cannot be labelled.
    Sizes {
      atLeast("--seeds", 2, seeds);
      atLeast("--people", 1, people);
      atLeast("--gold", 1, goldTasks);
      atLeast("--repeats", 0, repeats);
      atLeast("--careful", Math.max(5, people), careful);
      atLeast("--careless", Math.max(5, people), careless);
      int earlier = Math.min(careful, careless) / people * (SITTINGS - 1) / SITTINGS;
      if (repeats > earlier) {
        throw new BadInput(
            "--repeats must be at most %d, three quarters of the fewest labels of one person, got %d"
                .formatted(earlier, repeats));
      }
    }

    private static void atLeast(String option, int least, int found) {
      if (found < least) {
        throw new BadInput("%s must be at least %d, got %d".formatted(option, least, found));
      }
    }

    /// New pairs for one seed.
    int pairs() {
      return careful + careless;
    }
  }

  /// Who labels what.
  ///
  /// @param careful what the careful people are like
  /// @param careless what the others are like, but for their lapse rate
  /// @param pool pairs to label, as many for each seed as the sizes say
  /// @param gold gold tasks for each seed
  /// @param test pairs to measure on
  /// @param source of the responses
  record Supplies(
      AnnotatorProfile careful,
      AnnotatorProfile careless,
      List<PairToLabel> pool,
      List<PairToLabel> gold,
      List<PairToLabel> test,
      String source) {}

  /// Labels, fits and measures.
  static LabelBreakEven of(
      Supplies supplies,
      Sizes sizes,
      Weighting weighting,
      FrozenFeatures features,
      long seed,
      Progress progress) {
    KnownPairs test = new KnownPairs(features, supplies.test());
    List<List<BreakEvenTrial.Outcome>> outcomes = new ArrayList<>(); // [lapse][seed]
    LAPSES.forEach(_ -> outcomes.add(new ArrayList<>()));
    progress.begin("degrees of carelessness", (long) LAPSES.size() * sizes.seeds(), "pools");
    try {
      for (int s = 0; s < sizes.seeds(); s++) {
        BreakEvenTrial trial =
            new BreakEvenTrial(supplies, sizes, weighting, features, test, s, seed);
        for (int k = 0; k < LAPSES.size(); k++) {
          outcomes.get(k).add(trial.at(LAPSES.get(k)));
          progress.advance(1, "");
        }
      }
    } finally {
      progress.end();
    }
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < LAPSES.size(); k++) {
      rows.add(row(LAPSES.get(k), outcomes.get(k)));
    }
    return new LabelBreakEven(
        sizes.careful(),
        sizes.careless(),
        sizes.people(),
        sizes.goldTasks(),
        sizes.repeats(),
        sizes.seeds(),
        test.countOrdered(),
        weighting.key(),
        weighting.formula(),
        rows,
        new BreakEvens(
            From.of(rows, Row::apart),
            From.of(rows, Row::share),
            From.of(rows, Row::perLabel),
            From.of(rows, Row::group),
            From.of(rows, Row::person)));
  }

  private static Row row(double lapse, List<BreakEvenTrial.Outcome> seeds) {
    return new Row(
        lapse,
        seeds.stream().mapToDouble(BreakEvenTrial.Outcome::carefulRight).average().orElseThrow(),
        seeds.stream().mapToDouble(BreakEvenTrial.Outcome::carelessRight).average().orElseThrow(),
        pair(seeds, BreakEvenTrial.Outcome::carefulApart, BreakEvenTrial.Outcome::carelessApart),
        StudentInterval.of(seeds.stream().mapToDouble(it -> it.pool().accuracy()).toArray()),
        sides(seeds, PooledGroups.Side::weight),
        sides(seeds, PooledGroups.Side::share),
        sides(seeds, PooledGroups.Side::perLabel),
        sides(seeds, PooledGroups.Side::group),
        sides(seeds, PooledGroups.Side::person));
  }

  private static Pair sides(
      List<BreakEvenTrial.Outcome> seeds, Function<PooledGroups.Side, Double> what) {
    return pair(
        seeds, it -> what.apply(it.pool().careful()), it -> what.apply(it.pool().careless()));
  }

  private static Pair pair(
      List<BreakEvenTrial.Outcome> seeds,
      Function<BreakEvenTrial.Outcome, Double> careful,
      Function<BreakEvenTrial.Outcome, Double> careless) {
    double[] one = seeds.stream().mapToDouble(careful::apply).toArray();
    double[] other = seeds.stream().mapToDouble(careless::apply).toArray();
    double[] difference = new double[one.length];
    for (int s = 0; s < one.length; s++) {
      difference[s] = one[s] - other[s];
    }
    return new Pair(
        StudentInterval.of(one), StudentInterval.of(other), StudentInterval.of(difference));
  }
}
