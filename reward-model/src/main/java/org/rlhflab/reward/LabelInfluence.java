package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.quality.regression.InfluenceFunction;

/// What every label does to a linear scorer, see [InfluenceFunction], in the form of its JSON
/// document.
///
/// @param of the quantity: `accuracy`, `margin` or `length`, see [HeldOutTarget]
/// @param value the quantity as it is, on held-out pairs
/// @param shareRight of held-out pairs, ordered as the gold rubric (or else the label) does
/// @param judged whether the gold rubric says what is right, and not the labels
/// @param trained labels that the scorer learns from
/// @param heldOut labels that it is measured on
/// @param ridge its penalty
/// @param labels every label's influence, in the order of the file
/// @param annotators sum of the influences of everybody's labels
/// @param flip what flipping the named labels does; empty where none are named
record LabelInfluence(
    String of,
    double value,
    double shareRight,
    boolean judged,
    int trained,
    int heldOut,
    double ridge,
    List<One> labels,
    Map<String, Double> annotators,
    Optional<Flip> flip) {

  /// One label.
  ///
  /// @param id its own, or `#n` for the n-th label that learns
  /// @param annotator who labelled
  /// @param influence by how much the quantity is higher for having it
  /// @param ifFlipped by how much the quantity would change if it said the opposite
  /// @param right whether the gold rubric prefers what it chose; empty for ties and where the
  ///   rubric can't judge
  record One(
      String id, String annotator, double influence, double ifFlipped, Optional<Boolean> right) {}

  /// Labels flipped and the scorer fitted again.
  ///
  /// @param ids whose
  /// @param predicted change of the quantity, to first order
  /// @param actual change of the quantity
  /// @param shareRight of held-out pairs afterwards
  record Flip(List<String> ids, double predicted, double actual, double shareRight) {}

  /// Computes it for all labels of a training set.
  static LabelInfluence of(
      HeldOutTarget.What what,
      FrozenFeatures features,
      PromptSplit split,
      World world,
      RandomStreams random,
      List<String> flipped) {
    List<Preference> training = split.training();
    List<String> ids = ids(training);
    int[] flips = places(flipped, ids, split);
    LinearScorer.Data data = features.of(training);
    LinearScorer.Data heldOut = features.of(split.heldOut());
    LinearScorer scorer = LinearScorer.of(data, random);
    HeldOutTarget target = HeldOutTarget.of(what, split.heldOut(), world);
    double[] margins = margins(scorer, heldOut);
    InfluenceFunction influence =
        InfluenceFunction.of(scorer.fit(), gradient(target.slopes(margins), heldOut, scorer));
    double[][] rows = LinearScorer.scaled(data.differences(), scorer.scales());
    KnownAnswer.Judge judge = new KnownAnswer.Judge(world);
    List<One> labels = new ArrayList<>();
    Map<String, Double> annotators = new LinkedHashMap<>();
    for (int n = 0; n < rows.length; n++) {
      Preference label = training.get(n);
      double gain = influence.of(scorer.fit(), rows[n], data.outcomes()[n], data.weights()[n]);
      labels.add(
          new One(
              ids.get(n),
              label.annotator(),
              gain,
              influence.ofFlip(rows[n], data.outcomes()[n], data.weights()[n]),
              right(label, judge)));
      annotators.merge(label.annotator(), gain, Double::sum);
    }
    return new LabelInfluence(
        what.key(),
        target.value(margins),
        target.shareRight(margins),
        target.isJudged(),
        training.size(),
        split.heldOut().size(),
        scorer.ridge(),
        labels,
        annotators,
        flips.length == 0
            ? Optional.empty()
            : Optional.of(flip(flips, labels, data, scorer, target, heldOut)));
  }

  private static Flip flip(
      int[] flips,
      List<One> labels,
      LinearScorer.Data data,
      LinearScorer scorer,
      HeldOutTarget target,
      LinearScorer.Data heldOut) {
    double[] outcomes = data.outcomes().clone();
    double predicted = 0;
    List<String> ids = new ArrayList<>();
    for (int n : flips) {
      outcomes[n] = 1 - outcomes[n];
      predicted += labels.get(n).ifFlipped();
      ids.add(labels.get(n).id());
    }
    LinearScorer again =
        LinearScorer.of(
            new LinearScorer.Data(data.differences(), outcomes, data.weights(), data.prompts()),
            scorer.scales(),
            scorer.ridge());
    double[] margins = margins(again, heldOut);
    double before = target.value(margins(scorer, heldOut));
    return new Flip(ids, predicted, target.value(margins) - before, target.shareRight(margins));
  }

  private static double[] margins(LinearScorer scorer, LinearScorer.Data data) {
    double[] margins = new double[data.differences().length];
    for (int n = 0; n < margins.length; n++) {
      margins[n] = scorer.margin(data.differences()[n]);
    }
    return margins;
  }

  /// df/db, by the chain rule through every held-out margin.
  private static double[] gradient(
      double[] slopes, LinearScorer.Data heldOut, LinearScorer scorer) {
    double[] gradient = new double[scorer.scales().length];
    double[][] rows = LinearScorer.scaled(heldOut.differences(), scorer.scales());
    for (int n = 0; n < rows.length; n++) {
      for (int c = 0; c < gradient.length; c++) {
        gradient[c] += slopes[n] * rows[n][c];
      }
    }
    return gradient;
  }

  private static Optional<Boolean> right(Preference label, KnownAnswer.Judge judge) {
    return judge.of(label).filter(it -> !label.tie() && !it.isTie()).map(it -> it.gap() > 0);
  }

  private static List<String> ids(List<Preference> labels) {
    List<String> ids = new ArrayList<>();
    for (Preference label : labels) {
      ids.add(label.id().isEmpty() ? "#" + (ids.size() + 1) : label.id());
    }
    return ids;
  }

  private static int[] places(List<String> wanted, List<String> ids, PromptSplit split) {
    Map<String, Integer> places = new HashMap<>();
    for (int n = 0; n < ids.size(); n++) {
      places.put(ids.get(n), n);
    }
    int[] found = new int[wanted.size()];
    for (int k = 0; k < found.length; k++) {
      String id = wanted.get(k);
      Integer place = places.get(id);
      if (place == null) {
        boolean heldOut = split.heldOut().stream().anyMatch(label -> label.id().equals(id));
        throw new BadInput(
            "--flip %s: %s"
                .formatted(
                    id,
                    heldOut
                        ? "is a held-out label, which nothing learns from; flip another one"
                        : "no label of that id; see the table, or --json for all of them"));
      }
      found[k] = place;
    }
    return found;
  }
}
