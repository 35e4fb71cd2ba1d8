package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.annotator.AnnotationCampaign;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.AnnotatorStatus;
import org.rlhflab.reward.quality.LabelAudit;

/// Whom the audit flags by gold tasks alone, on simulated crowds of which it is known who is
/// careless: a power curve over how careless they are and how many gold tasks everybody does.
///
/// Every crowd has its own draw of tasks, which all its people do, and nothing else: no other
/// labels, no times and no written reasons, which would give hasty people away by themselves. The
/// audit judges each crowd as it would judge a file, with its correction for the number of people.
/// Crowds of the same number are the same for every lapse rate but for the lapses.
///
/// @param careful people in a crowd who read
/// @param careless people in a crowd who lapse
/// @param crowds how many of each kind
/// @param carefulRight how often the careful ones are right on clear pairs
/// @param rows one a lapse rate and number of gold tasks
record FlagPower(int careful, int careless, int crowds, double carefulRight, List<Row> rows) {
  /// Lapse rates of the careless people.
  static final List<Double> LAPSES = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  /// Numbers of gold tasks.
  static final List<Integer> TASKS = List.of(10, 20, 30, 50);

  /// Copies its list.
  FlagPower {
    rows = List.copyOf(rows);
  }

  /// One kind of crowd. Intervals are over people, see [#share].
  ///
  /// @param lapse of the careless people
  /// @param right how often these are right on clear pairs
  /// @param goldTasks for everybody
  /// @param found share of the careless people whose status is down-weight or remove
  /// @param falselyFlagged share of the careful ones whose status is
  /// @param watched share of the careless people whose status is not keep
  /// @param falselyWatched share of the careful ones whose status is not
  record Row(
      double lapse,
      double right,
      int goldTasks,
      Interval found,
      Interval falselyFlagged,
      Interval watched,
      Interval falselyWatched) {}

  /// The row of a lapse rate and a number of gold tasks.
  Row row(double lapse, int goldTasks) {
    return rows.stream()
        .filter(it -> it.lapse() == lapse && it.goldTasks() == goldTasks)
        .findFirst()
        .orElseThrow();
  }

  /// Audits `crowds` crowds of each kind; the profiles' own lapse rates, times and reasons don't
  /// count.
  static FlagPower of(
      List<PairToLabel> clear,
      List<AnnotatorProfile> careful,
      List<AnnotatorProfile> careless,
      int crowds,
      double goldStandard,
      long seed,
      Progress progress) {
    List<AnnotatorProfile> readers = changed(careful, Map.of());
    List<Row> rows = new ArrayList<>();
    progress.begin("audits of crowds", (long) LAPSES.size() * TASKS.size() * crowds, "audits");
    try {
      for (double lapse : LAPSES) {
        List<AnnotatorProfile> hasty = changed(careless, Map.of("lapse_rate", lapse));
        double right = right(hasty, clear, seed);
        for (int tasks : TASKS) {
          Count count = new Count(readers, hasty);
          for (int c = 0; c < crowds; c++) {
            count.add(LabelAudit.people(count.labels(clear, tasks, seed, c), goldStandard));
            progress.advance(1, "");
          }
          rows.add(count.row(lapse, right, tasks));
        }
      }
    } finally {
      progress.end();
    }
    return new FlagPower(
        AnnotatorFile.people(careful).size(),
        AnnotatorFile.people(careless).size(),
        crowds,
        right(readers, clear, seed),
        rows);
  }

  private static List<AnnotatorProfile> changed(
      List<AnnotatorProfile> profiles, Map<String, ?> fields) {
    return profiles.stream()
        .map(it -> AnnotatorFile.changed(it, Map.of("seconds", 0, "rationale", "none")))
        .map(it -> AnnotatorFile.changed(it, fields))
        .toList();
  }

  private static double right(List<AnnotatorProfile> profiles, List<PairToLabel> clear, long seed) {
    return AnnotatorFile.people(profiles).stream()
        .flatMapToDouble(it -> java.util.Arrays.stream(GoldCoverage.probabilities(it, clear, seed)))
        .average()
        .orElseThrow();
  }

  /// A share of people who share their tasks crowd by crowd: Wilson's interval of as many people as
  /// there would be without that, `n / d`, d the variance between crowds over what independent
  /// people would have, at least 1 (Kish 1965, the design effect).
  ///
  /// @param flagged people in each crowd, `[crowd]`
  /// @param people in each crowd
  static Interval share(int[] flagged, int people) {
    int crowds = flagged.length;
    double sum = 0;
    for (int each : flagged) {
      sum += each;
    }
    double share = sum / ((double) crowds * people);
    double between = 0;
    for (int each : flagged) {
      double off = (double) each / people - share;
      between += off * off / (crowds - 1);
    }
    double independent = share * (1 - share) / people;
    double effect = independent == 0 ? 1 : Math.max(1, between / independent);
    long effective = Math.max(1, Math.round(crowds * people / effect));
    Interval interval = WilsonInterval.of(share * effective, effective);
    return new Interval(share, interval.lo(), interval.hi());
  }

  /// Who was flagged, crowd by crowd.
  private static final class Count {
    private final List<AnnotatorProfile> people;
    private final Set<String> hasty = new HashSet<>();
    private final int readers;
    private final List<int[]> crowds = new ArrayList<>();

    Count(List<AnnotatorProfile> careful, List<AnnotatorProfile> careless) {
      people = new ArrayList<>(careful);
      people.addAll(careless);
      AnnotatorFile.people(careless).forEach(it -> hasty.add(it.id()));
      readers = AnnotatorFile.people(careful).size();
    }

    List<Preference> labels(List<PairToLabel> clear, int tasks, long seed, int crowd) {
      RandomStreams random = new RandomStreams(seed);
      List<PairToLabel> gold = new ArrayList<>(clear);
      Collections.shuffle(gold, random.stream("flags", "tasks", String.valueOf(crowd)));
      AnnotationCampaign campaign =
          new AnnotationCampaign(
              people,
              GoldRubric.DEFAULTS,
              random.key("flags", "choices", String.valueOf(crowd)),
              "grammar",
              1,
              new CollectionPlan(tasks, 0, 1));
      return campaign.label(campaign.assign(List.of(), gold.subList(0, tasks)));
    }

    void add(List<AnnotatorReport> reports) {
      int[] flagged = new int[4];
      for (AnnotatorReport report : reports) {
        int side = hasty.contains(report.id()) ? 0 : 1;
        boolean kept = report.status().equals(AnnotatorStatus.KEEP.key());
        boolean watched = report.status().equals(AnnotatorStatus.WATCH.key());
        flagged[side] += kept || watched ? 0 : 1;
        flagged[2 + side] += kept ? 0 : 1;
      }
      crowds.add(flagged);
    }

    Row row(double lapse, double right, int tasks) {
      return new Row(
          lapse,
          right,
          tasks,
          share(0, hasty.size()),
          share(1, readers),
          share(2, hasty.size()),
          share(3, readers));
    }

    private Interval share(int column, int size) {
      return FlagPower.share(crowds.stream().mapToInt(it -> it[column]).toArray(), size);
    }
  }
}
