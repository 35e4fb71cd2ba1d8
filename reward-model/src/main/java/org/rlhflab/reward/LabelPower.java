package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.collection.GoldTasks;
import org.rlhflab.reward.label.JudgeablePair;
import org.rlhflab.reward.label.Preference;

/// What gold tasks can tell about people, on simulated people whose truth is known, in the form of
/// its JSON document.
///
/// @param clearPairs the pairs that gold tasks are drawn from: those that differ by at least
///   [GoldTasks#CLEAR] points of the gold rubric
/// @param longerIsRight share of them whose better response has more words, equal ones counted half
/// @param goldStandard what the audit takes a careful person's accuracy to be
/// @param coverage of the intervals of gold accuracy
/// @param flags whom the audit finds
record LabelPower(
    int clearPairs,
    double longerIsRight,
    double goldStandard,
    GoldCoverage coverage,
    FlagPower flags) {
  private static final int FEWEST_CLEAR_PAIRS = 100;

  /// Lets people do the tasks, and audits them.
  static LabelPower of(
      List<PairToLabel> clear,
      List<AnnotatorProfile> careful,
      List<AnnotatorProfile> careless,
      int people,
      int crowds,
      double goldStandard,
      long seed,
      Progress progress) {
    return new LabelPower(
        clear.size(),
        longerIsRight(clear),
        goldStandard,
        GoldCoverage.of(clear, people, seed, progress),
        FlagPower.of(clear, careful, careless, crowds, goldStandard, seed, progress));
  }

  /// The different pairs of labels that can serve as gold tasks.
  static List<PairToLabel> clear(List<Preference> labels, World world) {
    JudgeablePair.Reader reader = new JudgeablePair.Reader(world);
    Set<Set<String>> seen = new HashSet<>();
    List<PairToLabel> clear = new ArrayList<>();
    for (Preference label : labels) {
      if (label.isEmptyChoice()
          || !seen.add(
              Set.of("?" + label.prompt(), "." + label.chosen(), "." + label.rejected()))) {
        continue;
      }
      reader
          .of(label)
          .map(it -> PairToLabel.of("gold-" + (clear.size() + 1), it, GoldRubric.DEFAULTS))
          .filter(it -> Math.abs(it.goldDifference()) >= GoldTasks.CLEAR)
          .ifPresent(clear::add);
    }
    if (clear.size() < FEWEST_CLEAR_PAIRS) {
      throw new BadInput(
          "of %d labels %d are of different pairs of which the gold rubric clearly prefers one; gold tasks need at least %d, give a larger file"
              .formatted(labels.size(), clear.size(), FEWEST_CLEAR_PAIRS));
    }
    return clear;
  }

  /// Refuses what has no interval.
  static void check(int people, int crowds) {
    if (people < 1 || people > 100_000) {
      throw new BadInput("--people must be 1 to 100000, got " + people);
    }
    if (crowds < 2 || crowds > 10_000) {
      throw new BadInput("--crowds must be 2 to 10000, got " + crowds);
    }
  }

  private static double longerIsRight(List<PairToLabel> clear) {
    return clear.stream()
        .mapToDouble(it -> {
          int longer = Integer.signum(it.a().words() - it.b().words());
          return (1 + longer * Math.signum(it.goldDifference())) / 2;
        })
        .average()
        .orElseThrow();
  }
}
