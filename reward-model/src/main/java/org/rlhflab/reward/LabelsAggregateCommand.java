package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.KeptFiles;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.label.CrowdTable;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.aggregation.AggregationMethod;
import org.rlhflab.reward.quality.aggregation.ClassPosteriors;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `rlhf labels aggregate`: one answer for each item, out of what many people say.
@Command(
    name = "aggregate",
    description = {
      "Make one answer for each item out of many people's labels, with how sure it is.",
      "Reads preferences, or a crowd table: CSV with the columns item,worker,label (its name must"
          + " end in .csv). An item whose top k answers tie counts 1/k if the truth is among them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels aggregate crowd.jsonl --method crowd-bt --out consensus.jsonl",
      "  rlhf labels aggregate label.csv --method dawid-skene --truth truth.csv"
    })
public final class LabelsAggregateCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "Preferences as JSON Lines, or a .csv table.")
  private Path file = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "NAME",
      required = true,
      converter = MethodName.class,
      description =
          "majority, dawid-skene, glad, mace; for preferences also bradley-terry, crowd-bt, joint"
              + " (reliability, order, length, confidence and ties in one likelihood).")
  private AggregationMethod method = AggregationMethod.MAJORITY;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "For a table: the true answers, CSV with the columns item,truth.")
  private @Nullable Path truth;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// What came of it, in the form of its JSON document.
  ///
  /// @param method by name
  /// @param items that somebody judged
  /// @param workers who judged
  /// @param classes answers that were given; of pairs: first, tie, second
  /// @param accuracy share of items whose most probable answer is the known one; empty if none is
  ///   known
  /// @param logLikelihood of the labels under the method's model; a majority vote has none
  public record Summary(
      String method,
      int items,
      int workers,
      int classes,
      OptionalDouble accuracy,
      OptionalDouble logLikelihood) {}

  /// Reads a method's name.
  static final class MethodName implements ITypeConverter<AggregationMethod> {
    @Override
    public AggregationMethod convert(String value) {
      return AggregationMethod.of(value)
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected majority, dawid-skene, glad, mace, bradley-terry, crowd-bt or joint,"
                      + " got "
                      + value));
    }
  }

  @Override
  public void run() {
    Console console = global.console();
    global.out().ifPresent(out -> KeptFiles.checkInput("--out", out, file));
    boolean table = String.valueOf(file.getFileName()).endsWith(".csv");
    Summary summary;
    try {
      summary = table ? ofTable() : ofPreferences();
    } catch (UndefinedMeasure reason) {
      throw BadInput.in(file, reason.getMessage());
    }
    console.print(
        new Table("method", "items", "workers", "classes", "accuracy", "log-likelihood")
            .row(
                summary.method(),
                String.valueOf(summary.items()),
                String.valueOf(summary.workers()),
                String.valueOf(summary.classes()),
                Figure.of("%.4f", summary.accuracy()),
                Figure.of("%.3f", summary.logLikelihood()))
            .toString());
    global.out().ifPresent(out -> console.say("posteriors: " + out));
    console.json(summary);
  }

  private Summary ofTable() {
    if (method.needsPairs()) {
      throw BadInput.in(
          file,
          "is a table of classes, and "
              + method.key()
              + " compares responses; take majority, dawid-skene, glad or mace");
    }
    Judgments.Builder judgments = new Judgments.Builder();
    CrowdTable.read(file)
        .votes()
        .forEach(vote -> judgments.add(vote.item(), vote.worker(), vote.label()));
    Path answers = truth;
    Map<String, String> known = answers == null ? Map.of() : CrowdTable.readTruth(answers);
    AggregationMethod.Result result = method.of(judgments.build());
    ClassPosteriors posteriors = result.posteriors();
    global
        .out()
        .ifPresent(out ->
            JsonLines.write(
                out,
                sink -> {
                  for (int i = 0; i < posteriors.probabilities().length; i++) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("item", posteriors.judgments().items().get(i));
                    line.put("label", category(posteriors, i));
                    line.put("posterior", posterior(posteriors, i));
                    sink.write(line);
                  }
                }));
    return summary(result, known);
  }

  private Summary ofPreferences() {
    if (truth != null) {
      throw new BadInput(
          "--truth goes with a .csv table; preferences carry known answers in their \"gold\""
              + " field");
    }
    PairJudgments pairs = PairJudgments.of(PreferenceFile.read(file)).firstOfEach();
    Judgments judgments = pairs.judgments();
    Map<String, String> known = new HashMap<>();
    for (int j = 0; j < judgments.size(); j++) {
      int gold = PairJudgments.gold(pairs.labels().get(j));
      if (gold >= 0) {
        known.put(judgments.items().get(judgments.item(j)), judgments.categories().get(gold));
      }
    }
    AggregationMethod.Result result = method.of(pairs);
    global.out().ifPresent(out -> writePairs(out, pairs, result.posteriors()));
    return summary(result, known);
  }

  /// One line a pair: the more probable response as chosen.
  private static void writePairs(Path out, PairJudgments pairs, ClassPosteriors posteriors) {
    Judgments judgments = pairs.judgments();
    boolean[] written = new boolean[judgments.items().size()];
    JsonLines.write(
        out,
        sink -> {
          for (int j = 0; j < judgments.size(); j++) {
            int item = judgments.item(j);
            if (!written[item]) {
              written[item] = true;
              sink.write(
                  line(
                      pairs.labels().get(j),
                      judgments.items().get(item),
                      posteriors.best(item),
                      posteriors.probabilities()[item]));
            }
          }
        });
  }

  private static Map<String, Object> line(
      Preference label, String id, int best, double[] probabilities) {
    boolean inOrder = PairJudgments.inOrder(label);
    String first = inOrder ? label.chosen() : label.rejected();
    String second = inOrder ? label.rejected() : label.chosen();
    double firstBetter = probabilities[PairJudgments.FIRST];
    double secondBetter = probabilities[PairJudgments.SECOND];
    boolean choosesFirst =
        best == PairJudgments.FIRST || (best == PairJudgments.TIE && firstBetter >= secondBetter);
    Map<String, Object> posterior = new LinkedHashMap<>();
    posterior.put("chosen", choosesFirst ? firstBetter : secondBetter);
    posterior.put("tie", probabilities[PairJudgments.TIE]);
    posterior.put("rejected", choosesFirst ? secondBetter : firstBetter);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", id);
    line.put("prompt", label.prompt());
    line.put("chosen", choosesFirst ? first : second);
    line.put("rejected", choosesFirst ? second : first);
    if (best == PairJudgments.TIE || firstBetter == secondBetter) {
      line.put("tie", true);
    }
    if (!label.criterion().equals(Preference.OVERALL)) {
      line.put("criterion", label.criterion());
    }
    line.put("annotator", "consensus");
    if (!label.source().isEmpty()) {
      line.put("source", label.source());
    }
    line.put("posterior", posterior);
    return line;
  }

  private Summary summary(AggregationMethod.Result result, Map<String, String> known) {
    Judgments judgments = result.posteriors().judgments();
    long classes =
        java.util.stream.IntStream.range(0, judgments.size())
            .map(judgments::category)
            .distinct()
            .count();
    return new Summary(
        method.key(),
        judgments.items().size(),
        judgments.annotators().size(),
        (int) classes,
        result.posteriors().accuracy(known),
        result.logLikelihood());
  }

  private static String category(ClassPosteriors posteriors, int item) {
    return posteriors.judgments().categories().get(posteriors.best(item));
  }

  private static Map<String, Double> posterior(ClassPosteriors posteriors, int item) {
    Map<String, Double> posterior = new LinkedHashMap<>();
    for (int c = 0; c < posteriors.probabilities()[item].length; c++) {
      posterior.put(
          posteriors.judgments().categories().get(c), posteriors.probabilities()[item][c]);
    }
    return posterior;
  }
}
