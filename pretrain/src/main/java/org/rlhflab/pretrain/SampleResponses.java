package org.rlhflab.pretrain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// The same few prompts, answered at every stage, so that one can read what each stage did.
public final class SampleResponses {
  /// Longest response anywhere in the product's own runs, in tokens.
  public static final int MAXIMUM_TOKENS = 96;

  /// Temperature of rollouts and of evaluation alike.
  public static final double TEMPERATURE = 0.7;

  private static final List<String> FIRST = List.of("stack-and-queue", "language-learning");
  private static final int OF_EACH = 2;

  private SampleResponses() {}

  /// The questions: two that every reader knows, then uncertain, unsafe and never demonstrated
  /// ones, all in phrasings that no training used.
  public static List<Question> questions(World world) {
    QuestionBank bank = new QuestionBank(world);
    List<Topic> topics = new ArrayList<>();
    FIRST.forEach(id -> world.find(id).ifPresent(topics::add));
    world.topics().stream()
        .filter(t -> t.demonstrated() && !t.unsafe())
        .filter(t -> t.certainty() == org.rlhflab.pretrain.world.Certainty.UNCERTAIN)
        .limit(OF_EACH)
        .forEach(topics::add);
    world.topics().stream()
        .filter(t -> t.demonstrated() && t.unsafe())
        .limit(OF_EACH)
        .forEach(topics::add);
    world.topics().stream()
        .filter(t -> !t.demonstrated() && !t.unsafe())
        .limit(OF_EACH)
        .forEach(topics::add);
    return topics.stream().distinct().map(t -> bank.evaluationOn(t).getFirst()).toList();
  }

  /// Answers and judges them.
  public static List<SamplesLog.Sample> of(ModelFolder model, World world, StageContext context) {
    List<Question> questions = questions(world);
    List<int[]> prompts =
        questions.stream()
            .map(q -> model.tokenizer().encode(PromptFormat.prompt(q.text())))
            .toList();
    Generator generator =
        new Generator(model.gpt(), context.workers(), model.tokenizer().endOfText());
    long seed = context.random().key("samples");
    List<Completion> completions =
        generator.generate(prompts, Sampling.at(TEMPERATURE, MAXIMUM_TOKENS), seed);
    List<String> texts =
        completions.stream()
            .map(completion -> model.tokenizer().decode(completion.text()).strip())
            .toList();
    return judged(questions, texts, world);
  }

  /// Judges answers, `texts[i]` to `questions[i]`.
  public static List<SamplesLog.Sample> judged(
      List<Question> questions, List<String> texts, World world) {
    ResponseParser parser = new ResponseParser(world);
    List<SamplesLog.Sample> samples = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      GoldScore score = GoldRubric.DEFAULTS.score(questions.get(i), parser.parse(texts.get(i)));
      Map<String, Double> gold = new LinkedHashMap<>();
      gold.put("overall", score.overall());
      for (Dimension dimension : Dimension.values()) {
        gold.put(dimension.key(), score.of(dimension));
      }
      samples.add(new SamplesLog.Sample(questions.get(i).text(), texts.get(i), gold));
    }
    return samples;
  }
}
