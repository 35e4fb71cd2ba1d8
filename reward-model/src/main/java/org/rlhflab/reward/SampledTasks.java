package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.collection.GoldTasks;
import org.rlhflab.reward.collection.SampledPairs;

/// A model's answers as tasks: pairs to label and gold tasks of training prompts, and pairs of
/// evaluation prompts to measure on.
///
/// @param pool pairs to label
/// @param gold tasks whose answer is clear
/// @param test pairs that nobody labels
/// @param source of the responses
record SampledTasks(
    List<PairToLabel> pool, List<PairToLabel> gold, List<PairToLabel> test, String source) {

  /// So many of each.
  static SampledTasks of(Path model, int pool, int gold, int test, StageContext context) {
    double temperature = SampleResponses.TEMPERATURE;
    List<Prompt> training = PromptFile.read(context.data().prompts("train"));
    SampledPairs pairs = SampledPairs.of(model, training, pool, temperature, context);
    List<PairToLabel> tasks =
        GoldTasks.of(model, training, gold, pairs.pairs(), temperature, context);
    List<Prompt> evaluation = PromptFile.read(context.data().prompts("eval"));
    return new SampledTasks(
        pairs.pairs(),
        tasks,
        SampledPairs.of(model, evaluation, test, temperature, context).pairs(),
        pairs.source());
  }
}
