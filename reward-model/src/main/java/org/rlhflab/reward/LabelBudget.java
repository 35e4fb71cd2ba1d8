package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.statistics.distribution.TDistribution;
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
  private static final double CONFIDENCE = 0.95;

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
    Map<List<String>, double[]> differences = differences(features, supplies.pool());
    List<PairToLabel> test =
        supplies.test().stream().filter(it -> it.goldDifference() != 0).toList();
    double[][] testDifferences = features.of(asLabels(test)).differences();
    double[][] accuracy = new double[SPLITS.size()][seeds];
    progress.begin("spending labels", (long) SPLITS.size() * seeds, "fits");
    try {
      for (int s = 0; s < seeds; s++) {
        for (int k = 0; k < SPLITS.size(); k++) {
          List<Preference> training = spend(SPLITS.get(k), supplies, seed + s);
          LinearScorer scorer =
              LinearScorer.of(data(training, differences), new RandomStreams(seed + s));
          accuracy[k][s] = accuracy(scorer, test, testDifferences);
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
              interval(accuracy[k]),
              interval(gains)));
    }
    return new LabelBudget(labels, people, seeds, test.size(), rows);
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

  private static List<Preference> asLabels(List<PairToLabel> pairs) {
    return pairs.stream()
        .map(pair -> Preference.of(pair.prompt(), pair.a().text(), pair.b().text()))
        .toList();
  }

  private static List<String> key(String prompt, String chosen, String rejected) {
    return List.of(prompt, chosen, rejected);
  }

  private static Map<List<String>, double[]> differences(
      FrozenFeatures features, List<PairToLabel> pairs) {
    double[][] rows = features.of(asLabels(pairs)).differences();
    Map<List<String>, double[]> differences = new HashMap<>();
    for (int n = 0; n < rows.length; n++) {
      PairToLabel pair = pairs.get(n);
      double[] turned = new double[rows[n].length];
      for (int c = 0; c < turned.length; c++) {
        turned[c] = -rows[n][c];
      }
      differences.put(key(pair.prompt(), pair.a().text(), pair.b().text()), rows[n]);
      differences.put(key(pair.prompt(), pair.b().text(), pair.a().text()), turned);
    }
    return differences;
  }

  private static LinearScorer.Data data(
      List<Preference> labels, Map<List<String>, double[]> differences) {
    double[][] rows = new double[labels.size()][];
    for (int n = 0; n < rows.length; n++) {
      Preference label = labels.get(n);
      double[] found = differences.get(key(label.prompt(), label.chosen(), label.rejected()));
      if (found == null) {
        throw new IllegalStateException("a label of none of the pairs: " + label.id());
      }
      rows[n] = found;
    }
    return new LinearScorer.Data(
        rows,
        labels.stream().mapToDouble(label -> label.tie() ? 0.5 : 1).toArray(),
        labels.stream().mapToDouble(Preference::weight).toArray(),
        labels.stream().map(Preference::prompt).toList());
  }

  private static double accuracy(LinearScorer scorer, List<PairToLabel> test, double[][] rows) {
    double right = 0;
    for (int n = 0; n < rows.length; n++) {
      double sign = Math.signum(test.get(n).goldDifference());
      right += HeldOutFigures.agreement(sign * scorer.margin(rows[n]));
    }
    return right / rows.length;
  }

  /// Mean and Student's interval over seeds.
  private static Interval interval(double[] values) {
    int n = values.length;
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    double reach = t * Math.sqrt(squares / (n - 1) / n);
    return new Interval(mean, mean - reach, mean + reach);
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
