package org.rlhflab.reward.collection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.annotator.PairToLabel;

/// Draws two responses to each prompt, of one model or one of each of two, going round the shuffled
/// prompts as often as needed.
///
/// Two responses of the same text say nothing about anybody's taste, and one without text can't be
/// shown: such a pair is drawn again a few times, then the next prompt is taken instead.
final class PairSampler {
  private static final int ATTEMPTS = 4;

  private final List<Writer> writers; // of a and b; one where it writes both
  private final World world;
  private final ResponseParser parser;
  private final Sampling sampling;
  private final StageContext context;
  private final String stem;
  private int draws;

  /// Who answers.
  private record Writer(ModelFolder model, Generator generator) {
    static Writer of(ModelFolder model, StageContext context) {
      return new Writer(
          model, new Generator(model.gpt(), context.workers(), model.tokenizer().endOfText()));
    }

    int[] encoded(Question question) {
      return model.tokenizer().encode(PromptFormat.prompt(question.text()));
    }

    boolean hasRoomFor(Question question) {
      return encoded(question).length < model.gpt().config().context();
    }

    /// As many answers to every question, one after the other.
    List<String> answers(List<Question> questions, int each, Sampling sampling, long seed) {
      List<int[]> prompts =
          questions.stream()
              .map(this::encoded)
              .flatMap(it -> Collections.nCopies(each, it).stream())
              .toList();
      List<Completion> completions = generator.generate(prompts, sampling, seed);
      return completions.stream().map(it -> model.tokenizer().decode(it.text()).strip()).toList();
    }
  }

  /// `models` are one or two; `stem` begins the ids of what is drawn, and another one gives other
  /// draws.
  PairSampler(
      List<ModelFolder> models,
      World world,
      double temperature,
      StageContext context,
      String stem) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "temperature must be above 0, or all responses are alike, got " + temperature);
    }
    if (models.isEmpty() || models.size() > 2) {
      throw new IllegalArgumentException("a pair is of one model or two, got " + models.size());
    }
    this.writers = models.stream().map(model -> Writer.of(model, context)).toList();
    this.world = world;
    this.parser = new ResponseParser(world);
    this.sampling = Sampling.at(temperature, SampleResponses.MAXIMUM_TOKENS);
    this.context = context;
    this.stem = stem;
  }

  /// Draws `count` pairs; prompts that the world doesn't know are left out.
  List<PairToLabel> draw(List<Prompt> prompts, int count) {
    List<Question> questions = shuffled(known(prompts));
    List<PairToLabel> pairs = new ArrayList<>();
    Progress progress = context.progress();
    progress.begin("sampling pairs", count, "pairs");
    try {
      int next = 0;
      int fruitless = 0;
      while (pairs.size() < count) {
        List<Question> asked = new ArrayList<>();
        for (int missing = count - pairs.size(); missing > 0; missing--) {
          asked.add(questions.get(next++ % questions.size()));
        }
        List<Drawn> drawn = drawFor(asked);
        fruitless = drawn.isEmpty() ? fruitless + asked.size() : 0;
        if (fruitless >= questions.size()) {
          throw new BadInput(
              "the model gives no two different answers to any prompt; sample it at a higher"
                  + " --temperature, or train it longer");
        }
        drawn.forEach(pair -> pairs.add(pair.toLabel(stem + "-" + (pairs.size() + 1), parser)));
        progress.advance(drawn.size(), "");
      }
    } finally {
      progress.end();
    }
    return pairs;
  }

  /// Two texts to a question.
  private record Drawn(Question question, String a, String b) {
    boolean isUsable() {
      return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
    }

    PairToLabel toLabel(String id, ResponseParser parser) {
      return PairToLabel.of(id, question, parser.parse(a), parser.parse(b), GoldRubric.DEFAULTS);
    }
  }

  private List<Question> known(List<Prompt> prompts) {
    QuestionBank bank = new QuestionBank(world);
    List<Question> known =
        prompts.stream()
            .flatMap(prompt -> bank.find(prompt.prompt()).stream())
            .filter(question -> writers.stream().allMatch(it -> it.hasRoomFor(question)))
            .toList();
    if (known.isEmpty()) {
      throw new BadInput(
          "the world knows none of the %d prompts, so nobody can judge an answer; give prompts of"
                  .formatted(prompts.size())
              + " its own, for instance data/prompts/train.jsonl");
    }
    return known;
  }

  private List<Question> shuffled(List<Question> questions) {
    RandomGenerator random = context.random().stream(stem + "s", "prompts");
    List<Question> shuffled = new ArrayList<>(questions);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private List<Drawn> drawFor(List<Question> asked) {
    List<Optional<Drawn>> found =
        new ArrayList<>(Collections.nCopies(asked.size(), Optional.empty()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int[] open = IntStream.range(0, asked.size()).filter(i -> found.get(i).isEmpty()).toArray();
      List<String> texts = write(IntStream.of(open).mapToObj(asked::get).toList());
      for (int k = 0; k < open.length; k++) {
        Drawn pair = new Drawn(asked.get(open[k]), texts.get(2 * k), texts.get(2 * k + 1));
        found.set(open[k], Optional.of(pair).filter(Drawn::isUsable));
      }
    }
    return found.stream().flatMap(Optional::stream).toList();
  }

  /// Two answers to every question, one after the other.
  private List<String> write(List<Question> questions) {
    String draw = String.valueOf(draws++);
    long seed = context.random().key(stem + "s", "draw", draw);
    if (writers.size() == 1) {
      return writers.getFirst().answers(questions, 2, sampling, seed);
    }
    List<String> a = writers.getFirst().answers(questions, 1, sampling, seed);
    long others = context.random().key(stem + "s", "draw", draw, "b");
    List<String> b = writers.getLast().answers(questions, 1, sampling, others);
    return IntStream.range(0, a.size())
        .boxed()
        .flatMap(i -> Stream.of(a.get(i), b.get(i)))
        .toList();
  }
}
