package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.annotator.AnnotationCampaign;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.quality.LabelWeights;
import org.rlhflab.reward.quality.Weighting;

/// What a fixed number of labels buys by how they are spent, in the form of its JSON document.
///
/// A linear scorer learns from what each split leaves to train on: labels of new pairs and repeats,
/// weighed by what gold tasks or repeats tell of people. Labels of gold tasks weigh and don't
/// train. Accuracy is the share of other prompts' pairs ordered as the gold rubric orders them.
/// Every seed draws other pairs and other choices; splits of one seed share both.
///
/// @param labels that are spent
/// @param people who label
/// @param seeds repetitions
/// @param testPairs that accuracy is measured on
/// @param rows one a split
record LabelBudget(int labels, int people, int seeds, int testPairs, List<Row> rows) {
  private static final int SITTINGS = 4;

  /// Copies its list.
  LabelBudget {
    rows = List.copyOf(rows);
  }

  /// A way to spend labels.
  ///
  /// @param overlap people for each new pair
  /// @param gold share of the labels that goes to gold tasks
  /// @param repeats share that goes to repeats
  /// @param weighting what is made of them
  record Split(int overlap, double gold, double repeats, Weighting weighting) {}

  /// The ways that are compared; the first is what the others are measured against.
  static final List<Split> SPLITS =
      List.of(
          new Split(1, 0, 0, Weighting.NONE),
          new Split(3, 0, 0, Weighting.NONE),
          new Split(3, 0, 0, Weighting.DAWID_SKENE),
          new Split(1, 0.1, 0, Weighting.GOLD),
          new Split(1, 0.3, 0, Weighting.GOLD),
          new Split(1, 0, 0.2, Weighting.CONSISTENCY),
          new Split(1, 0.1, 0.1, Weighting.QUALITY));

  /// What a split bought.
  ///
  /// @param newPairs different pairs that were labelled, gold tasks left out
  /// @param overlap people for each of them
  /// @param goldTasks for everybody
  /// @param repeats for everybody
  /// @param weighting of people
  /// @param accuracy mean over seeds, with Student's interval
  /// @param gain over the first split, seed by seed; 0 for the first
  record Row(
      int newPairs,
      int overlap,
      int goldTasks,
      int repeats,
      String weighting,
      Interval accuracy,
      Interval gain) {}

  /// Everything that labels can be spent on.
  ///
  /// @param crowd who labels
  /// @param pool pairs, as many as there are labels
  /// @param gold gold tasks, at least as many as any split gives to one person
  /// @param test pairs to measure on
  /// @param source of the responses
  record Supplies(
      List<AnnotatorProfile> crowd,
      List<PairToLabel> pool,
      List<PairToLabel> gold,
      List<PairToLabel> test,
      String source) {}

  /// The most gold tasks that a split gives to one person.
  static int goldTasks(int labels, int people) {
    return SPLITS.stream().mapToInt(split -> each(split.gold(), labels, people)).max().orElse(0);
  }

  /// Spends and measures.
  static LabelBudget of(
      Supplies supplies, FrozenFeatures features, int seeds, long seed, Progress progress) {
    int labels = supplies.pool().size();
    int people = AnnotatorFile.people(supplies.crowd()).size();
    KnownPairs pool = new KnownPairs(features, supplies.pool());
    KnownPairs test = new KnownPairs(features, supplies.test());
    double[][] accuracy = new double[SPLITS.size()][seeds];
    progress.begin("spending labels", (long) SPLITS.size() * seeds, "fits");
    try {
      for (int s = 0; s < seeds; s++) {
        for (int k = 0; k < SPLITS.size(); k++) {
          List<Preference> training = spend(SPLITS.get(k), supplies, seed + s);
          LinearScorer scorer = LinearScorer.of(pool.data(training), new RandomStreams(seed + s));
          accuracy[k][s] = test.accuracy(scorer);
          progress.advance(1, "");
        }
      }
    } finally {
      progress.end();
    }
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < SPLITS.size(); k++) {
      double[] gains = new double[seeds];
      for (int s = 0; s < seeds; s++) {
        gains[s] = accuracy[k][s] - accuracy[0][s];
      }
      Split split = SPLITS.get(k);
      rows.add(
          new Row(
              newPairs(split, labels, people),
              split.overlap(),
              each(split.gold(), labels, people),
              each(split.repeats(), labels, people),
              split.weighting().key(),
              StudentInterval.of(accuracy[k]),
              StudentInterval.of(gains)));
    }
    return new LabelBudget(labels, people, seeds, test.countOrdered(), rows);
  }

  private static int each(double share, int labels, int people) {
    return (int) Math.round(share * labels / people);
  }

  private static int newPairs(Split split, int labels, int people) {
    int others = each(split.gold(), labels, people) + each(split.repeats(), labels, people);
    return (labels - people * others) / split.overlap();
  }

  /// The labels that a split leaves to train on.
  private static List<Preference> spend(Split split, Supplies supplies, long seed) {
    int labels = supplies.pool().size();
    int people = AnnotatorFile.people(supplies.crowd()).size();
    int gold = each(split.gold(), labels, people);
    int repeats = each(split.repeats(), labels, people);
    List<PairToLabel> pool = new ArrayList<>(supplies.pool());
    Collections.shuffle(pool, new RandomStreams(seed).stream("budget", "pairs"));
    AnnotationCampaign campaign =
        new AnnotationCampaign(
            supplies.crowd(),
            GoldRubric.DEFAULTS,
            seed,
            supplies.source(),
            split.overlap(),
            new CollectionPlan(gold, repeats, repeats > 0 ? SITTINGS : 1));
    List<Preference> given =
        campaign.label(
            campaign.assign(
                pool.subList(0, newPairs(split, labels, people)),
                supplies.gold().subList(0, gold)));
    return LabelWeights.of(given, Set.of(), split.weighting(), 0).labels().stream()
        .filter(label -> label.gold().isEmpty())
        .toList();
  }

  /// Refuses what cannot be spent.
  static void check(int labels, int people, int seeds) {
    if (seeds < 2) {
      throw new BadInput("--seeds must be at least 2, or there is no interval, got " + seeds);
    }
    if (labels < 20L * people) {
      throw new BadInput(
          "--labels must be at least 20 for each of the %d people, got %d"
              .formatted(people, labels));
    }
    if (people < 3) {
      throw new BadInput(
          "an overlap of 3 needs a crowd of at least 3 people, got %d; give other --annotators"
              .formatted(people));
    }
  }
}
