package org.rlhflab.ppo.lesson.demonstration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rlhflab.ppo.lesson.demonstration.Shown.Figures;
import org.rlhflab.ppo.lesson.demonstration.Shown.Note;
import org.rlhflab.ppo.lesson.demonstration.Shown.Piece;
import org.rlhflab.ppo.lesson.demonstration.Shown.Quote;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.label.RatingFile;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.agreement.GoldAccuracy;
import org.rlhflab.reward.quality.bias.PresentationBias;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;
import org.rlhflab.reward.quality.bias.RationaleSpecificity;
import org.rlhflab.reward.quality.bias.ResponseSurface;

/// Demonstrations by labels as they stand in files.
///
/// @param evidence what they are computed from
record LabelDemonstrations(Evidence evidence) {
  private static final int FIFTY = 50;
  private static final int SHORT = 45;
  private static final double CLOSE = 0.5;

  Shown label() {
    KnownAnswer.Judge judge = evidence.judge();
    List<Piece> pieces = new ArrayList<>();
    evidence.ownLabels().stream()
        .filter(it -> !it.tie() && !it.isEmptyChoice() && RationaleSpecificity.isSpecific(it))
        .filter(
            it -> Behaviour.words(it.chosen()) <= SHORT && Behaviour.words(it.rejected()) <= SHORT)
        .filter(it ->
            judge
                .of(it.prompt(), it.chosen(), it.rejected())
                .filter(known -> known.gap() > 0.5)
                .isPresent())
        .findFirst()
        .ifPresent(it -> {
          KnownAnswer known = judge.of(it).orElseThrow();
          pieces.add(new Note("Asked: " + it.prompt()));
          pieces.add(new Quote("chosen", it.chosen(), score(known.chosen().overall())));
          pieces.add(new Quote("rejected", it.rejected(), score(known.rejected().overall())));
          pieces.add(new Quote("the reason", it.rationale(), "by " + it.annotator()));
        });
    if (pieces.isEmpty()) {
      pieces.add(new Note("No label of these has a reason that cites and a clear known answer."));
    }
    return new Shown(evidence.ownLabelsFrom(), pieces);
  }

  Shown reasons() {
    List<List<String>> rows = new ArrayList<>();
    files()
        .forEach((name, labels) -> {
          OptionalDouble share = RationaleSpecificity.share(labels);
          if (share.isPresent()) {
            rows.add(List.of(name, "%.0f%%".formatted(100 * share.getAsDouble())));
          }
        });
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Figures(List.of("labels", "reasons that cite a response"), rows));
    example("cites", evidence.shipped(Evidence.CAREFUL), RationaleSpecificity::isSpecific)
        .ifPresent(pieces::add);
    example(
            "cites nothing",
            evidence.shipped("careless"),
            it -> !RationaleSpecificity.isSpecific(it))
        .ifPresent(pieces::add);
    return new Shown(withRun("the shipped labels"), pieces);
  }

  private static Optional<Quote> example(
      String what, List<Preference> labels, Predicate<Preference> wanted) {
    return labels.stream()
        .filter(it -> !it.rationale().isBlank() && wanted.test(it))
        .findFirst()
        .map(it -> new Quote(what, it.rationale(), "by " + it.annotator()));
  }

  Shown confidence() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : List.of(Evidence.CAREFUL, "overconfident")) {
      rows.add(
          List.of(
              name,
              surer(evidence.shipped(name), Certainty.UNCERTAIN),
              surer(evidence.shipped(name), Certainty.SETTLED)));
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        new Note(
            "How often the surer of two answers is chosen, where one sounds surer than the"
                + " other:"));
    pieces.add(new Figures(List.of("labels", "on uncertain matters", "on settled ones"), rows));
    evidence
        .run()
        .ifPresent(run -> {
          List<List<String>> models = new ArrayList<>();
          run.document()
              .arms()
              .forEach(model ->
                  models.add(
                      List.of(
                          model.shownName(),
                          two(model.behaviour("boosters").map(it -> it.mean())),
                          two(model.behaviour("hedges").map(it -> it.mean())),
                          two(model.gold("calibration").map(it -> it.mean())))));
          pieces.add(
              new Figures(
                  List.of("model", "boosters an answer", "hedges an answer", "calibration, 1-5"),
                  models));
        });
    return new Shown(withRun("the shipped labels"), pieces);
  }

  private String surer(List<Preference> labels, Certainty certainty) {
    int chosen = 0;
    int all = 0;
    for (Preference label : labels) {
      boolean asked =
          evidence
              .questions()
              .find(label.prompt())
              .filter(question -> question.topic().certainty() == certainty)
              .isPresent();
      int more =
          ResponseSurface.of(label.chosen()).confidence()
              - ResponseSurface.of(label.rejected()).confidence();
      if (asked && !label.tie() && more != 0) {
        chosen += more > 0 ? 1 : 0;
        all++;
      }
    }
    return all == 0 ? "-" : "%.0f%% of %d".formatted(100.0 * chosen / all, all);
  }

  /// Fifty labels, and the same with the one turned round that moves the taste for length most.
  Shown oneLabel() {
    List<Preference> fifty =
        evidence.ownLabels().stream()
            .filter(it -> !it.isEmptyChoice() && !it.tie())
            .limit(FIFTY)
            .toList();
    Optional<Double> before = length(fifty);
    int strongest = 0;
    double farthest = 0;
    double after = before.orElse(0.0);
    for (int l = 0; l < fifty.size() && before.isPresent(); l++) {
      List<Preference> turned = new ArrayList<>(fifty);
      turned.set(l, turnedRound(fifty.get(l)));
      double now = length(turned).orElse(before.get());
      if (Math.abs(now - before.get()) > farthest) {
        farthest = Math.abs(now - before.get());
        strongest = l;
        after = now;
      }
    }
    if (before.isEmpty()) {
      return Shown.of(
          evidence.ownLabelsFrom(),
          new Note("These labels are too few, or their responses too alike, to learn a taste."));
    }
    Preference label = fifty.get(strongest);
    return Shown.of(
        evidence.ownLabelsFrom(),
        new Note(
            "What %d labels pay for twice the words, in log-odds: %.2f. With the one label below turned round: %.2f."
                .formatted(fifty.size(), before.get(), after)),
        new Quote("chosen", label.chosen(), words(label.chosen())),
        new Quote("rejected", label.rejected(), words(label.rejected())));
  }

  private static Optional<Double> length(List<Preference> labels) {
    return PresentationBias.of(labels).of(Term.LENGTH).map(it -> it.logOdds().mean());
  }

  private static Preference turnedRound(Preference label) {
    Preference turned = Preference.of(label.prompt(), label.rejected(), label.chosen());
    return new Preference(
        turned.id(),
        turned.prompt(),
        turned.chosen(),
        turned.rejected(),
        turned.tie(),
        turned.annotator(),
        turned.criterion(),
        turned.rationale(),
        label.first().map(it -> it == Verdict.CHOSEN ? Verdict.REJECTED : Verdict.CHOSEN),
        turned.gold(),
        turned.repeatOf(),
        turned.session(),
        turned.position(),
        turned.seconds(),
        turned.source(),
        turned.round(),
        turned.weight(),
        turned.extra());
  }

  Shown ratings() {
    List<Rating> ratings = RatingFile.read(evidence.data().labels("ratings"));
    Map<String, List<Double>> marks = new TreeMap<>();
    Map<String, List<Rating>> responses = new LinkedHashMap<>();
    for (Rating rating : ratings) {
      marks.computeIfAbsent(rating.annotator(), _ -> new ArrayList<>()).add(mean(rating));
      responses
          .computeIfAbsent(rating.prompt() + '\n' + rating.response(), _ -> new ArrayList<>())
          .add(rating);
    }
    List<List<String>> rows = new ArrayList<>();
    marks.forEach((who, given) ->
        rows.add(
            List.of(
                who,
                String.valueOf(given.size()),
                two(Optional.of(given.stream().mapToDouble(it -> it).average().orElse(0))),
                two(Optional.of(Collections.min(given))),
                two(Optional.of(Collections.max(given))))));
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Figures(List.of("rater", "responses", "mean mark", "lowest", "highest"), rows));
    farthestApart(responses.values()).ifPresent(pieces::addAll);
    return new Shown("the shipped ratings", pieces);
  }

  /// The response on which two raters' mean marks lie farthest apart.
  private static Optional<List<Piece>> farthestApart(Iterable<List<Rating>> responses) {
    List<Piece> best = List.of();
    double widest = 0;
    for (List<Rating> given : responses) {
      Rating low = Collections.min(given, java.util.Comparator.comparingDouble(it -> mean(it)));
      Rating high = Collections.max(given, java.util.Comparator.comparingDouble(it -> mean(it)));
      if (mean(high) - mean(low) > widest) {
        widest = mean(high) - mean(low);
        best =
            List.of(
                new Note("Asked: " + low.prompt()),
                new Quote(
                    "the answer",
                    low.response(),
                    "%.2f from %s, %.2f from %s"
                        .formatted(mean(low), low.annotator(), mean(high), high.annotator())));
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static double mean(Rating rating) {
    return rating.ratings().values().stream().mapToInt(it -> it).average().orElse(0);
  }

  Shown careless() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : List.of(Evidence.CAREFUL, "careless")) {
      List<Preference> labels = evidence.shipped(name);
      double[] seconds =
          labels.stream()
              .filter(it -> it.seconds().isPresent())
              .mapToDouble(it -> it.seconds().getAsDouble())
              .sorted()
              .toArray();
      rows.add(
          List.of(
              name,
              seconds.length == 0 ? "-" : "%.0f".formatted(seconds[seconds.length / 2]),
              rightWhereClose(labels),
              share(
                  labels.stream()
                      .filter(it ->
                          !it.tie()
                              && Behaviour.words(it.chosen()) != Behaviour.words(it.rejected()))
                      .toList(),
                  it -> Behaviour.words(it.chosen()) > Behaviour.words(it.rejected())),
              share(labels, RationaleSpecificity::isSpecific)));
    }
    return Shown.of(
        "the shipped labels of the same pairs",
        new Figures(
            List.of("labels", "seconds a pair", "right if close", "the longer one", "reason cites"),
            rows));
  }

  /// How often the label is the rubric's own where the rubric sees little difference.
  private String rightWhereClose(List<Preference> labels) {
    KnownAnswer.Judge judge = evidence.judge();
    List<Preference> close =
        labels.stream()
            .flatMap(label ->
                judge
                    .of(label)
                    .filter(known -> known.gap() != 0 && Math.abs(known.gap()) < CLOSE)
                    .map(known -> label.withGold(known.verdict()))
                    .stream())
            .toList();
    return GoldAccuracy.of(close)
        .interval()
        .map(it -> "%.0f%%".formatted(100 * it.mean()))
        .orElse("-");
  }

  private static String share(List<Preference> labels, Predicate<Preference> which) {
    return labels.isEmpty()
        ? "-"
        : "%.0f%%".formatted(100.0 * labels.stream().filter(which).count() / labels.size());
  }

  /// Every shipped file, and those of the run.
  private Map<String, List<Preference>> files() {
    Map<String, List<Preference>> files = new LinkedHashMap<>();
    for (String name : List.of(Evidence.CAREFUL, "crowd", "careless")) {
      files.put(name, evidence.shipped(name));
    }
    evidence
        .run()
        .ifPresent(run ->
            run.arms()
                .forEach(arm -> files.put("the run's " + arm.people(), evidence.labels(arm))));
    return files;
  }

  private String withRun(String from) {
    return evidence.run().map(_ -> from + " and " + evidence.runFrom()).orElse(from);
  }

  private static String score(double overall) {
    return "gold score %.2f of 5".formatted(overall);
  }

  private static String words(String text) {
    return Behaviour.words(text) + " words";
  }

  private static String two(Optional<Double> value) {
    return value.map("%.2f"::formatted).orElse("-");
  }
}
