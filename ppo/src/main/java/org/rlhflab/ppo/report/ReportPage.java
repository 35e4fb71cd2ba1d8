package org.rlhflab.ppo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.RunDocument.Check;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.quality.LabelAudit;

/// All that a page says, in the order in which it says it.
///
/// @param title of the page
/// @param question that the runs were made to answer
/// @param verdicts what each run found
/// @param basis what the figures rest on
/// @param headlines the tuned models in a few figures
/// @param cards the four stages
/// @param exhibits the same questions, answered by every model of each run
/// @param gold scores by dimension
/// @param figures every model's figures
/// @param labels charts of what labels pay for, and what reward models made of it
/// @param people who labelled
/// @param training curves
/// @param provenance where each run came from
public record ReportPage(
    String title,
    String question,
    List<Verdict> verdicts,
    String basis,
    List<Headline> headlines,
    List<StageCard> cards,
    ExhibitSet exhibits,
    Chart gold,
    ChartTable figures,
    List<Chart> labels,
    List<PeopleTable> people,
    List<Chart> training,
    List<Provenance> provenance)
    implements Page {

  /// What a run found.
  ///
  /// @param run what to call it; empty where there is one only
  /// @param finding in a sentence or two
  /// @param checks what was asked of the figures
  public record Verdict(String run, String finding, List<Check> checks) {
    /// Copies its list.
    public Verdict {
      checks = List.copyOf(checks);
    }
  }

  /// Copies its lists.
  public ReportPage {
    verdicts = List.copyOf(verdicts);
    headlines = List.copyOf(headlines);
    cards = List.copyOf(cards);
    labels = List.copyOf(labels);
    people = List.copyOf(people);
    training = List.copyOf(training);
    provenance = List.copyOf(provenance);
  }

  /// Of one or several runs in a world.
  public static ReportPage of(RunSet runs, World world) {
    Palette palette = new Palette(runs.arms());
    Map<String, LabelAudit> audits = PeopleTable.audits(runs);
    List<Chart> labels = new ArrayList<>();
    LabelCharts.payment(audits, palette).ifPresent(labels::add);
    labels.add(JudgmentCharts.agreement(runs, palette));
    labels.addAll(RewardModelCharts.of(runs, palette));
    return new ReportPage(
        "RLHF Lab: " + String.join(", ", runs.arms()),
        question(runs),
        runs.runs().stream().map(run -> verdict(run, runs.isSeveral())).toList(),
        basis(runs),
        Headline.of(runs, palette),
        StageCard.of(runs),
        exhibits(runs, new Tinting(world)),
        JudgmentCharts.gold(runs, palette),
        FiguresTable.of(runs),
        labels,
        PeopleTable.of(audits),
        TrainingCharts.of(runs, palette),
        runs.runs().stream().map(it -> Provenance.of(it, Reproduction.of(it))).toList());
  }

  @Override
  public String template() {
    return "run.jte";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("pipeline", "Pipeline"),
        new Section("answers", "Answers"),
        new Section("truth", "Truth"),
        new Section("labels", "Labels"),
        new Section("training", "Training"),
        new Section("provenance", "Provenance"));
  }

  @Override
  public List<Chart> charts() {
    return Stream.of(Stream.of(gold), labels.stream(), training.stream())
        .flatMap(it -> it)
        .toList();
  }

  private static ExhibitSet exhibits(RunSet runs, Tinting tinting) {
    return new ExhibitSet(
        runs.runs().stream()
            .map(run -> new ExhibitSet.Group(name(run), Exhibit.of(run, tinting)))
            .toList());
  }

  private static String name(FinishedRun run) {
    return "%s, seed %d".formatted(run.folder(), run.seed());
  }

  private static String question(RunSet runs) {
    boolean demo = runs.runs().stream().allMatch(run -> run.command().equals("demo"));
    return demo
        ? "One model, the same pairs of its answers, labelled by careful people and by people who"
            + " like long ones: what do labels do to it?"
        : "What do these labels do to the model?";
  }

  private static Verdict verdict(FinishedRun run, boolean several) {
    return new Verdict(several ? name(run) : "", run.document().finding(), run.document().checks());
  }

  private static String basis(RunSet runs) {
    var first = runs.runs().getFirst().document().arms().getFirst();
    String what =
        "%,d questions that no training used, %d answers to each at temperature %s"
            .formatted(first.prompts(), first.samples(), first.temperature());
    return runs.isSeveral()
        ? what + ", in each of %d runs.".formatted(runs.runs().size())
        : what + ", one seed: %d. Another seed may come out otherwise.".formatted(first.seed());
  }
}
