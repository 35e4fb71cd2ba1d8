package org.rlhflab.reward.collection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.PairToLabel;

/// Calibration tasks: pairs of the model's own responses of which the gold rubric clearly prefers
/// one, so that the answer is known beforehand and a careful person finds it.
public final class GoldTasks {
  /// Rubric points from which a difference is clear: a careful person (sensitivity 10) is right in
  /// more than 99 of 100 such pairs.
  public static final double CLEAR = 0.5;

  private static final int ROUNDS = 10;

  private GoldTasks() {}

  /// Draws `count` clear pairs that are not among `others`.
  public static List<PairToLabel> of(
      Path model,
      List<Prompt> prompts,
      int count,
      List<PairToLabel> others,
      double temperature,
      StageContext context) {
    if (count == 0) {
      return List.of();
    }
    World world = WorldReader.read(context.data().world());
    PairSampler sampler =
        new PairSampler(
            List.of(ModelFolder.readLanguageModel(model)), world, temperature, context, "gold");
    Set<Set<String>> known = new HashSet<>();
    others.forEach(pair -> known.add(key(pair)));
    List<PairToLabel> tasks = new ArrayList<>();
    int drawn = 0;
    for (int round = 0; round < ROUNDS && tasks.size() < count; round++) {
      int wanted = 2 * (count - tasks.size());
      drawn += wanted;
      for (PairToLabel pair : sampler.draw(prompts, wanted)) {
        boolean clear = Math.abs(pair.goldDifference()) >= CLEAR;
        if (clear && tasks.size() < count && known.add(key(pair))) {
          tasks.add(pair.named("gold-" + (tasks.size() + 1)));
        }
      }
    }
    if (tasks.size() < count) {
      throw new BadInput(
          "of %d pairs only %d are clear by the gold rubric, %d gold tasks were asked for; ask for fewer, or give more --prompts"
              .formatted(drawn, tasks.size(), count));
    }
    return tasks;
  }

  private static Set<String> key(PairToLabel pair) {
    return Set.of("?" + pair.prompt(), "." + pair.a().text(), "." + pair.b().text());
  }
}
