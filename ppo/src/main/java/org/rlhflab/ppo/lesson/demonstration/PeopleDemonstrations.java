package org.rlhflab.ppo.lesson.demonstration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.rlhflab.ppo.lesson.demonstration.Shown.Figures;
import org.rlhflab.ppo.lesson.demonstration.Shown.Note;
import org.rlhflab.ppo.lesson.demonstration.Shown.Piece;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.LabelAudit;
import org.rlhflab.reward.quality.LabelWeights;
import org.rlhflab.reward.quality.Weighting;

/// Demonstrations by simulated people who all judge the same pairs.
///
/// @param evidence what they are computed from
record PeopleDemonstrations(Evidence evidence) {
  private static final String CARELESS = "careless";
  private static final String INCONSISTENT = "inconsistent";
  private static final String RUBRIC_IGNORING = "rubric-ignoring";
  private static final List<String> KINDS =
      List.of(
          Evidence.CAREFUL, INCONSISTENT, "drifting", RUBRIC_IGNORING, "verbose-biased", CARELESS);
  private static final int JUDGED = 200;
  private static final int REPEATED = 40;
  private static final int HELD_OUT_FROM = 500;

  Shown inconsistency() {
    SimulatedPeople people = evidence.people();
    List<Preference> steady = people.labels(Evidence.CAREFUL, 0, 60);
    List<Preference> wavering = people.crowdLabels(INCONSISTENT, 60, 300, 1);
    List<Preference> both = new ArrayList<>(steady);
    both.addAll(wavering);
    double without = people.accuracy(steady, HELD_OUT_FROM);
    double with = people.accuracy(both, HELD_OUT_FROM);
    return Shown.of(
        evidence.pairsFrom(),
        new Figures(
            List.of("people", "one of them: right", "same again", "agree with each other"),
            List.of(together(Evidence.CAREFUL), together(INCONSISTENT), together(CARELESS))),
        new Note(
            "Inconsistent people mean well, and each has private likings that stay: alone they look"
                + " steady, and between them they waver."),
        new Note(
            "A reward of ten numbers, fitted to labels and asked about pairs it has not seen:"),
        new Figures(
            List.of("learnt from", "orders new pairs as the rubric does"),
            List.of(
                List.of("%d careful labels".formatted(steady.size()), percent(without)),
                List.of(
                    "these, and %d inconsistent ones".formatted(wavering.size()), percent(with)))),
        new Note(
            with < without
                ? "Here the inconsistent ones took away more than they gave."
                : "Here they did no harm: ten numbers are too few to learn noise by heart. A"
                    + " network can, so a whole run is the real test."));
  }

  /// One person against known answers and against himself, and three on every pair.
  private List<String> together(String kind) {
    AnnotatorReport one = audit(List.of(kind), JUDGED, REPEATED).annotators().getFirst();
    OptionalDouble agree =
        audit(evidence.people().crowdLabels(kind, 0, JUDGED, 3)).agreement().pairwise();
    return List.of(kind, interval(one.goldAccuracy()), interval(one.consistency()), percent(agree));
  }

  Shown calibration() {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(people(KINDS));
    for (AnnotatorReport report : audit(KINDS, JUDGED, REPEATED).annotators()) {
      if (!report.status().equals("keep")) {
        pieces.add(new Note("%s: %s. %s".formatted(report.id(), report.status(), report.reason())));
      }
    }
    return new Shown(evidence.pairsFrom(), pieces);
  }

  Shown rubricIgnoring() {
    List<Piece> pieces = new ArrayList<>();
    List<String> both = List.of(CARELESS, RUBRIC_IGNORING);
    pieces.add(people(both));
    for (AnnotatorReport report : audit(both, JUDGED, REPEATED).annotators()) {
      pieces.add(
          new Note(
              "%s, found by: %s"
                  .formatted(
                      report.id(),
                      report.flags().isEmpty()
                          ? "nothing."
                          : String.join("; ", report.flags()) + ".")));
    }
    return new Shown(evidence.pairsFrom(), pieces);
  }

  Shown agreement() {
    SimulatedPeople people = evidence.people();
    LabelAudit careful = audit(people.crowdLabels(Evidence.CAREFUL, 0, JUDGED, 3));
    LabelAudit crowd = audit(people.crowdLabels("crowd", 0, JUDGED, 3));
    List<List<String>> rows = new ArrayList<>();
    for (AnnotatorReport report : crowd.annotators()) {
      rows.add(
          List.of(
              report.id(),
              interval(report.agreement()),
              interval(report.goldAccuracy()),
              report.status()));
    }
    return Shown.of(
        evidence.pairsFrom(),
        new Note(
            "Krippendorff's alpha (1 is full agreement, 0 is chance) is %s among careful people and %s in a mixed crowd, which is here:"
                .formatted(alpha(careful), alpha(crowd))),
        new Figures(
            List.of("person", "agrees with most", "right on known answers", "status"), rows));
  }

  Shown fiftyAgainstFiveHundred() {
    SimulatedPeople people = evidence.people();
    List<Preference> careful = people.labelsWithRepeats(Evidence.CAREFUL, 0, 40, 10);
    List<Preference> careless = people.labelsWithRepeats(CARELESS, 0, 450, 50);
    List<Preference> pool = new ArrayList<>(careful);
    pool.addAll(careless);
    LabelWeights weighed = LabelWeights.of(pool, Set.of(), Weighting.QUALITY, 0);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(careful.size() + " careful labels", careful, people));
    rows.add(row(careless.size() + " careless labels", careless, people));
    rows.add(row("both, all alike", pool, people));
    rows.add(row("both, weighed", weighed.labels(), people));
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        new Figures(
            List.of("learnt from", "careful person's share", "orders new pairs as the rubric"),
            rows));
    weighed
        .people()
        .forEach(it ->
            pieces.add(
                new Note(
                    "A label of the %s person weighs %.2f: taken to be right in %s of cases."
                        .formatted(it.annotator(), it.weight(), percent(it.reliability())))));
    return new Shown(evidence.pairsFrom(), pieces);
  }

  private static List<String> row(String name, List<Preference> labels, SimulatedPeople people) {
    double all = labels.stream().mapToDouble(Preference::weight).sum();
    double careful =
        labels.stream()
            .filter(label -> label.annotator().equals(Evidence.CAREFUL))
            .mapToDouble(Preference::weight)
            .sum();
    return List.of(
        name,
        percent(all == 0 ? 0 : careful / all),
        percent(people.accuracy(labels, HELD_OUT_FROM)));
  }

  Shown measured() {
    return Shown.of(
        evidence.pairsFrom() + ", fifty pairs and five repeats each",
        table(audit(List.of(Evidence.CAREFUL, "verbose-biased", CARELESS), 50, 5)));
  }

  private Figures people(List<String> kinds) {
    return table(audit(kinds, JUDGED, REPEATED));
  }

  private static Figures table(LabelAudit audit) {
    List<List<String>> rows = new ArrayList<>();
    for (AnnotatorReport report : audit.annotators()) {
      rows.add(
          List.of(
              report.id(),
              interval(report.goldAccuracy()),
              interval(report.consistency()),
              report.lengthBias().map(it -> "%+.2f".formatted(it.mean())).orElse("-"),
              percent(report.rationaleSpecific()),
              report.status()));
    }
    return new Figures(List.of("person", "right", "same again", "length", "cites", "status"), rows);
  }

  private LabelAudit audit(List<String> kinds, int judged, int repeated) {
    List<Preference> all = new ArrayList<>();
    for (String kind : kinds) {
      all.addAll(evidence.people().labelsWithRepeats(kind, 0, judged, repeated));
    }
    return audit(all);
  }

  private LabelAudit audit(List<Preference> labels) {
    return LabelAudit.of(labels, LabelAudit.GOLD_STANDARD, evidence.seed());
  }

  private static String alpha(LabelAudit audit) {
    OptionalDouble alpha = audit.agreement().krippendorffAlpha();
    return alpha.isEmpty() ? "undefined" : "%.2f".formatted(alpha.getAsDouble());
  }

  private static String interval(Optional<Interval> interval) {
    return interval.map(it -> "%.2f %.2f-%.2f".formatted(it.mean(), it.lo(), it.hi())).orElse("-");
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty() ? "-" : percent(share.getAsDouble());
  }

  private static String percent(double share) {
    return "%.0f%%".formatted(100 * share);
  }
}
