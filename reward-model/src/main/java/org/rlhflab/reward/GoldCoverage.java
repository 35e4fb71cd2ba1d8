package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.annotator.AnnotationCampaign;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.AssignedTask;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.annotator.FixedDraws;
import org.rlhflab.reward.annotator.LapseTo;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.SimulatedAnnotator;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;
import org.rlhflab.reward.quality.agreement.GoldAccuracy;

/// How often the 95% interval of a person's gold accuracy holds the truth.
///
/// The people differ in everything that gold tasks show: one in four never lapses, the others at
/// rates uniform from 0 to 1, half of them to the longer response and half to a coin; sensitivities
/// go from 1 to 20, uniform in their logarithm. Their true accuracy is the mean of the choice
/// rule's probability of the known answer. There are two truths to hold:
///
/// - **on such tasks**: over all the clear pairs that a person's tasks are drawn from. Tasks are
///   drawn with replacement (a pair that comes again comes in another sitting and is judged anew),
///   so the number of right answers is binomial, which is what Wilson's interval supposes.
/// - **on these tasks**: over those that this person got. Somebody who takes the longer response is
///   nearly sure on some tasks and nearly lost on others, so the number of right answers varies
///   less than a binomial one, and an interval made for the first truth is too wide for this one.
///
/// @param rows one a number of gold tasks, then one for all of them
/// @param bands the first truth's coverage by how accurate people truly are
record GoldCoverage(List<Row> rows, List<Band> bands) {
  /// Numbers of gold tasks that are compared.
  static final List<Integer> TASKS = List.of(10, 30, 100);

  private static final List<Double> EDGES = List.of(0.0, 0.6, 0.7, 0.8, 0.9, 0.97, 0.99, 1.0);
  private static final double LEAST_SENSITIVITY = 1;
  private static final double MOST_SENSITIVITY = 20;

  /// Copies its lists.
  GoldCoverage {
    rows = List.copyOf(rows);
    bands = List.copyOf(bands);
  }

  /// One number of gold tasks.
  ///
  /// @param goldTasks how many everybody did; empty for all numbers together
  /// @param intervals how many there are, one a person and number
  /// @param onSuchTasks share that holds the accuracy on all clear pairs
  /// @param onTheseTasks share that holds the accuracy on the tasks that were done
  record Row(
      Optional<Integer> goldTasks, int intervals, Interval onSuchTasks, Interval onTheseTasks) {}

  /// People of about the same true accuracy.
  ///
  /// @param from the least accuracy
  /// @param to what the accuracy is below (the last band: up to)
  /// @param people how many
  /// @param coverage by number of gold tasks, as in [#TASKS]; empty without people
  record Band(double from, double to, int people, List<Interval> coverage) {

    /// Copies its list.
    Band {
      coverage = List.copyOf(coverage);
    }
  }

  /// One person's outcome: the true accuracy, and what holds it by number of tasks.
  private record Outcome(double truth, boolean[] such, boolean[] these) {}

  /// Lets `people` do tasks drawn from the clear pairs.
  static GoldCoverage of(List<PairToLabel> clear, int people, long seed, Progress progress) {
    List<Outcome> outcomes = new ArrayList<>();
    progress.begin("gold tasks for people", people, "people");
    try {
      for (int k = 0; k < people; k++) {
        outcomes.add(outcome("person-" + (k + 1), clear, new RandomStreams(seed)));
        progress.advance(1, "");
      }
    } finally {
      progress.end();
    }
    List<Row> rows = new ArrayList<>();
    int such = 0;
    int these = 0;
    for (int t = 0; t < TASKS.size(); t++) {
      int place = t;
      int heldSuch = (int) outcomes.stream().filter(it -> it.such()[place]).count();
      int heldThese = (int) outcomes.stream().filter(it -> it.these()[place]).count();
      rows.add(row(Optional.of(TASKS.get(t)), people, heldSuch, heldThese));
      such += heldSuch;
      these += heldThese;
    }
    rows.add(row(Optional.empty(), people * TASKS.size(), such, these));
    return new GoldCoverage(rows, bands(outcomes));
  }

  private static Row row(Optional<Integer> tasks, int intervals, int such, int these) {
    return new Row(
        tasks, intervals, WilsonInterval.of(such, intervals), WilsonInterval.of(these, intervals));
  }

  private static List<Band> bands(List<Outcome> outcomes) {
    List<Band> bands = new ArrayList<>();
    for (int e = 0; e + 1 < EDGES.size(); e++) {
      double from = EDGES.get(e);
      double to = EDGES.get(e + 1);
      List<Outcome> inside =
          outcomes.stream()
              .filter(it -> it.truth() >= from && (it.truth() < to || to == 1))
              .toList();
      List<Interval> coverage = new ArrayList<>();
      for (int t = 0; t < TASKS.size() && !inside.isEmpty(); t++) {
        int place = t;
        coverage.add(
            WilsonInterval.of(
                inside.stream().filter(it -> it.such()[place]).count(), inside.size()));
      }
      bands.add(new Band(from, to, inside.size(), coverage));
    }
    return bands;
  }

  /// A person of these tastes, drawn.
  static AnnotatorProfile person(String id, RandomGenerator random) {
    double range = Math.log(MOST_SENSITIVITY / LEAST_SENSITIVITY);
    return AnnotatorFile.changed(
        AnnotatorProfile.DEFAULTS,
        Map.of(
            "id",
            id,
            "kind",
            id,
            "lapse_rate",
            random.nextInt(4) == 0 ? 0 : random.nextDouble(),
            "lapse_to",
            (random.nextBoolean() ? LapseTo.LONGER : LapseTo.COIN).name().toLowerCase(Locale.ROOT),
            "sensitivity",
            LEAST_SENSITIVITY * Math.exp(range * random.nextDouble())));
  }

  /// How probable the known answers are for a person, pair by pair.
  static double[] probabilities(AnnotatorProfile profile, List<PairToLabel> pairs, long seed) {
    SimulatedAnnotator person =
        new SimulatedAnnotator(profile, GoldRubric.DEFAULTS, new FixedDraws(seed));
    Showing showing = new Showing("1", 0, true);
    return pairs.stream()
        .mapToDouble(pair -> {
          double a = person.probability(pair, showing);
          return pair.goldDifference() > 0 ? a : 1 - a;
        })
        .toArray();
  }

  private static Outcome outcome(String id, List<PairToLabel> clear, RandomStreams random) {
    RandomGenerator draws = random.stream("coverage", id);
    AnnotatorProfile profile = person(id, draws);
    double[] right = probabilities(profile, clear, random.seed());
    double truth = mean(right);
    boolean[] such = new boolean[TASKS.size()];
    boolean[] these = new boolean[TASKS.size()];
    int sitting = 0;
    for (int t = 0; t < TASKS.size(); t++) {
      double[] own = new double[TASKS.get(t)];
      List<AssignedTask> tasks = new ArrayList<>();
      for (int n = 0; n < own.length; n++) {
        int drawn = draws.nextInt(clear.size());
        own[n] = right[drawn];
        Showing showing = new Showing(String.valueOf(++sitting), 0, draws.nextBoolean());
        tasks.add(new AssignedTask(clear.get(drawn), id, showing, true, ""));
      }
      AnnotationCampaign campaign =
          new AnnotationCampaign(
              List.of(profile),
              GoldRubric.DEFAULTS,
              random.seed(),
              "grammar",
              1,
              CollectionPlan.DEFAULTS);
      Interval interval = GoldAccuracy.of(campaign.label(tasks)).interval().orElseThrow();
      such[t] = !interval.excludes(truth);
      these[t] = !interval.excludes(mean(own));
    }
    return new Outcome(truth, such, these);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    return sum;
  }
}
