package org.rlhflab.ppo.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.statistics.HolmCorrection;

/// A finding of the literature, written down before it is measured: a file in `data/experiments/`,
/// or one of your own.
///
/// @param name what the command calls it
/// @param source paper
/// @param claim in a sentence
/// @param arms as `rlhf compare` takes them
/// @param expectations what the claim says of the figures
public record Experiment(
    String name, String source, String claim, List<String> arms, List<Expectation> expectations) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String ADVICE = "see data/README.md, experiments";

  /// Copies its lists and checks that there is something to compare.
  public Experiment {
    required("name", name);
    required("source", source);
    required("claim", claim);
    required("arms", arms);
    required("expectations", expectations);
    arms = List.copyOf(arms);
    expectations = List.copyOf(expectations);
    if (arms.isEmpty() || expectations.isEmpty()) {
      throw new IllegalArgumentException("an experiment needs arms and expectations");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"name\" must be letters, digits, - and _, for it names files, got \"" + name + "\"");
    }
  }

  /// A file may lack what a record has.
  static void required(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("\"" + field + "\" is missing");
    }
  }

  /// Reads one from its file.
  public static Experiment read(Path file) {
    return Json.read(file, node -> Json.MAPPER.treeToValue(node, Experiment.class), ADVICE);
  }

  /// Refuses expectations of arms and figures that nobody knows, before anything is trained.
  ///
  /// @param armNames of its arms
  public void check(List<String> armNames) {
    Set<String> compared = new LinkedHashSet<>(armNames);
    compared.add(LabelComparison.FINE_TUNED);
    armNames.forEach(arm -> compared.add(LabelComparison.fineTuned(arm)));
    for (Expectation expected : expectations) {
      for (String arm : List.of(expected.arm(), expected.control())) {
        if (!compared.contains(arm)) {
          throw new BadInput(
              "experiment %s expects something of %s, which is none of its arms %s"
                  .formatted(name, arm, String.join(", ", armNames)));
        }
      }
      if (!CellFigures.NAMES.contains(expected.metric())) {
        throw new BadInput(
            "experiment %s expects something of %s, which is no figure; there are %s"
                .formatted(name, expected.metric(), String.join(", ", CellFigures.NAMES)));
      }
    }
  }

  /// What came of it.
  ///
  /// @param experiment what was expected
  /// @param outcomes what was measured, in the order of the expectations
  /// @param damageLeft what tuning left of differences between fine-tuned models
  /// @param verdict of all outcomes together
  /// @param results every arm and pair
  public record Result(
      Experiment experiment,
      List<Expectation.Outcome> outcomes,
      List<DamageLeft> damageLeft,
      Verdict verdict,
      CompareResults results) {}

  /// Judges what a comparison of its arms found.
  public Result judge(CompareResults results) {
    List<PairResult> pairs = new ArrayList<>();
    for (Expectation expected : expectations) {
      pairs.add(
          results
              .pair(expected.arm(), expected.control(), expected.metric())
              .orElseThrow(() ->
                  new BadInput(
                      "experiment %s expects %s, but its arms have no such figure"
                          .formatted(name, expected.text()))));
    }
    double[] holm = HolmCorrection.adjust(pairs.stream().mapToDouble(PairResult::p).toArray());
    List<Expectation.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < holm.length; i++) {
      outcomes.add(expectations.get(i).judge(pairs.get(i), holm[i], results.seeds().size()));
    }
    return new Result(this, outcomes, DamageLeft.of(outcomes), verdict(outcomes), results);
  }

  /// A claim stands with all it says and falls with any of it.
  private static Verdict verdict(List<Expectation.Outcome> outcomes) {
    List<Verdict> all = outcomes.stream().map(Expectation.Outcome::verdict).toList();
    if (all.contains(Verdict.NOT_REPRODUCED)) {
      return Verdict.NOT_REPRODUCED;
    }
    return all.contains(Verdict.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.REPRODUCED;
  }
}
