package org.rlhflab.ppo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.Resumable;

/// What goes wrong in tuning a policy, said in plain words as soon as the figures show it, once
/// each.
///
/// Whether an alarm is due is a pure function of an iteration's figures ([#due]) and, for the one
/// that needs a course, of means over windows of iterations ([#proxyRisesAlone]).
final class PpoAlarms implements Resumable {
  /// Below it a sampled KL is negative beyond its sampling error.
  static final double NEGATIVE_KL = -0.5;

  /// Nats a response; useful policies of this size stay below 10.
  static final double RUNAWAY_KL = 50;

  /// How far from 1 the mean ratio may be before any step: decoding and training use other matrix
  /// shapes, and agree to about 1e-5 a token.
  static final double RATIO_ERROR = 0.01;

  /// How large the approximate KL may be then. It tells more than the ratio, since the mean of p /
  /// q over samples of q is 1 whatever p.
  static final double FIRST_KL_ERROR = 1e-4;

  /// Share of different responses below which a policy says one thing.
  static final double COLLAPSED = 0.1;

  /// With fewer prompts one reply to all of them says nothing.
  private static final int FEWEST_PROMPTS = 4;

  /// Share of responses without an end above which something is wrong.
  static final double ENDLESS = 0.5;

  /// Iterations of a window.
  static final int WINDOW = 10;

  /// Points that gold must have fallen, and deviations that the score must have risen, from the
  /// best window to the last.
  static final double GOLD_FALL = 0.1;

  static final double SCORE_RISE = 0.1;

  /// What can be wrong.
  enum Alarm {
    NEGATIVE_KL,
    RUNAWAY_KL,
    FIRST_RATIO,
    ONE_REPLY,
    ENDLESS,
    PROXY_RISES_ALONE
  }

  /// Means over a window of iterations.
  ///
  /// @param score of the reward
  /// @param gold of the known truth
  record Means(double score, double gold) {}

  private final int prompts;
  private final int responses;
  private final List<String> said = new ArrayList<>();
  private final Deque<Means> recent = new ArrayDeque<>(); // iterations, at most a window
  private final Set<Alarm> raised = EnumSet.noneOf(Alarm.class);
  private Means best = new Means(Double.NaN, Double.NEGATIVE_INFINITY);

  /// For iterations of so many prompts and, all told, so many responses that are looked at.
  PpoAlarms(int prompts, int responses) {
    this.prompts = prompts;
    this.responses = responses;
  }

  /// All that has been said so far.
  List<String> said() {
    return List.copyOf(said);
  }

  /// What is to be said after an iteration with these figures.
  List<String> after(Map<MetricName, Double> figures) {
    List<String> messages = new ArrayList<>();
    for (Alarm each : due(figures, prompts, responses)) {
      if (raised.add(each)) {
        messages.add(message(each, figures));
      }
    }
    remember(figures);
    if (recent.size() == WINDOW) {
      Means last = mean();
      if (proxyRisesAlone(best, last) && raised.add(Alarm.PROXY_RISES_ALONE)) {
        messages.add(
            words(
                "the reward's score rose from %.2f to %.2f while the known truth's fell from %.2f"
                    + " to %.2f: the policy has learnt to please the reward, not to answer better;"
                    + " stop earlier, raise --kl-coefficient, or look at what the labels pay for",
                best.score(), last.score(), best.gold(), last.gold()));
      }
      best = last.gold() > best.gold() ? last : best;
    }
    said.addAll(messages);
    return messages;
  }

  /// The alarms that an iteration's own figures give, on so many prompts and responses.
  static Set<Alarm> due(Map<MetricName, Double> figures, int prompts, int responses) {
    Set<Alarm> due = EnumSet.noneOf(Alarm.class);
    double kl = figures.getOrDefault(MetricName.KL, 0.0);
    if (kl < NEGATIVE_KL) {
      due.add(Alarm.NEGATIVE_KL);
    }
    if (kl > RUNAWAY_KL) {
      due.add(Alarm.RUNAWAY_KL);
    }
    if (Math.abs(figures.getOrDefault(MetricName.FIRST_RATIO, 1.0) - 1) > RATIO_ERROR
        || figures.getOrDefault(MetricName.FIRST_APPROX_KL, 0.0) > FIRST_KL_ERROR) {
      due.add(Alarm.FIRST_RATIO);
    }
    double distinct = figures.getOrDefault(MetricName.DISTINCT, 1.0);
    boolean onlyOne = Math.round(distinct * responses) == 1;
    if (prompts >= FEWEST_PROMPTS && (distinct < COLLAPSED || onlyOne)) {
      due.add(Alarm.ONE_REPLY);
    }
    if (figures.getOrDefault(MetricName.TRUNCATED, 0.0) > ENDLESS) {
      due.add(Alarm.ENDLESS);
    }
    return due;
  }

  /// Whether the reward's score has risen and the truth's fallen since the truth's best window.
  static boolean proxyRisesAlone(Means best, Means last) {
    return last.gold() < best.gold() - GOLD_FALL && last.score() > best.score() + SCORE_RISE;
  }

  /// What to say of a reward model whose accuracy on held-out pairs has this interval.
  static Optional<String> atChance(String name, double lo, double hi) {
    return lo > 0.5
        ? Optional.empty()
        : Optional.of(
            words(
                "%s orders held-out pairs no better than a coin (95%% interval %.2f to %.2f): what"
                    + " follows optimizes noise; give it more or better labels",
                name, lo, hi));
  }

  private static String message(Alarm alarm, Map<MetricName, Double> figures) {
    return switch (alarm) {
      case NEGATIVE_KL ->
          words(
              "the KL from the fine-tuned model is %.1f nats, and a KL is never negative: responses"
                  + " were not drawn from the distribution that is compared; look at temperature"
                  + " and at tokens that sampling leaves out",
              figures.getOrDefault(MetricName.KL, 0.0));
      case RUNAWAY_KL ->
          words(
              "the policy is %.0f nats from the fine-tuned model: its responses are hardly that"
                  + " model's language any more; raise --kl-coefficient or lower --learning-rate",
              figures.getOrDefault(MetricName.KL, 0.0));
      case FIRST_RATIO ->
          words(
              "before any step the ratio of probabilities is %.3f with an approximate KL of %.5f,"
                  + " not 1 and 0: sampling and training disagree on what the policy is, and every"
                  + " step after it rests on that",
              figures.getOrDefault(MetricName.FIRST_RATIO, 1.0),
              figures.getOrDefault(MetricName.FIRST_APPROX_KL, 0.0));
      case ONE_REPLY ->
          words(
              "only %.0f%% of the responses differ from one another: the policy has collapsed to a"
                  + " few replies; raise --kl-coefficient, or give an --entropy-coefficient",
              100 * figures.getOrDefault(MetricName.DISTINCT, 0.0));
      case ENDLESS ->
          words(
              "%.0f%% of the responses never end: they are judged cut off; raise"
                  + " --missing-end-penalty or --maximum-tokens",
              100 * figures.getOrDefault(MetricName.TRUNCATED, 0.0));
      case PROXY_RISES_ALONE -> throw new IllegalArgumentException("needs a course");
    };
  }

  private static String words(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }

  private void remember(Map<MetricName, Double> figures) {
    Double score = figures.get(MetricName.SCORES);
    Double gold = figures.get(MetricName.GOLD_OVERALL);
    if (score != null && gold != null) {
      if (recent.size() == WINDOW) {
        recent.removeFirst();
      }
      recent.addLast(new Means(score, gold));
    }
  }

  private Means mean() {
    return new Means(
        recent.stream().mapToDouble(Means::score).average().orElse(Double.NaN),
        recent.stream().mapToDouble(Means::gold).average().orElse(Double.NaN));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(recent.size());
    for (Means each : recent) {
      write(each, out);
    }
    write(best, out);
    for (Alarm each : Alarm.values()) {
      out.writeBoolean(raised.contains(each));
    }
    out.writeInt(said.size());
    for (String each : said) {
      out.writeUTF(each);
    }
  }

  private static void write(Means means, DataOutput out) throws IOException {
    out.writeDouble(means.score());
    out.writeDouble(means.gold());
  }

  @Override
  public void restore(DataInput in) throws IOException {
    recent.clear();
    for (int left = in.readInt(); left > 0; left--) {
      recent.addLast(new Means(in.readDouble(), in.readDouble()));
    }
    best = new Means(in.readDouble(), in.readDouble());
    raised.clear();
    for (Alarm each : Alarm.values()) {
      if (in.readBoolean()) {
        raised.add(each);
      }
    }
    said.clear();
    for (int left = in.readInt(); left > 0; left--) {
      said.add(in.readUTF());
    }
  }
}
