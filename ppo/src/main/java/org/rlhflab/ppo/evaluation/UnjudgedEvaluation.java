package org.rlhflab.ppo.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;

/// What can be measured of answers to prompts whose right answers nobody here knows: how long they
/// are, whether they come to an end, and how far the model is from another. Of a prompt that is
/// longer than half the context its end is asked.
final class UnjudgedEvaluation {
  private final EvaluationConfig config;
  private final RandomStreams random;
  private final Workers workers;

  /// With all randomness from `seed`.
  UnjudgedEvaluation(EvaluationConfig config, long seed, Workers workers) {
    this.config = config;
    this.random = new RandomStreams(seed);
    this.workers = workers;
  }

  /// The figures of a model, without gold scores; the divergence is from `against`, if given.
  ModelReport report(NamedModel model, Optional<NamedModel> against, List<Prompt> prompts) {
    return new ModelReport(
        model.name(),
        figures(model, against, prompts, config.sampled(), config.samples()),
        figures(model, against, prompts, config.greedy(), 1));
  }

  private ModelFigures figures(
      NamedModel model,
      Optional<NamedModel> against,
      List<Prompt> prompts,
      Sampling sampling,
      int samples) {
    Gpt gpt = model.model().gpt();
    Tokenizer tokenizer = model.model().tokenizer();
    List<int[]> asked = new ArrayList<>();
    for (Prompt prompt : prompts) {
      asked.addAll(Collections.nCopies(samples, tokens(prompt, gpt, tokenizer)));
    }
    List<Completion> answers =
        new Generator(gpt, workers, tokenizer.endOfText())
            .generate(asked, sampling, random.key("evaluation", "unjudged"));
    double[][] words = new double[prompts.size()][samples]; // [prompt][sample]
    double[][] finished = new double[prompts.size()][samples];
    for (int i = 0; i < answers.size(); i++) {
      String text = tokenizer.decode(answers.get(i).text());
      words[i / samples][i % samples] = new StringTokenizer(text).countTokens();
      finished[i / samples][i % samples] = answers.get(i).finished() ? 1 : 0;
    }
    BootstrapInterval bootstrap = BootstrapInterval.withSeed(random.key("evaluation", "bootstrap"));
    Map<String, Interval> behaviour = new LinkedHashMap<>();
    behaviour.put("words", bootstrap.ofClusteredMean(words));
    behaviour.put("finished", bootstrap.ofClusteredMean(finished));
    ModelFigures.TopicFigures none = new ModelFigures.TopicFigures(0, Map.of());
    return new ModelFigures(
        prompts.size(),
        samples,
        sampling.temperature(),
        Map.of(),
        behaviour,
        Optional.empty(),
        against.map(
            other -> bootstrap.ofClusteredMean(divergence(gpt, other, asked, answers, samples))),
        new ModelFigures.Topics(none, none));
  }

  private double[][] divergence(
      Gpt gpt, NamedModel against, List<int[]> asked, List<Completion> answers, int samples) {
    double[] flat =
        new ExactKl(gpt, against.model().gpt(), workers)
            .of(asked, answers.stream().map(Completion::tokens).toList(), config.temperature());
    double[][] shaped = new double[flat.length / samples][]; // [prompt][sample]
    for (int p = 0; p < shaped.length; p++) {
      shaped[p] = Arrays.copyOfRange(flat, p * samples, (p + 1) * samples);
    }
    return shaped;
  }

  private static int[] tokens(Prompt prompt, Gpt gpt, Tokenizer tokenizer) {
    int[] tokens = tokenizer.encode(PromptFormat.prompt(prompt.prompt()));
    int most = gpt.config().context() / 2;
    return Arrays.copyOfRange(tokens, Math.max(0, tokens.length - most), tokens.length);
  }
}
