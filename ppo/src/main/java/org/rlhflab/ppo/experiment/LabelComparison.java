package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.HolmCorrection;
import org.rlhflab.pretrain.statistics.SignFlipTest;

/// What finished cells say about their arms. Every two arms are compared seed by seed and prompt by
/// prompt: what a seed or a prompt does to both cancels.
///
/// Intervals hold the luck of seeds and of prompts ([BootstrapInterval#ofCrossedMean]). The test
/// asks whether the seeds' differences are centred on zero ([SignFlipTest]), Holm's correction
/// counts the pairs of one metric. The effect size is Cohen's d with the mean of both arms'
/// variances (Lakens 2013, equation 10).
public final class LabelComparison {
  /// What the fine-tuned model is called among the arms; `sft of NAME` where arms have several.
  public static final String FINE_TUNED = "sft";

  /// That of an arm, where arms have several.
  static String fineTuned(String arm) {
    return FINE_TUNED + " of " + arm;
  }

  private final BootstrapInterval bootstrap;
  private final long seed;

  /// `seed` decides the bootstrap's draws.
  public LabelComparison(long seed) {
    this.seed = seed;
    this.bootstrap = BootstrapInterval.withSeed(seed);
  }

  /// An arm's finished cells.
  ///
  /// @param arm what the cells are made from; empty for the fine-tuned model
  /// @param name of the arm
  /// @param demonstrations that it learnt from
  /// @param figures by seed
  /// @param cells where they are
  public record FinishedArm(
      Optional<ComparedArm> arm,
      String name,
      String demonstrations,
      Map<Long, CellFigures> figures,
      List<String> cells) {}

  /// Compares arms on the seeds that all of them have; at least one.
  public CompareResults of(List<FinishedArm> arms, List<String> missing, List<String> failed) {
    List<Long> seeds = commonSeeds(arms);
    if (seeds.isEmpty()) {
      return new CompareResults(List.of(), List.of(), List.of(), List.of(), missing, failed);
    }
    List<ArmResult> results = arms.stream().map(it -> result(it, seeds)).toList();
    List<PairResult> pairs = pairs(arms, seeds);
    List<String> names = arms.stream().map(FinishedArm::name).toList();
    return new CompareResults(
        results, pairs, Findings.of(names, pairs, seeds.size()), seeds, missing, failed);
  }

  private static List<Long> commonSeeds(List<FinishedArm> arms) {
    Set<Long> seeds = new LinkedHashSet<>(arms.getFirst().figures().keySet());
    arms.forEach(arm -> seeds.retainAll(arm.figures().keySet()));
    return seeds.stream().sorted().toList();
  }

  private ArmResult result(FinishedArm arm, List<Long> seeds) {
    Map<String, org.rlhflab.pretrain.statistics.Interval> metrics = new LinkedHashMap<>();
    for (String metric : metrics(arm, seeds)) {
      metrics.put(metric, bootstrap.ofCrossedMean(table(arm, metric, seeds)));
    }
    return new ArmResult(
        arm.name(),
        arm.arm().map(it -> it.labels().name()),
        arm.demonstrations(),
        arm.arm().map(ComparedArm::settings).orElse(List.of()),
        metrics,
        arm.cells());
  }

  private List<PairResult> pairs(List<FinishedArm> arms, List<Long> seeds) {
    Set<String> all = new LinkedHashSet<>();
    arms.forEach(arm -> all.addAll(metrics(arm, seeds)));
    List<PairResult> pairs = new ArrayList<>();
    for (String metric : all) {
      List<FinishedArm> having =
          arms.stream().filter(arm -> metrics(arm, seeds).contains(metric)).toList();
      pairs.addAll(corrected(pairs(having, metric, seeds)));
    }
    return pairs;
  }

  private List<PairResult> pairs(List<FinishedArm> arms, String metric, List<Long> seeds) {
    List<PairResult> pairs = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      for (int b = a + 1; b < arms.size(); b++) {
        // Later arms less earlier ones: as a rule the first is the one to hold others against.
        pairs.add(pair(arms.get(b), arms.get(a), metric, seeds));
      }
    }
    return pairs;
  }

  private PairResult pair(FinishedArm a, FinishedArm b, String metric, List<Long> seeds) {
    double[][] left = table(a, metric, seeds);
    double[][] right = table(b, metric, seeds);
    double[][] differences = new double[left.length][];
    for (int row = 0; row < left.length; row++) {
      differences[row] = new double[left[row].length];
      for (int column = 0; column < left[row].length; column++) {
        differences[row][column] = left[row][column] - right[row][column];
      }
    }
    double[] bySeed =
        Arrays.stream(differences)
            .mapToDouble(row -> Arrays.stream(row).average().orElse(0))
            .toArray();
    double p = SignFlipTest.pValue(bySeed, seed);
    var difference = bootstrap.ofCrossedMean(differences);
    double deviation = Math.sqrt((variance(left) + variance(right)) / 2);
    return new PairResult(
        a.name(),
        b.name(),
        metric,
        difference,
        p,
        p,
        deviation > 0 ? Optional.of(difference.mean() / deviation) : Optional.empty());
  }

  private static List<PairResult> corrected(List<PairResult> pairs) {
    double[] holm = HolmCorrection.adjust(pairs.stream().mapToDouble(PairResult::p).toArray());
    List<PairResult> corrected = new ArrayList<>();
    for (int i = 0; i < holm.length; i++) {
      PairResult it = pairs.get(i);
      corrected.add(
          new PairResult(
              it.a(), it.b(), it.metric(), it.difference(), it.p(), holm[i], it.effectSize()));
    }
    return corrected;
  }

  /// The metrics that every cell of the arm has.
  private static Set<String> metrics(FinishedArm arm, List<Long> seeds) {
    Set<String> metrics = new LinkedHashSet<>(figures(arm, seeds.getFirst()).figures().keySet());
    seeds.forEach(seed -> metrics.retainAll(figures(arm, seed).figures().keySet()));
    return metrics;
  }

  /// `[seed][prompt]`, or `[seed][1]` of what belongs to a cell as a whole.
  private static double[][] table(FinishedArm arm, String metric, List<Long> seeds) {
    return seeds.stream().map(seed -> figures(arm, seed).of(metric)).toArray(double[][]::new);
  }

  private static CellFigures figures(FinishedArm arm, long seed) {
    CellFigures figures = arm.figures().get(seed);
    if (figures == null) {
      throw new IllegalArgumentException(arm.name() + " has no cell of seed " + seed);
    }
    return figures;
  }

  private static double variance(double[][] table) {
    double[] all = Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray();
    double mean = Arrays.stream(all).average().orElse(0);
    return all.length < 2
        ? 0
        : Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum() / (all.length - 1);
  }
}
