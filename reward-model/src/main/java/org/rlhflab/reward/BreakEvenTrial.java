package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.annotator.AnnotationCampaign;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.quality.LabelWeights;
import org.rlhflab.reward.quality.Weighting;

/// One seed: its pairs, its careful labels, and what careless people make of the rest.
final class BreakEvenTrial {
  /// One seed at one lapse rate.
  ///
  /// @param carefulRight share of the careful labels that choose as the gold rubric does
  /// @param carelessRight the same for the careless ones
  /// @param carefulApart accuracy of a scorer of the careful labels alone
  /// @param carelessApart the same for the careless ones
  /// @param pool the two in one pool
  record Outcome(
      double carefulRight,
      double carelessRight,
      double carefulApart,
      double carelessApart,
      PooledGroups pool) {}

  private final LabelBreakEven.Supplies supplies;
  private final LabelBreakEven.Sizes sizes;
  private final Weighting weighting;
  private final KnownPairs test;
  private final long seed;
  private final List<PairToLabel> pairs;
  private final List<PairToLabel> gold;
  private final KnownPairs known;
  private final List<Preference> careful;
  private final Set<String> carefulPeople = new HashSet<>();
  private final double carefulApart;

  BreakEvenTrial(
      LabelBreakEven.Supplies supplies,
      LabelBreakEven.Sizes sizes,
      Weighting weighting,
      FrozenFeatures features,
      KnownPairs test,
      int place,
      long firstSeed) {
    this.supplies = supplies;
    this.sizes = sizes;
    this.weighting = weighting;
    this.test = test;
    this.seed = firstSeed + place;
    this.pairs = part(supplies.pool(), sizes.pairs(), place);
    this.gold = part(supplies.gold(), sizes.goldTasks(), place);
    this.known = new KnownPairs(features, pairs);
    this.careful = labels(supplies.careful(), pairs.subList(0, sizes.careful()));
    careful.forEach(label -> carefulPeople.add(label.annotator()));
    this.carefulApart = apart(careful);
  }

  /// What comes of it at one lapse rate.
  Outcome at(double lapse) {
    AnnotatorProfile hasty =
        AnnotatorFile.changed(supplies.careless(), Map.of("lapse_rate", lapse));
    List<Preference> careless = labels(hasty, pairs.subList(sizes.careful(), sizes.pairs()));
    List<Preference> all = new ArrayList<>(careful);
    all.addAll(careless);
    List<Preference> weighed = trained(LabelWeights.of(all, Set.of(), weighting, 0).labels());
    double mean = weighed.stream().mapToDouble(Preference::weight).average().orElseThrow();
    List<Preference> pool = weighed.stream().map(it -> it.withWeight(it.weight() / mean)).toList();
    return new Outcome(
        known.right(trained(careful)),
        known.right(trained(careless)),
        carefulApart,
        apart(careless),
        PooledGroups.of(pool, known.data(pool), carefulPeople, test, new RandomStreams(seed)));
  }

  private double apart(List<Preference> labels) {
    LinearScorer.Data data = known.data(trained(labels));
    return test.accuracy(LinearScorer.of(data, new RandomStreams(seed)));
  }

  private List<Preference> labels(AnnotatorProfile profile, List<PairToLabel> own) {
    AnnotationCampaign campaign =
        new AnnotationCampaign(
            List.of(AnnotatorFile.changed(profile, Map.of("count", sizes.people()))),
            GoldRubric.DEFAULTS,
            seed,
            supplies.source(),
            1,
            new CollectionPlan(sizes.goldTasks(), sizes.repeats(), LabelBreakEven.SITTINGS));
    return campaign.label(campaign.assign(own, gold));
  }

  private static List<Preference> trained(List<Preference> labels) {
    return labels.stream()
        .filter(label -> label.gold().isEmpty() && label.repeatOf().isEmpty())
        .toList();
  }

  private static List<PairToLabel> part(List<PairToLabel> all, int size, int place) {
    return all.subList(place * size, (place + 1) * size);
  }
}
