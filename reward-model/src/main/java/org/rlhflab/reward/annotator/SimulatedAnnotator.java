package org.rlhflab.reward.annotator;

import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.reward.annotator.ChoiceModel.Choice;
import org.rlhflab.reward.annotator.ChoiceModel.Side;

/// One person at work. What they choose is fixed by the seed, who they are, the prompt, the two
/// responses and the sitting: not by the order in which pairs come, nor by which response is called
/// A. (Only drift looks at how many tasks lie behind, and position bias at what is shown first.)
/// The same pair in another sitting is judged anew: taste comes back, the coin of the choice rule
/// falls again.
///
/// @param profile what the person is like
/// @param rubric the gold rubric, whose weights hold for profiles without their own
/// @param draws where chance comes from
public record SimulatedAnnotator(AnnotatorProfile profile, GoldRubric rubric, FixedDraws draws) {

  /// When and how a pair is shown.
  ///
  /// @param sitting which sitting: another one, another day
  /// @param tasksDone how many tasks the annotator has behind them
  /// @param aFirst whether response A is shown first
  public record Showing(String sitting, int tasksDone, boolean aFirst) {}

  /// A judged pair.
  ///
  /// @param side the pick
  /// @param lapsed whether it was made unread
  /// @param rationale the written reason; empty if none was given
  /// @param seconds the time it took; empty if not recorded
  public record Judgment(Side side, boolean lapsed, String rationale, Optional<Double> seconds) {}

  /// P(A over B) of this person for this pair, a tie counted as half a win.
  public double probability(PairToLabel pair, Showing showing) {
    return ChoiceModel.of(profile)
        .probability(
            utility(pair, pair.a(), showing, showing.aFirst()).total(),
            utility(pair, pair.b(), showing, !showing.aFirst()).total(),
            pair.a().words(),
            pair.b().words());
  }

  /// Judges a pair.
  public Judgment judge(PairToLabel pair, Showing showing) {
    if (pair.a().text().compareTo(pair.b().text()) > 0) {
      Showing mirrored = new Showing(showing.sitting(), showing.tasksDone(), !showing.aFirst());
      Judgment judgment = judge(pair.swapped(), mirrored);
      return new Judgment(
          judgment.side().swapped(), judgment.lapsed(), judgment.rationale(), judgment.seconds());
    }
    Utility utilityA = utility(pair, pair.a(), showing, showing.aFirst());
    Utility utilityB = utility(pair, pair.b(), showing, !showing.aFirst());
    String[] task = {
      profile.id(), pair.prompt(), pair.a().text(), pair.b().text(), showing.sitting()
    };
    Choice choice =
        ChoiceModel.of(profile)
            .choose(
                utilityA.total(),
                utilityB.total(),
                pair.a().words(),
                pair.b().words(),
                draws.uniform(keyed("attention", task)),
                draws.uniform(keyed("pick", task)));
    Rationale rationale =
        new Rationale(profile.rationale(), draws, List.of(keyed("rationale", task)));
    return new Judgment(
        choice.side(),
        choice.lapsed(),
        rationale.write(choice, pair, utilityA, utilityB),
        seconds(keyed("seconds", task)));
  }

  private Utility utility(
      PairToLabel pair, ResponseFeatures response, Showing showing, boolean shownFirst) {
    Utility.Circumstances now =
        new Utility.Circumstances(
            pair.domain(),
            shownFirst,
            showing.tasksDone(),
            draws.normal("taste", profile.id(), pair.prompt(), response.text()),
            draws.normal("shared error", pair.prompt(), response.text()));
    return Utility.of(profile, rubric.weights(), response, now);
  }

  // Times at work are skewed: about one in six takes 1.4 times the median or longer.
  private Optional<Double> seconds(String... key) {
    double time = profile.seconds() * StrictMath.exp(0.35 * draws.normal(key));
    return profile.seconds() == 0 ? Optional.empty() : Optional.of(Math.round(time * 10) / 10.0);
  }

  private static String[] keyed(String purpose, String... task) {
    String[] key = new String[task.length + 1];
    key[0] = purpose;
    System.arraycopy(task, 0, key, 1, task.length);
    return key;
  }
}
