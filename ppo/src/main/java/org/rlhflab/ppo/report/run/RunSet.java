package org.rlhflab.ppo.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs that one page shows together: models of the same name belong to one line, each run being
/// one draw of it.
///
/// @param runs at least one
public record RunSet(List<FinishedRun> runs) {
  /// Copies its list.
  public RunSet {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a page needs at least one run");
    }
  }

  /// Names of the tuned models, in the order in which they appear.
  public List<String> arms() {
    return runs.stream()
        .flatMap(run -> run.arms().stream())
        .map(arm -> arm.model().shownName())
        .distinct()
        .toList();
  }

  /// Names of all models, in the order of the stages.
  public List<String> models() {
    return Stream.concat(Stream.of("base", "sft"), arms().stream()).toList();
  }

  /// That tuned model in every run that has it.
  public List<TunedArm> arm(String name) {
    return runs.stream()
        .flatMap(run -> run.arms().stream())
        .filter(arm -> arm.model().shownName().equals(name))
        .toList();
  }

  /// That model's figures in every run that has it.
  public List<ModelResult> results(String model) {
    List<ModelResult> results = new ArrayList<>();
    for (FinishedRun run : runs) {
      run.document().arms().stream()
          .filter(result -> result.shownName().equals(model))
          .forEach(results::add);
    }
    return results;
  }

  /// Whether figures are those of several runs.
  public boolean isSeveral() {
    return runs.size() > 1;
  }
}
