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
/// @param first what tells the arms apart at a glance
/// @param arms charts of every arm's other figures
/// @param figures the same and more in a table
/// @param pairs charts of every pair's difference
/// @param differences the same and more in a table
/// @param exhibits the same questions, answered by every model; empty where no arm has a policy
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
    Chart first,
    List<Chart> arms,
    ChartTable figures,
    List<Chart> pairs,
    ChartTable differences,
    Optional<ExhibitSet> exhibits,
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
        charts.first(),
        charts.figures(),
        ComparisonTables.arms(comparison),
        charts.differences(),
        ComparisonTables.pairs(results),
        comparison.hasPolicies()
            ? Optional.of(exhibits(comparison, new Tinting(world)))
            : Optional.empty(),
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
                ? "What does %s do to the %s?".formatted(arms.getFirst(), learner(comparison))
                : "%s: what do they do to the %s?".formatted(listed(arms), learner(comparison)));
  }

  private static String learner(FinishedComparison comparison) {
    return comparison.hasPolicies() ? "model" : "reward model";
  }

  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /// Those arms against each other on which an experiment rests. Otherwise each arm against the
  /// first; where there is one only, against the fine-tuned model.
  private static List<DifferenceSentence> answers(FinishedComparison comparison) {
    List<ArmResult> tuned = comparison.tuned();
    CompareResults results = comparison.results();
    if (comparison.experiment().isPresent()) {
      return comparison.experiment().get().experiment().expectations().stream()
          .map(it -> DifferenceSentence.of(results, it.arm(), it.control()))
          .distinct()
          .toList();
    }
    ArmResult first = tuned.getFirst();
    if (tuned.size() == 1 && !comparison.hasPolicies()) {
      return List.of(DifferenceSentence.ofRewardModel(first, results.seeds().size()));
    }
    return tuned.size() == 1
        ? List.of(DifferenceSentence.of(results, first.name(), results.arms().getFirst().name()))
        : tuned.stream()
            .skip(1)
            .map(arm -> DifferenceSentence.of(results, arm.name(), first.name()))
            .toList();
  }

  private static Headline tile(ArmResult arm, Palette palette) {
    String style = palette.of(arm.name()).styleName();
    return FinishedComparison.answers(arm)
        ? Headline.of(
            arm.name(),
            style,
            figure(arm, "gold/overall"),
            figure(arm, "behaviour/words"),
            figure(arm, "behaviour/facts_per_100_words"),
            figure(arm, "win_rate"))
        : new Headline(
            arm.name(),
            style,
            ShownMetric.OF_REWARD_MODELS.stream()
                .flatMap(metric ->
                    figure(arm, metric.key()).stream()
                        .map(it -> new Headline.Figure(metric.name(), Headline.percent(it))))
                .toList());
  }

  private static Optional<Interval> figure(ArmResult arm, String metric) {
    return Optional.ofNullable(arm.metrics().get(metric));
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
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("arms", "Arms"));
    sections.add(new Section("pairs", "Differences"));
    exhibits.ifPresent(_ -> sections.add(new Section("answers", "Answers")));
    sections.add(new Section("training", "Training"));
    sections.add(new Section("labels", "Labels"));
    sections.add(new Section("pipeline", "Pipeline"));
    sections.add(new Section("provenance", "Provenance"));
    return sections;
  }

  @Override
  public List<Chart> charts() {
    return Stream.of(
            verdictChart.stream(),
            Stream.of(first),
            arms.stream(),
            pairs.stream(),
            training.stream(),
            labels.stream())
        .flatMap(it -> it)
        .toList();
  }
}
