package org.rlhflab.ppo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rlhflab.ppo.report.answer.Exhibit;
import org.rlhflab.ppo.report.answer.Tint;
import org.rlhflab.ppo.report.answer.Tinting;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.JudgmentCharts;
import org.rlhflab.ppo.report.chart.LabelCharts;
import org.rlhflab.ppo.report.chart.Palette;
import org.rlhflab.ppo.report.chart.TrainingCharts;
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
/// @param exhibits the same questions, answered by every model of the first run
/// @param tints kinds of sentences that occur there
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
    List<Exhibit> exhibits,
    List<Tint> tints,
    Chart gold,
    ChartTable figures,
    List<Chart> labels,
    List<PeopleTable> people,
    List<Chart> training,
    List<Provenance> provenance) {

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
    exhibits = List.copyOf(exhibits);
    tints = List.copyOf(tints);
    labels = List.copyOf(labels);
    people = List.copyOf(people);
    training = List.copyOf(training);
    provenance = List.copyOf(provenance);
  }

  /// Of one or several runs in a world.
  public static ReportPage of(RunSet runs, World world) {
    Palette palette = new Palette(runs.arms());
    Map<String, LabelAudit> audits = PeopleTable.audits(runs);
    List<Exhibit> exhibits = Exhibit.of(runs.runs().getFirst(), new Tinting(world));
    List<Chart> labels = new ArrayList<>();
    LabelCharts.payment(audits, palette).ifPresent(labels::add);
    labels.add(JudgmentCharts.agreement(runs, palette));
    return new ReportPage(
        "RLHF Lab: " + String.join(", ", runs.arms()),
        question(runs),
        runs.runs().stream().map(run -> verdict(run, runs.isSeveral())).toList(),
        basis(runs),
        Headline.of(runs, palette),
        StageCard.of(runs),
        exhibits,
        List.copyOf(Exhibit.tints(exhibits)),
        JudgmentCharts.gold(runs, palette),
        FiguresTable.of(runs),
        labels,
        audits.entrySet().stream().map(it -> PeopleTable.of(it.getKey(), it.getValue())).toList(),
        TrainingCharts.of(runs, palette),
        runs.runs().stream().map(Provenance::of).toList());
  }

  /// Every chart, in the page's order.
  public List<Chart> charts() {
    return Stream.of(Stream.of(gold), labels.stream(), training.stream())
        .flatMap(it -> it)
        .toList();
  }

  private static String question(RunSet runs) {
    boolean demo = runs.runs().stream().allMatch(run -> run.command().equals("demo"));
    return demo
        ? "One model, the same pairs of its answers, labelled by careful people and by people who"
            + " like long ones: what do labels do to it?"
        : "What do these labels do to the model?";
  }

  private static Verdict verdict(FinishedRun run, boolean several) {
    String name = several ? "%s, seed %d".formatted(run.folder(), run.seed()) : "";
    return new Verdict(name, run.document().finding(), run.document().checks());
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
