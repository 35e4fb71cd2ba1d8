package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.rlhflab.ppo.experiment.LabelComparison.FinishedArm;

/// Arms by seeds: makes every cell, or this process's share of them, and compares what is there.
///
/// @param runner makes cells
/// @param comparison compares them
public record Compare(CellRunner runner, LabelComparison comparison) {

  /// Makes the cells of a shard and compares all that are finished, whoever made them.
  ///
  /// @param arms with names that differ
  /// @param first the first seed; the others follow it
  /// @param seeds how many
  /// @param shard this process's part
  public CompareResults run(List<ComparedArm> arms, long first, int seeds, Shard shard) {
    List<Long> all = LongStream.range(first, first + seeds).boxed().toList();
    List<Cell> cells = new ArrayList<>();
    all.forEach(seed -> arms.forEach(arm -> cells.add(new Cell(arm, seed))));
    Map<Cell, String> failures = runner.run(shard.of(cells));
    List<FinishedArm> finished = finished(arms, all);
    List<String> failed = failures.entrySet().stream().map(Compare::failure).sorted().toList();
    return comparison.of(finished, missing(cells, finished, failures), failed);
  }

  private List<FinishedArm> finished(List<ComparedArm> arms, List<Long> seeds) {
    Map<Object, ComparedArm> fineTuned = new LinkedHashMap<>();
    for (ComparedArm arm : arms) {
      Cell any = new Cell(arm, seeds.getFirst());
      fineTuned.putIfAbsent(runner.store().place(any, Step.FINE_TUNED), arm);
    }
    List<FinishedArm> finished = new ArrayList<>();
    for (ComparedArm arm : fineTuned.values()) {
      String name = LabelComparison.FINE_TUNED;
      finished.add(
          new FinishedArm(
              Optional.empty(),
              fineTuned.size() == 1 ? name : LabelComparison.fineTuned(arm.name()),
              arm.demonstrations().toString(),
              figures(arm, seeds, runner.store()::fineTunedFigures),
              places(arm, seeds, Step.FINE_TUNED)));
    }
    for (ComparedArm arm : arms) {
      finished.add(
          new FinishedArm(
              Optional.of(arm),
              arm.name(),
              arm.demonstrations().toString(),
              figures(arm, seeds, runner.store()::ownFigures),
              places(arm, seeds, arm.course().last())));
    }
    return finished;
  }

  private static Map<Long, CellFigures> figures(
      ComparedArm arm, List<Long> seeds, Function<Cell, Optional<CellFigures>> figures) {
    Map<Long, CellFigures> bySeed = new LinkedHashMap<>();
    for (long seed : seeds) {
      figures.apply(new Cell(arm, seed)).ifPresent(found -> bySeed.put(seed, found));
    }
    return bySeed;
  }

  private List<String> places(ComparedArm arm, List<Long> seeds, Step step) {
    return seeds.stream()
        .map(seed -> runner.store().place(new Cell(arm, seed), step).path().toString())
        .toList();
  }

  private static List<String> missing(
      List<Cell> cells, List<FinishedArm> finished, Map<Cell, String> failures) {
    Map<ComparedArm, Set<Long>> made = new HashMap<>();
    for (FinishedArm each : finished) {
      each.arm().ifPresent(arm -> made.put(arm, each.figures().keySet()));
    }
    List<String> missing = new ArrayList<>();
    for (Cell cell : cells) {
      String reason = failures.get(cell);
      if (reason != null) {
        missing.add(failure(Map.entry(cell, reason)));
      } else if (!made.getOrDefault(cell.arm(), Set.of()).contains(cell.seed())) {
        missing.add(cell + ": not made yet");
      }
    }
    return missing;
  }

  private static String failure(Map.Entry<Cell, String> failed) {
    return failed.getKey() + ": " + failed.getValue();
  }
}
