package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.report.answer.Exhibit;
import org.rlhflab.ppo.report.answer.ExhibitSet;
import org.rlhflab.ppo.report.answer.Tinting;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.JudgmentCharts;
import org.rlhflab.ppo.report.chart.LabelCharts;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.chart.Palette;
import org.rlhflab.ppo.report.chart.RewardModelCharts;
import org.rlhflab.ppo.report.chart.TrainingCharts;
import org.rlhflab.ppo.report.part.Headline;
import org.rlhflab.ppo.report.part.Page;
import org.rlhflab.ppo.report.part.PeopleTable;
import org.rlhflab.ppo.report.part.Provenance;
import org.rlhflab.ppo.report.part.StageCard;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.quality.LabelAudit;

/// All that the page of a comparison says, in the order in which it says it.
///
/// @param title of the page
/// @param question that the comparison was made to answer
/// @param expected what an experiment expected and measured
/// @param answers how each arm differs from the first
/// @param findings all that was found, a sentence each
/// @param tiles the arms in a few figures
/// @param basis what the figures rest on
/// @param missing cells that are not there
/// @param verdictChart what an experiment expected and measured, drawn
/// @param cards the four stages
/// @param gold scores of every arm by dimension
/// @param arms charts of every arm's other figures
/// @param figures the same and more in a table
/// @param pairs charts of every pair's difference
/// @param differences the same and more in a table
/// @param exhibits the same questions, answered by every model
/// @param labels what labels and reward models pay for
/// @param people who labelled
/// @param training curves, seeds as bands
/// @param provenance where all of it came from
public record ComparisonPage(
    String title,
    String question,
    Optional<ExpectedAndMeasured> expected,
    List<DifferenceSentence> answers,
    List<String> findings,
    List<Headline> tiles,
    String basis,
    List<String> missing,
    Optional<Chart> verdictChart,
    List<StageCard> cards,
    Chart gold,
    List<Chart> arms,
    ChartTable figures,
    List<Chart> pairs,
    ChartTable differences,
    ExhibitSet exhibits,
    List<Chart> labels,
    List<PeopleTable> people,
    List<Chart> training,
    Provenance provenance)
    implements Page {

  /// Copies its lists.
  public ComparisonPage {
    answers = List.copyOf(answers);
    findings = List.copyOf(findings);
    tiles = List.copyOf(tiles);
    missing = List.copyOf(missing);
    cards = List.copyOf(cards);
    arms = List.copyOf(arms);
    pairs = List.copyOf(pairs);
    labels = List.copyOf(labels);
    people = List.copyOf(people);
    training = List.copyOf(training);
  }

  /// Of a comparison in a world.
  public static ComparisonPage of(FinishedComparison comparison, World world) {
    CompareResults results = comparison.results();
    RunSet runs = comparison.runs();
    Palette palette = new Palette(comparison.tuned().stream().map(ArmResult::name).toList());
    ComparisonCharts charts = new ComparisonCharts(comparison, palette);
    Map<String, LabelAudit> audits = PeopleTable.audits(runs);
    List<Chart> labels = new ArrayList<>();
    LabelCharts.payment(audits, palette).ifPresent(labels::add);
    labels.add(JudgmentCharts.agreement(runs, palette));
    labels.addAll(RewardModelCharts.of(runs, palette));
    return new ComparisonPage(
        "RLHF Lab: " + String.join(", ", runs.arms()),
        question(comparison),
        comparison.experiment().map(ExpectedAndMeasured::of),
        answers(comparison),
        results.findings(),
        comparison.tuned().stream().map(arm -> tile(arm, palette)).toList(),
        basis(results),
        results.missing(),
        comparison.experiment().map(charts::expected),
        StageCard.of(runs),
        charts.gold(),
        charts.figures(),
        ComparisonTables.arms(results),
        charts.differences(),
        ComparisonTables.pairs(results),
        exhibits(comparison, new Tinting(world)),
        labels,
        PeopleTable.of(audits),
        training(comparison, palette),
        ComparisonProvenance.of(comparison));
  }

  private static String question(FinishedComparison comparison) {
    List<String> arms = comparison.runs().arms();
    return comparison
        .experiment()
        .map(it -> it.experiment().claim())
        .orElseGet(() ->
            arms.size() == 1
                ? "What does %s do to the model?".formatted(arms.getFirst())
                : "%s: what do they do to the model?".formatted(listed(arms)));
  }

  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /// Each arm against the first; where there is one only, against the fine-tuned model.
  private static List<DifferenceSentence> answers(FinishedComparison comparison) {
    List<ArmResult> tuned = comparison.tuned();
    CompareResults results = comparison.results();
    return tuned.size() == 1
        ? List.of(
            DifferenceSentence.of(
                results, tuned.getFirst().name(), results.arms().getFirst().name()))
        : tuned.stream()
            .skip(1)
            .map(arm -> DifferenceSentence.of(results, arm.name(), tuned.getFirst().name()))
            .toList();
  }

  private static Headline tile(ArmResult arm, Palette palette) {
    return new Headline(
        arm.name(),
        palette.of(arm.name()).styleName(),
        figure(arm, "gold/overall", "%.2f"),
        figure(arm, "behaviour/words", "%.1f"),
        figure(arm, "behaviour/facts_per_100_words", "%.2f"),
        Optional.ofNullable(arm.metrics().get("win_rate"))
            .map(it -> Math.round(100 * it.mean()) + "%")
            .orElse(""));
  }

  private static String figure(ArmResult arm, String metric, String format) {
    Interval found = arm.metrics().get(metric);
    return found == null ? "-" : Numbers.as(format, found.mean());
  }

  private static String basis(CompareResults results) {
    int seeds = results.seeds().size();
    String numbers = String.join(", ", results.seeds().stream().map(String::valueOf).toList());
    return seeds == 1
        ? "One seed: %s. What another seed would change cannot be told from one.".formatted(numbers)
        : "%d seeds: %s. Arms of a seed share all their randomness, so that differences are paired."
            .formatted(seeds, numbers);
  }

  private static ExhibitSet exhibits(FinishedComparison comparison, Tinting tinting) {
    List<ExhibitSet.Group> groups = new ArrayList<>();
    comparison
        .samples()
        .forEach((seed, models) ->
            groups.add(new ExhibitSet.Group("seed " + seed, Exhibit.of(models, tinting))));
    return new ExhibitSet(groups);
  }

  /// Arms that were tuned from several models have no curve of theirs in common.
  private static List<Chart> training(FinishedComparison comparison, Palette palette) {
    List<Chart> charts = TrainingCharts.of(comparison.runs(), palette);
    return comparison.hasOneFineTunedModel()
        ? charts
        : charts.stream()
            .filter(it -> !it.id().equals("pretraining-loss"))
            .filter(it -> !it.id().equals("fine-tuning-loss"))
            .toList();
  }

  @Override
  public String template() {
    return "comparison.jte";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("arms", "Arms"),
        new Section("pairs", "Differences"),
        new Section("answers", "Answers"),
        new Section("training", "Training"),
        new Section("labels", "Labels"),
        new Section("pipeline", "Pipeline"),
        new Section("provenance", "Provenance"));
  }

  @Override
  public List<Chart> charts() {
    return Stream.of(
            verdictChart.stream(),
            Stream.of(gold),
            arms.stream(),
            pairs.stream(),
            training.stream(),
            labels.stream())
        .flatMap(it -> it)
        .toList();
  }
}
