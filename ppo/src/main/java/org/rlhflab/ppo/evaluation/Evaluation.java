package org.rlhflab.ppo.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;

/// Has models answer questions and the gold rubric judge what they say.
///
/// A model may write anything: what cannot be read is garbled, and judged as such. Every model
/// draws from the same random numbers, answer by answer, so that two models' scores are paired and
/// luck that both had cancels.
public final class Evaluation {
  /// Answers between two signs of progress.
  private static final int BATCH = 256;

  private final ResponseParser parser;
  private final EvaluationConfig config;
  private final RandomStreams random;
  private final Workers workers;
  private final Progress progress;

  /// With answers read by `parser` and all randomness from `seed`.
  public Evaluation(
      ResponseParser parser,
      EvaluationConfig config,
      long seed,
      Workers workers,
      Progress progress) {
    this.parser = parser;
    this.config = config;
    this.random = new RandomStreams(seed);
    this.workers = workers;
    this.progress = progress;
  }

  /// Has a language model (with other heads or without) answer every question, drawn and greedy.
  public EvaluatedModel evaluate(
      String name, Gpt gpt, Tokenizer tokenizer, List<Question> questions) {
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("an evaluation needs at least one question");
    }
    Generator generator = new Generator(gpt, workers, tokenizer.endOfText());
    progress.begin("asking " + name, (config.samples() + 1L) * questions.size(), "answers");
    EvaluatedResponses sampled =
        answers(generator, gpt, tokenizer, questions, config.sampled(), config.samples());
    EvaluatedResponses greedy = answers(generator, gpt, tokenizer, questions, config.greedy(), 1);
    progress.end();
    return new EvaluatedModel(name, gpt, tokenizer, sampled, greedy);
  }

  /// Its drawn answers alone.
  public EvaluatedResponses drawn(Gpt gpt, Tokenizer tokenizer, List<Question> questions) {
    Generator generator = new Generator(gpt, workers, tokenizer.endOfText());
    return answers(generator, gpt, tokenizer, questions, config.sampled(), config.samples());
  }

  /// The figures of a model by itself.
  public ModelReport report(EvaluatedModel model) {
    return new ModelReport(
        model.name(),
        ModelFigures.of(model.sampled(), Optional.empty(), Optional.empty(), bootstrap()),
        ModelFigures.of(model.greedy(), Optional.empty(), Optional.empty(), bootstrap()));
  }

  /// The figures of a model with its win rate against and its divergence from another, as a rule
  /// the one it was tuned from. Both must have answered the same questions in the same tokens.
  public ModelReport report(EvaluatedModel model, EvaluatedModel against) {
    if (!model.tokenizer().fingerprint().equals(against.tokenizer().fingerprint())) {
      throw new IllegalArgumentException(
          model.name() + " and " + against.name() + " have different tokenizers");
    }
    ExactKl kl = new ExactKl(model.gpt(), against.gpt(), workers);
    return new ModelReport(
        model.name(),
        ModelFigures.of(
            model.sampled(),
            Optional.of(against.sampled()),
            Optional.of(divergence(kl, model, model.sampled())),
            bootstrap()),
        ModelFigures.of(
            model.greedy(),
            Optional.of(against.greedy()),
            Optional.of(divergence(kl, model, model.greedy())),
            bootstrap()));
  }

  /// How far a model has moved from another in its drawn answers: exact, in nats,
  /// `[prompt][sample]`.
  public double[][] divergence(EvaluatedModel model, Gpt from) {
    return divergence(new ExactKl(model.gpt(), from, workers), model, model.sampled());
  }

  /// The intervals' bootstrap, for comparisons between models.
  public BootstrapInterval bootstrap() {
    return BootstrapInterval.withSeed(random.key("evaluation", "bootstrap"));
  }

  /// Of greedy answers too it is the divergence at the evaluation's temperature: at temperature 0
  /// there is none.
  private double[][] divergence(ExactKl kl, EvaluatedModel model, EvaluatedResponses answers) {
    List<int[]> prompts = new ArrayList<>();
    List<int[]> responses = new ArrayList<>();
    for (int p = 0; p < answers.questions().size(); p++) {
      int[] prompt = prompt(answers.questions().get(p), model.gpt(), model.tokenizer());
      for (EvaluatedResponse answer : answers.responses().get(p)) {
        prompts.add(prompt);
        responses.add(answer.completion().tokens());
      }
    }
    double[] flat = kl.of(prompts, responses, config.temperature());
    int samples = answers.responses().getFirst().size();
    double[][] shaped = new double[answers.questions().size()][samples]; // [prompt][sample]
    for (int i = 0; i < flat.length; i++) {
      shaped[i / samples][i % samples] = flat[i];
    }
    return shaped;
  }

  private EvaluatedResponses answers(
      Generator generator,
      Gpt gpt,
      Tokenizer tokenizer,
      List<Question> questions,
      Sampling sampling,
      int samples) {
    List<List<EvaluatedResponse>> answers = new ArrayList<>();
    int step = Math.max(1, BATCH / samples);
    for (int from = 0; from < questions.size(); from += step) {
      List<Question> asked = questions.subList(from, Math.min(questions.size(), from + step));
      List<int[]> prompts = new ArrayList<>();
      for (Question question : asked) {
        int[] prompt = prompt(question, gpt, tokenizer);
        prompts.addAll(java.util.Collections.nCopies(samples, prompt));
      }
      long seed = random.key("evaluation", Integer.toString(from));
      List<Completion> completions = generator.generate(prompts, sampling, seed);
      for (int p = 0; p < asked.size(); p++) {
        List<EvaluatedResponse> judged = new ArrayList<>();
        for (Completion completion : completions.subList(p * samples, (p + 1) * samples)) {
          judged.add(judge(asked.get(p), completion, tokenizer));
        }
        answers.add(judged);
      }
      progress.advance(prompts.size(), "");
    }
    return new EvaluatedResponses(questions, sampling.temperature(), answers);
  }

  /// One answer, judged.
  EvaluatedResponse judge(Question question, Completion completion, Tokenizer tokenizer) {
    String text = tokenizer.decode(completion.text()).strip();
    Response response = parser.parse(text);
    return new EvaluatedResponse(
        text,
        completion,
        GoldRubric.DEFAULTS.score(question, response),
        Behaviour.of(question, response, completion.finished()));
  }

  private static int[] prompt(Question question, Gpt gpt, Tokenizer tokenizer) {
    int[] prompt = tokenizer.encode(PromptFormat.prompt(question.text()));
    int context = gpt.config().context();
    if (prompt.length >= context) {
      throw new BadInput(
          "the question \"%s\" has %d tokens, and the model's context of %d leaves no room to answer"
                  .formatted(question.text(), prompt.length, context)
              + "; take a model with a longer context");
    }
    return prompt;
  }
}
