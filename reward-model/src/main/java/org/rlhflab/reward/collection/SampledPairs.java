package org.rlhflab.reward.collection;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.PairToLabel;

/// Pairs of a language model's own responses, or one of each of two models, to the same prompts,
/// ready to be labelled by any number of crowds.
///
/// Which pairs they are depends on the model, the prompts and the seed alone, not on who will label
/// them: several crowds can be given the same ones.
///
/// @param pairs the tasks, in order
/// @param source the [ModelFolder#fingerprint] of the model that wrote the responses; of two, both
///   with a + between
public record SampledPairs(List<PairToLabel> pairs, String source) {

  /// Copies its list.
  public SampledPairs {
    pairs = List.copyOf(pairs);
  }

  /// Draws `count` pairs from the model in `model` at a temperature above 0. Prompts that the world
  /// doesn't know can't be judged and are left out.
  public static SampledPairs of(
      Path model, List<Prompt> prompts, int count, double temperature, StageContext context) {
    return of(List.of(model), prompts, count, temperature, context);
  }

  /// The same of two models: response A is the first one's, B the other's.
  public static SampledPairs between(
      Path model,
      Path other,
      List<Prompt> prompts,
      int count,
      double temperature,
      StageContext context) {
    return of(List.of(model, other), prompts, count, temperature, context);
  }

  private static SampledPairs of(
      List<Path> models,
      List<Prompt> prompts,
      int count,
      double temperature,
      StageContext context) {
    World world = WorldReader.read(context.data().world());
    List<ModelFolder> folders = models.stream().map(ModelFolder::readLanguageModel).toList();
    PairSampler sampler = new PairSampler(folders, world, temperature, context, "pair");
    String source = models.stream().map(ModelFolder::fingerprint).collect(Collectors.joining("+"));
    return new SampledPairs(sampler.draw(prompts, count), source);
  }
}
