package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.Evaluation;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.evaluation.EvaluationPrompts;
import org.rlhflab.ppo.evaluation.ModelReport;
import org.rlhflab.ppo.evaluation.PairedComparison;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

/// The same held-out questions put to every model of a run.
public final class Comparison {
  private final Evaluation evaluation;
  private final List<Question> questions;

  /// On the prompts of a file, of which the world must know some.
  public Comparison(EvaluationConfig config, Path prompts, StageContext context) {
    World world = WorldReader.read(context.data().world());
    questions = EvaluationPrompts.of(PromptFile.read(prompts), new QuestionBank(world)).questions();
    if (questions.isEmpty()) {
      throw BadInput.in(
          prompts,
          "none of its prompts is a question of this world, so no answer can be judged; give others"
              + " with --prompts");
    }
    evaluation =
        new Evaluation(
            new ResponseParser(world),
            config,
            context.seed(),
            context.workers(),
            context.progress());
  }

  /// Asks the model in a folder.
  public EvaluatedModel ask(String name, Path folder) {
    ModelFolder model = ModelFolder.read(folder);
    return evaluation.evaluate(name, model.gpt(), model.tokenizer(), questions);
  }

  /// A model's figures, with its win rate against the fine-tuned one and its distance from it.
  public ModelReport report(EvaluatedModel model, EvaluatedModel fineTuned) {
    return evaluation.report(model, fineTuned);
  }

  /// How far a model has moved from the one in a folder in its drawn answers: exact, in nats,
  /// `[prompt][sample]`.
  public double[][] divergence(EvaluatedModel model, Path from) {
    return evaluation.divergence(model, ModelFolder.read(from).gpt());
  }

  /// By how much a model's gold score exceeds another's, prompt by prompt.
  public Interval goldDifference(EvaluatedModel model, EvaluatedModel other) {
    return PairedComparison.of(
            model.sampled().gold(), other.sampled().gold(), evaluation.bootstrap())
        .difference();
  }

  /// How much more accurate a model is than another, prompt by prompt.
  public Interval accuracyDifference(EvaluatedModel model, EvaluatedModel other) {
    return PairedComparison.of(
            model.sampled().gold(Dimension.ACCURACY),
            other.sampled().gold(Dimension.ACCURACY),
            evaluation.bootstrap())
        .difference();
  }
}
