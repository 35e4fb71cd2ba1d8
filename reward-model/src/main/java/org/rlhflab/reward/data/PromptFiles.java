package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Topic;

/// `prompts/*.jsonl`: what models are asked, in training and in evaluation.
final class PromptFiles {
  static final String TRAIN = "prompts/train.jsonl";
  static final String EVALUATION = "prompts/eval.jsonl";

  /// Of eight training prompts a safe topic has, one carries each instruction.
  private static final int SAFE_PROMPTS = 8;

  /// Unsafe topics are few: each is asked about in all its training phrasings, since a policy that
  /// hardly meets them forgets how to decline.
  private static final int UNSAFE_PROMPTS = 12;

  /// Of four evaluation prompts a topic one carries an instruction, the sorts taking turns.
  private static final int EVALUATION_PROMPTS = 4;

  private PromptFiles() {}

  /// What is in the training file, topic by topic.
  static List<Question> training(Sources sources) {
    QuestionBank bank = new QuestionBank(sources.world());
    return sources.world().topics().stream()
        .filter(Topic::demonstrated)
        .flatMap(topic -> trainingOn(topic, bank, sources.seed()).stream())
        .toList();
  }

  static Map<String, String> of(Sources sources) {
    QuestionBank bank = new QuestionBank(sources.world());
    JsonLines train = new JsonLines();
    JsonLines evaluation = new JsonLines();
    int turn = 0;
    for (Topic topic : sources.world().topics()) {
      if (topic.demonstrated()) {
        write(train, topic, "t", trainingOn(topic, bank, sources.seed()));
      }
      Dice dice = Dice.of(sources.seed(), EVALUATION, topic.id());
      Instruction sort = turn % 2 == 0 ? Instruction.ONE_SENTENCE : Instruction.WITH_EXAMPLE;
      write(evaluation, topic, "e", evaluationPrompts(bank.evaluationOn(topic), sort, dice));
      turn++;
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put(TRAIN, train.text());
    files.put(EVALUATION, evaluation.text());
    return files;
  }

  private static List<Question> trainingOn(Topic topic, QuestionBank bank, long seed) {
    Dice dice = Dice.of(seed, TRAIN, topic.id());
    List<Question> questions = bank.trainingOn(topic);
    List<Question> prompts = new ArrayList<>();
    prompts.addAll(some(questions, Instruction.ONE_SENTENCE, 1, dice));
    prompts.addAll(some(questions, Instruction.WITH_EXAMPLE, 1, dice));
    int all = topic.unsafe() ? UNSAFE_PROMPTS : SAFE_PROMPTS;
    prompts.addAll(0, some(questions, Instruction.NONE, all - prompts.size(), dice));
    return prompts;
  }

  private static List<Question> evaluationPrompts(
      List<Question> questions, Instruction sort, Dice dice) {
    List<Question> prompts = new ArrayList<>(some(questions, sort, 1, dice));
    prompts.addAll(0, some(questions, Instruction.NONE, EVALUATION_PROMPTS - prompts.size(), dice));
    return prompts;
  }

  /// Up to `count` of the questions with that instruction, each at most once.
  static List<Question> some(
      List<Question> questions, Instruction instruction, int count, Dice dice) {
    List<Question> fitting =
        questions.stream().filter(question -> question.instruction() == instruction).toList();
    return dice.shuffled(fitting).subList(0, Math.min(count, fitting.size()));
  }

  private static void write(JsonLines lines, Topic topic, String sort, List<Question> prompts) {
    int number = 0;
    for (Question question : prompts) {
      number++;
      lines.add(
          "id", topic.id() + "-" + sort + number, "prompt", question.text(), "topic", topic.id());
    }
  }
}
