package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.quality.bias.PresentationBias;
import org.rlhflab.reward.quality.bias.PresentationBias.Effect;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;

/// People who share a bias agree with each other. Agreement, majority and Dawid-Skene then look
/// fine and are fooled alike; only what does not come from the crowd shows it. Two signs:
///
/// - **gold tasks**: two people of accuracy q who err independently agree in q^2 + (1 - q)^2 of all
///   pairs, so from their agreement a they should be right in `q = (1 + sqrt(2 a - 1)) / 2`. If
///   they are right in clearly fewer, they err together.
/// - **terms** (also where nobody overlaps): the labels pay for length or confidence clearly more
///   than the known answers do; or, without known answers, most people do so to a degree that no
///   chance explains.
final class SharedBias {
  /// Pairs agreed on from which agreement counts as high.
  static final double HIGH_AGREEMENT = 0.7;

  private static final double STRONG = 0.5;
  private static final double SIGNIFICANT = 0.01;

  private SharedBias() {}

  /// One sentence for each sign.
  static List<String> warnings(
      OptionalDouble pairwise,
      List<AnnotatorMeasures> people,
      PresentationBias labels,
      PresentationBias truth) {
    List<String> warnings = new ArrayList<>();
    if (pairwise.isPresent() && pairwise.getAsDouble() < HIGH_AGREEMENT) {
      return warnings;
    }
    pairwise.ifPresent(share -> gold(share, people, warnings));
    for (Term term : new Term[] {Term.LENGTH, Term.CONFIDENCE}) {
      labels.of(term).ifPresent(paid -> term(term, paid, people, truth, warnings));
    }
    return warnings;
  }

  private static void gold(double pairwise, List<AnnotatorMeasures> people, List<String> warnings) {
    double right = people.stream().mapToDouble(it -> it.gold().right()).sum();
    long tasks = people.stream().mapToLong(it -> it.gold().tasks()).sum();
    if (tasks > 0) {
      Interval gold = WilsonInterval.of(right, tasks);
      double independent = (1 + Math.sqrt(2 * pairwise - 1)) / 2;
      if (gold.hi() < independent) {
        warnings.add(
            "shared bias: people agree on %.2f of the pairs, so if they erred independently they would be right on %.2f of the gold tasks; they are right on %s. They err together: agreement, majority vote and Dawid-Skene cannot see it"
                .formatted(pairwise, independent, StatusRule.text(gold)));
      }
    }
  }

  private static void term(
      Term term,
      Effect paid,
      List<AnnotatorMeasures> people,
      PresentationBias truth,
      List<String> warnings) {
    String what = term == Term.LENGTH ? "twice the words" : "one booster more";
    if (truth.of(term).isPresent()) {
      Interval earned = truth.of(term).get().logOdds();
      if (paid.p() < SIGNIFICANT && paid.logOdds().lo() > Math.max(0, earned.hi())) {
        warnings.add(
            "shared bias: the labels pay %s in log-odds for %s, the known answers %s: people agree with each other, and not with what is right"
                .formatted(StatusRule.text(paid.logOdds()), what, StatusRule.text(earned)));
      }
      return;
    }
    long sharing =
        people.stream()
            .flatMap(it -> it.bias().of(term).stream())
            .filter(it -> it.logOdds().lo() > 0)
            .count();
    if (paid.p() < SIGNIFICANT && paid.logOdds().lo() > STRONG && 2 * sharing > people.size()) {
      warnings.add(
          "possibly a shared bias: %d of %d people favour %s, log-odds %s over all; without gold tasks nothing here tells whether that is earned"
              .formatted(
                  sharing,
                  people.size(),
                  term == Term.LENGTH ? "the longer response" : "the response that sounds surer",
                  StatusRule.text(paid.logOdds())));
    }
  }
}
