package org.rlhflab.ppo.lesson.demonstration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;

/// Simulated people of the shipped profiles judge the same pairs, so that they can be compared.
/// Known answers are written into every label.
final class SimulatedPeople {
  private static final String MONDAY = "monday";
  private static final String FRIDAY = "friday";

  private final List<PairToLabel> pairs;
  private final DataFolder data;
  private final long seed;
  private final Map<String, ResponseFeatures> responses = new HashMap<>();

  SimulatedPeople(List<PairToLabel> pairs, DataFolder data, long seed) {
    this.pairs = List.copyOf(pairs);
    this.data = data;
    this.seed = seed;
    for (PairToLabel pair : pairs) {
      responses.put(LinearReward.key(pair.prompt(), pair.a().text()), pair.a());
      responses.put(LinearReward.key(pair.prompt(), pair.b().text()), pair.b());
    }
  }

  /// How many pairs there are.
  int pairs() {
    return pairs.size();
  }

  /// What one person of a profile says of the pairs `from` to `to`, called by the profile's name.
  List<Preference> labels(String profile, int from, int to) {
    return labels(one(profile), from, to, MONDAY, 1);
  }

  /// The same, and of the first `repeats` pairs once more on another day.
  List<Preference> labelsWithRepeats(String profile, int from, int to, int repeats) {
    List<Preference> labels = new ArrayList<>(labels(profile, from, to));
    labels.addAll(labels(one(profile), from, Math.min(to, from + repeats), FRIDAY, 1));
    return labels;
  }

  /// What a whole crowd says, every pair judged by several.
  List<Preference> crowdLabels(String profile, int from, int to, int overlap) {
    return labels(AnnotatorFile.read(data.annotators(profile)), from, to, MONDAY, overlap);
  }

  /// How well a reward learnt from labels orders the pairs from `from` on, by the rubric.
  double accuracy(List<Preference> labels, int from) {
    return LinearReward.fit(labels, responses).accuracy(pairs.subList(from, pairs.size()));
  }

  private List<AnnotatorProfile> one(String profile) {
    return AnnotatorFile.people(AnnotatorFile.read(data.annotators(profile))).stream()
        .limit(1)
        .map(person -> person.named(profile))
        .toList();
  }

  private List<Preference> labels(
      List<AnnotatorProfile> people, int from, int to, String day, int overlap) {
    LabelingSession session =
        new LabelingSession(people, GoldRubric.DEFAULTS, seed, day, "", overlap);
    return session
        .label(pairs.subList(Math.min(from, pairs.size()), Math.min(to, pairs.size())))
        .stream()
        .map(this::withKnownAnswer)
        .toList();
  }

  private Preference withKnownAnswer(Preference label) {
    ResponseFeatures chosen = responses.get(LinearReward.key(label.prompt(), label.chosen()));
    ResponseFeatures rejected = responses.get(LinearReward.key(label.prompt(), label.rejected()));
    return chosen == null || rejected == null
        ? label
        : label.withGold(new KnownAnswer(chosen.gold(), rejected.gold()).verdict());
  }
}
