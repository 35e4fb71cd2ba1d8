package org.rlhflab.ppo.lab.flow;

import java.util.Locale;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.statistics.Interval;

/// One sentence on what somebody's labels made of the model, beside what careful people's and
/// length-loving people's labels made of it. All figures are computed; intervals that overlap are
/// not called a difference.
final class BaselineSentence {
  private BaselineSentence() {}

  static String of(ModelResult own, ModelResult careful, ModelResult verbose) {
    Interval words = words(own);
    Interval gold = gold(own);
    return String.format(
        Locale.ROOT,
        "Your model writes %.1f words an answer (careful labels: %.1f, length-loving ones: %.1f),"
            + " so it is nearer to the %s model; its gold score of %.2f is %s that of careful"
            + " labels (%.2f) and %s that of length-loving ones (%.2f).",
        words.mean(),
        words(careful).mean(),
        words(verbose).mean(),
        isNearer(words, words(careful), words(verbose)) ? "careful" : "length-loving",
        gold.mean(),
        against(gold, gold(careful)),
        gold(careful).mean(),
        against(gold, gold(verbose)),
        gold(verbose).mean());
  }

  private static boolean isNearer(Interval own, Interval careful, Interval verbose) {
    return Math.abs(own.mean() - careful.mean()) <= Math.abs(own.mean() - verbose.mean());
  }

  private static String against(Interval one, Interval other) {
    if (!one.isApartFrom(other)) {
      return "not told from";
    }
    return one.mean() > other.mean() ? "above" : "below";
  }

  private static Interval words(ModelResult model) {
    return model.behaviour("words").orElseThrow(() -> new BadInput("a run has no figure of words"));
  }

  private static Interval gold(ModelResult model) {
    return model.gold("overall").orElseThrow(() -> new BadInput("a run has no gold score"));
  }
}
