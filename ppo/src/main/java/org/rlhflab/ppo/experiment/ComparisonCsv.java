package org.rlhflab.ppo.experiment;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import org.rlhflab.pretrain.statistics.Interval;

/// A comparison as one table for spreadsheets and data frames: a row for each metric of each arm,
/// and one for each metric of each two arms, whose mean is a less b.
public final class ComparisonCsv {
  private ComparisonCsv() {}

  /// The table.
  public static String of(CompareResults results) {
    StringWriter text = new StringWriter();
    CsvWriter table = CsvWriter.builder().build(text);
    table.writeRecord("a", "b", "metric", "mean", "lo", "hi", "p", "p_holm", "effect_size");
    for (CompareResults.ArmResult arm : results.arms()) {
      arm.metrics().forEach((metric, it) -> write(table, arm.name(), "", metric, it, "", "", ""));
    }
    for (CompareResults.PairResult pair : results.pairs()) {
      write(
          table,
          pair.a(),
          pair.b(),
          pair.metric(),
          pair.difference(),
          Double.toString(pair.p()),
          Double.toString(pair.pHolm()),
          pair.effectSize().map(d -> Double.toString(d)).orElse(""));
    }
    return text.toString();
  }

  private static void write(
      CsvWriter table,
      String a,
      String b,
      String metric,
      Interval interval,
      String p,
      String pHolm,
      String effectSize) {
    table.writeRecord(
        a,
        b,
        metric,
        Double.toString(interval.mean()),
        Double.toString(interval.lo()),
        Double.toString(interval.hi()),
        p,
        pHolm,
        effectSize);
  }
}
