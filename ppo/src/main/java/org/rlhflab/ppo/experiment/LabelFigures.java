package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.BayesCeiling;
import org.rlhflab.reward.label.JudgeablePair;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.AnnotatorStatus;
import org.rlhflab.reward.quality.LabelAudit;
import org.rlhflab.reward.quality.agreement.PairwiseAgreement;
import org.rlhflab.reward.quality.bias.ResponseSurface;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// What a cell's labels are like, before any model has learnt from them:
///
/// - `labels/agreement`: share of pairs of people who say the same of a pair, where two were asked;
/// - `labels/gold_agreement`: share of labels that prefer what the gold rubric prefers, where both
///   have a preference;
/// - `labels/longer_chosen`: share of labels that prefer the one with more words, where lengths
///   differ and the label is no tie;
/// - `labels/bayes_ceiling`, `labels/bayes_ceiling_gold`: the most that any scorer could agree with
///   such people, and with the gold rubric by learning from them, see [BayesCeiling];
/// - `labels/found_out`, `labels/wrongly_suspected`: share of the people led by something else than
///   the rubric, and of the others, whom the audit would not simply keep.
final class LabelFigures {
  private LabelFigures() {}

  /// Of labels on questions of this world, by people of known nature, if it is; what cannot be
  /// measured is left out.
  static Map<String, Double> of(
      List<Preference> labels, List<AnnotatorProfile> people, World world) {
    Map<String, Double> figures = new LinkedHashMap<>();
    agreement(labels).ifPresent(it -> figures.put("labels/agreement", it));
    JudgeablePair.Reader reader = new JudgeablePair.Reader(world);
    List<JudgeablePair> known = new ArrayList<>();
    int better = 0;
    int judged = 0;
    int longer = 0;
    int uneven = 0;
    for (Preference label : labels) {
      Optional<JudgeablePair> pair = reader.of(label);
      pair.ifPresent(known::add);
      if (label.tie()) {
        continue;
      }
      Optional<Verdict> truth = pair.map(it -> it.answer().verdict());
      if (truth.filter(it -> it != Verdict.TIE).isPresent()) {
        judged++;
        better += truth.get() == Verdict.CHOSEN ? 1 : 0;
      }
      int more = ResponseSurface.words(label.chosen()) - ResponseSurface.words(label.rejected());
      uneven += more != 0 ? 1 : 0;
      longer += more > 0 ? 1 : 0;
    }
    if (judged > 0) {
      figures.put("labels/gold_agreement", (double) better / judged);
    }
    if (uneven > 0) {
      figures.put("labels/longer_chosen", (double) longer / uneven);
    }
    BayesCeiling.of(known, people)
        .ifPresent(ceiling -> {
          figures.put("labels/bayes_ceiling", ceiling.labels());
          ceiling.gold().ifPresent(it -> figures.put("labels/bayes_ceiling_gold", it));
        });
    figures.putAll(suspected(labels, people));
    return figures;
  }

  private static Map<String, Double> suspected(
      List<Preference> labels, List<AnnotatorProfile> people) {
    if (people.isEmpty()) {
      return Map.of();
    }
    Set<String> kept =
        LabelAudit.people(labels, LabelAudit.GOLD_STANDARD).stream()
            .filter(it -> it.status().equals(AnnotatorStatus.KEEP.key()))
            .map(AnnotatorReport::id)
            .collect(Collectors.toSet());
    Map<String, Double> figures = new LinkedHashMap<>();
    for (boolean atFault : List.of(true, false)) {
      people.stream()
          .filter(it -> it.judgesByTheRubric() != atFault)
          .mapToDouble(it -> kept.contains(it.id()) ? 0 : 1)
          .average()
          .ifPresent(share ->
              figures.put(atFault ? "labels/found_out" : "labels/wrongly_suspected", share));
    }
    return figures;
  }

  private static Optional<Double> agreement(List<Preference> labels) {
    try {
      return Optional.of(
          PairwiseAgreement.of(PairJudgments.of(labels).firstOfEach().judgments()).share());
    } catch (UndefinedMeasure alone) {
      return Optional.empty();
    }
  }
}
