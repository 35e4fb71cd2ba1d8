package org.rlhflab.ppo.report.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.part.Page;
import org.rlhflab.ppo.report.part.Provenance;
import org.rlhflab.ppo.report.part.Provenance.Line;
import org.rlhflab.pretrain.stage.CodeVersion;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.LabelAudit;

/// All that the page of a label file says, in the order in which it says it.
///
/// @param title of the page
/// @param numbers the answer, in figures
/// @param verdict the same in words
/// @param teaching what the file would teach
/// @param people everybody, the worst first
/// @param charts of everybody, and of what the file would teach
/// @param table the same and more
/// @param agreement between people
/// @param warnings what nobody's own figures can show
/// @param source where the figures come from
/// @param command that repeats the audit
public record LabelAuditPage(
    String title,
    String numbers,
    String verdict,
    Teaching teaching,
    List<Person> people,
    List<Chart> charts,
    ChartTable table,
    ChartTable agreement,
    List<String> warnings,
    List<Line> source,
    String command)
    implements Page {

  /// What is to become of a person's labels, and why.
  ///
  /// @param name of the person
  /// @param status `keep`, `watch`, `down-weight` or `remove`
  /// @param reason for it
  /// @param flags what stands out besides
  public record Person(String name, String status, String reason, List<String> flags) {
    /// Copies its list.
    public Person {
      flags = List.copyOf(flags);
    }
  }

  /// Copies its lists.
  public LabelAuditPage {
    people = List.copyOf(people);
    charts = List.copyOf(charts);
    warnings = List.copyOf(warnings);
    source = List.copyOf(source);
  }

  /// Of a file's labels and their audit.
  public static LabelAuditPage of(
      Path file, List<Preference> labels, LabelAudit audit, long seed, World world) {
    Teaching teaching = Teaching.of(labels, world);
    List<Chart> charts = new ArrayList<>(new PeopleCharts(audit).all());
    charts.add(teaching.chart());
    String name = file.getFileName().toString();
    return new LabelAuditPage(
        "RLHF Lab: " + name,
        "%,d labels of %,d pairs by %s%s"
            .formatted(
                audit.labels(),
                audit.pairs(),
                audit.annotators().size() == 1
                    ? "one person"
                    : "%,d people".formatted(audit.annotators().size()),
                agreementInWords(audit)),
        statuses(audit),
        teaching,
        PeopleCharts.sorted(audit).stream()
            .filter(it -> !it.flags().isEmpty() || !it.status().equals("keep"))
            .map(it ->
                new Person(
                    PeopleCharts.name(it),
                    it.status(),
                    it.reason(),
                    it.flags().stream().filter(flag -> !flag.equals(it.reason())).toList()))
            .toList(),
        charts,
        table(audit),
        agreement(audit),
        audit.warnings(),
        List.of(
            new Line("file", file.toString()),
            new Line("SHA-256", Sha256.of(file)),
            new Line("rlhf", CodeVersion.product()),
            new Line("seed of the bootstrap", String.valueOf(seed))),
        "rlhf labels audit "
            + Provenance.quoted(file.toString())
            + " --seed "
            + seed
            + " --html audit.html");
  }

  private static String agreementInWords(LabelAudit audit) {
    OptionalDouble alpha = audit.agreement().krippendorffAlpha();
    return alpha.isEmpty()
        ? ""
        : "; Krippendorff's alpha %s%s"
            .formatted(
                Numbers.two(alpha.getAsDouble()),
                audit
                    .agreement()
                    .krippendorffAlphaInterval()
                    .map(it -> " (%s to %s)".formatted(Numbers.two(it.lo()), Numbers.two(it.hi())))
                    .orElse(""));
  }

  private static String statuses(LabelAudit audit) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String status : List.of("keep", "watch", "down-weight", "remove")) {
      counts.put(status, 0);
    }
    audit.annotators().forEach(it -> counts.merge(it.status(), 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(it -> it.getValue() > 0)
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private static ChartTable table(LabelAudit audit) {
    List<List<String>> rows = new ArrayList<>();
    for (AnnotatorReport it : PeopleCharts.sorted(audit)) {
      rows.add(
          List.of(
              PeopleCharts.name(it),
              it.status(),
              Numbers.whole(it.labels()),
              counted(it.goldAccuracy(), it.goldTasks()),
              counted(it.consistency(), it.repeats()),
              cell(it.agreement()),
              cell(it.lengthBias()),
              cell(it.confidenceBias()),
              cell(it.positionBias()),
              cell(it.driftInterval()),
              single(it.rationaleSpecific()),
              single(it.medianSeconds())));
    }
    return withoutEmptyColumns(
        List.of(
            "annotator",
            "status",
            "labels",
            "right on gold tasks",
            "same again on repeats",
            "as most others",
            "length",
            "confidence",
            "shown first",
            "drift in 100 tasks",
            "reasons that cite",
            "median seconds"),
        rows);
  }

  private static ChartTable withoutEmptyColumns(List<String> columns, List<List<String>> rows) {
    List<Integer> kept =
        java.util.stream.IntStream.range(0, columns.size())
            .filter(c -> rows.stream().anyMatch(row -> !row.get(c).equals("-")))
            .boxed()
            .toList();
    return new ChartTable(
        kept.stream().map(columns::get).toList(),
        rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
  }

  private static ChartTable agreement(LabelAudit audit) {
    LabelAudit.Agreement found = audit.agreement();
    String judged =
        found.fleissJudgments().isEmpty()
            ? ""
            : ", pairs judged by " + found.fleissJudgments().getAsInt();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Krippendorff's alpha, nominal",
            single(found.krippendorffAlpha()),
            range(found.krippendorffAlphaInterval())));
    rows.add(List.of("Fleiss' kappa" + judged, single(found.fleissKappa()), "-"));
    rows.add(List.of("pairwise agreement, chance included", single(found.pairwise()), "-"));
    audit
        .terms()
        .forEach((term, effect) ->
            rows.add(
                List.of(
                    "all labels together pay for " + term + ", log-odds",
                    Numbers.two(effect.mean()),
                    range(Optional.of(effect)))));
    return new ChartTable(List.of("measure", "value", "95% interval"), rows);
  }

  private static String counted(Optional<Interval> share, int tasks) {
    return share.map(it -> cell(share) + " of " + tasks).orElse("-");
  }

  private static String cell(Optional<Interval> interval) {
    return interval.map(it -> Numbers.two(it.mean()) + " (" + range(interval) + ")").orElse("-");
  }

  private static String range(Optional<Interval> interval) {
    return interval.map(it -> Numbers.two(it.lo()) + " to " + Numbers.two(it.hi())).orElse("-");
  }

  private static String single(OptionalDouble value) {
    return value.isEmpty() ? "-" : Numbers.two(value.getAsDouble());
  }

  /// Charts of everybody.
  public List<Chart> peopleCharts() {
    return charts.subList(0, charts.size() - 1);
  }

  @Override
  public String template() {
    return "audit.jte";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("people", "People"),
        new Section("agreement", "Agreement"),
        new Section("teaching", "What it teaches"),
        new Section("provenance", "Provenance"));
  }
}
