package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.part.Provenance;
import org.rlhflab.ppo.report.part.Provenance.Line;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.StageResults;

/// Where a comparison's numbers came from.
final class ComparisonProvenance {
  private ComparisonProvenance() {}

  static Provenance of(FinishedComparison comparison) {
    FinishedRun first = comparison.runs().runs().getFirst();
    String seeds =
        comparison.results().seeds().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return new Provenance(
        comparison.folder().toString(),
        (comparison.runs().isSeveral() ? "Seeds " : "Seed ") + seeds,
        comparison.command().orElseGet(() -> fromResults(comparison))
            + " --out "
            + Provenance.quoted(comparison.folder() + "-again"),
        Provenance.versions(first),
        Provenance.machine(first),
        times(comparison),
        first.stages().stream().distinct().map(Provenance::stage).toList());
  }

  /// As far as results know it.
  private static String fromResults(FinishedComparison comparison) {
    List<String> words = new ArrayList<>(List.of("rlhf"));
    if (comparison.experiment().isPresent()) {
      words.addAll(List.of("experiment", comparison.experiment().get().experiment().name()));
    } else {
      words.add("compare");
      for (ArmResult arm : comparison.tuned()) {
        List<String> parts = new ArrayList<>();
        parts.add(arm.name() + "=" + arm.labels().orElse(""));
        parts.addAll(arm.settings());
        words.add(String.join(",", parts));
      }
    }
    List<Long> seeds = comparison.results().seeds();
    words.addAll(List.of("--seed", String.valueOf(seeds.getFirst())));
    words.addAll(List.of("--seeds", String.valueOf(seeds.size())));
    return words.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
  }

  private static List<Line> times(FinishedComparison comparison) {
    Map<String, StageResults> stages = new LinkedHashMap<>();
    comparison.runs().runs().stream()
        .flatMap(run -> run.stages().stream())
        .forEach(stage -> stages.put(stage.folder(), stage));
    Map<String, List<StageResults>> kinds =
        stages.values().stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.record().stage(), LinkedHashMap::new, Collectors.toList()));
    List<Line> lines = new ArrayList<>();
    kinds.forEach((kind, all) ->
        lines.add(
            new Line(
                all.size() + " times " + kind,
                Numbers.duration(
                    all.stream().mapToDouble(it -> it.record().wallSeconds()).sum()))));
    lines.add(
        new Line(
            "all of training",
            Numbers.duration(
                stages.values().stream().mapToDouble(it -> it.record().wallSeconds()).sum())));
    return lines;
  }
}
