package org.rlhflab.ppo.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

/// Models that know nothing, and the shipped world to ask them about.
public final class TinyModels {
  /// The shipped data.
  public static final Path DATA = Path.of("..", "data");

  /// The shipped world.
  public static final World WORLD = WorldReader.read(DATA.resolve("world"));

  /// Little more than bytes.
  public static final Tokenizer TOKENIZER =
      Tokenizer.train(
          new QuestionBank(WORLD)
              .evaluation().stream().map(question -> PromptFormat.prompt(question.text())).toList(),
          300);

  private TinyModels() {}

  /// A random model of width 8.
  public static Gpt gpt(long seed) {
    return Gpt.create(
        new GptConfig(TOKENIZER.vocabulary(), 128, 8, 1, 2), 0.5, new SplittableRandom(seed));
  }

  /// Writes a random language model's folder.
  public static Path folder(Path folder, long seed, ModelFolder.Kind kind) {
    new ModelFolder(gpt(seed), TOKENIZER, kind).write(folder);
    return folder;
  }

  /// The first plain question on a topic that was demonstrated, or on one that was not.
  public static Question question(boolean demonstrated) {
    return new QuestionBank(WORLD)
        .evaluation().stream()
            .filter(question -> question.topic().demonstrated() == demonstrated)
            .findFirst()
            .orElseThrow();
  }

  /// Questions of both sorts.
  static List<Question> questions(int count) {
    List<Question> all = new QuestionBank(WORLD).evaluation();
    int step = all.size() / count;
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> all.get(i * step)).toList();
  }

  /// As if a model had written this answer.
  static Completion completion(String answer) {
    int[] text = TOKENIZER.encode(PromptFormat.completion(answer));
    int[] tokens = java.util.Arrays.copyOf(text, text.length + 1);
    tokens[text.length] = TOKENIZER.endOfText();
    return new Completion(tokens, new float[tokens.length], true);
  }
}
