package org.rlhflab.ppo.report.part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.LabelAudit;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// The people behind the labels of one model, as `rlhf labels audit` sees them.
///
/// @param model tuned on these labels
/// @param table one person a row; what the labels do not show of anybody has no column
/// @param flags what stands out, a line each
/// @param warnings what nobody's own figures can show
public record PeopleTable(
    String model, ChartTable table, List<String> flags, List<String> warnings) {

  private record Column(String name, Function<AnnotatorReport, Optional<Double>> figure) {}

  private static final List<Column> COLUMNS =
      List.of(
          of("right on gold tasks", AnnotatorReport::goldAccuracy),
          of("same again on repeats", AnnotatorReport::consistency),
          of("as most others", AnnotatorReport::agreement),
          of("length, log-odds", AnnotatorReport::lengthBias),
          of("confidence, log-odds", AnnotatorReport::confidenceBias),
          of("shown first, log-odds", AnnotatorReport::positionBias),
          new Column("reasons that cite", it -> boxed(it.rationaleSpecific())),
          new Column("median seconds", it -> boxed(it.medianSeconds())));

  /// Copies its lists.
  public PeopleTable {
    flags = List.copyOf(flags);
    warnings = List.copyOf(warnings);
  }

  /// The audit of every label file that lies in the runs' folders, by the model tuned on it: the
  /// first run's where several have it. Labels that allow no audit have none.
  public static Map<String, LabelAudit> audits(RunSet runs) {
    Map<String, LabelAudit> audits = new LinkedHashMap<>();
    for (String name : runs.arms()) {
      TunedArm arm = runs.arm(name).getFirst();
      if (arm.labels().isPresent()) {
        try {
          audits.put(
              name,
              LabelAudit.of(
                  PreferenceFile.read(arm.labels().get()),
                  LabelAudit.GOLD_STANDARD,
                  arm.model().seed()));
        } catch (UndefinedMeasure nothingToAudit) {
          continue;
        }
      }
    }
    return audits;
  }

  /// A table for each audit.
  public static List<PeopleTable> of(Map<String, LabelAudit> audits) {
    return audits.entrySet().stream().map(it -> of(it.getKey(), it.getValue())).toList();
  }

  private static PeopleTable of(String model, LabelAudit audit) {
    List<AnnotatorReport> people = audit.annotators();
    List<Column> shown =
        COLUMNS.stream()
            .filter(column -> people.stream().anyMatch(it -> column.figure().apply(it).isPresent()))
            .toList();
    List<String> names = new ArrayList<>(List.of("annotator", "labels"));
    shown.forEach(column -> names.add(column.name()));
    names.add("status");
    List<List<String>> rows = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (AnnotatorReport person : people) {
      String name = person.id().isEmpty() ? "(nobody named)" : person.id();
      List<String> row = new ArrayList<>(List.of(name, Numbers.whole(person.labels())));
      shown.forEach(column -> row.add(column.figure().apply(person).map(Numbers::two).orElse("-")));
      row.add(person.status());
      rows.add(row);
      person.flags().forEach(flag -> flags.add(name + ": " + flag));
    }
    return new PeopleTable(model, new ChartTable(names, rows), flags, audit.warnings());
  }

  private static Column of(String name, Function<AnnotatorReport, Optional<Interval>> figure) {
    return new Column(name, person -> figure.apply(person).map(Interval::mean));
  }

  private static Optional<Double> boxed(OptionalDouble figure) {
    return figure.isPresent() ? Optional.of(figure.getAsDouble()) : Optional.empty();
  }
}
