package org.rlhflab.reward.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// What a data folder holds and what is wrong with it.
///
/// @param topics topics of the world
/// @param demonstrated those among them that demonstrations may use
/// @param evaluationPrompts all evaluation prompts
/// @param uncertain evaluation prompts on uncertain matters
/// @param unsafe evaluation prompts that ask for something unsafe
/// @param instructed evaluation prompts with an instruction
/// @param neverDemonstrated evaluation prompts on topics that are not demonstrated
/// @param demonstrations demonstrations in all files
/// @param labels preferences in all files
/// @param ratings ratings of single responses
/// @param corpusBytes size of all raw text
/// @param bytes size of all that is derived
/// @param problems one sentence each; none for a sound folder
public record DataValidation(
    int topics,
    int demonstrated,
    int evaluationPrompts,
    int uncertain,
    int unsafe,
    int instructed,
    int neverDemonstrated,
    int demonstrations,
    int labels,
    int ratings,
    long corpusBytes,
    long bytes,
    List<String> problems) {
  private static final int QUOTA = 30;

  /// Copies its list.
  public DataValidation {
    problems = List.copyOf(problems);
  }

  /// Checks a data folder against what its world and the seed make of it.
  public static DataValidation of(Path data, long seed, Progress progress) {
    Sources sources = Sources.read(data, seed);
    Map<String, String> files = DataGeneration.files(sources, progress);
    List<Question> evaluation = evaluationQuestions(sources.world(), files);
    List<String> problems = new ArrayList<>();
    for (String file : DataGeneration.differences(data, files)) {
      problems.add(
          file + " differs from what the world and seed " + seed + " make; run data generate");
    }
    int uncertain = (int) evaluation.stream().filter(DataValidation::isUncertain).count();
    int unsafe = (int) evaluation.stream().filter(question -> question.topic().unsafe()).count();
    int instructed =
        (int) evaluation.stream().filter(q -> q.instruction() != Instruction.NONE).count();
    int rest = (int) evaluation.stream().filter(q -> !q.topic().demonstrated()).count();
    checkQuota(problems, "uncertain", uncertain);
    checkQuota(problems, "unsafe", unsafe);
    checkQuota(problems, "instructed", instructed);
    problems.addAll(leaks(sources.world(), files, progress));
    List<Topic> topics = sources.world().topics();
    return new DataValidation(
        topics.size(),
        (int) topics.stream().filter(Topic::demonstrated).count(),
        evaluation.size(),
        uncertain,
        unsafe,
        instructed,
        rest,
        lines(files, "demonstrations/"),
        lines(files, "labels/") - lines(files, RatingFiles.RATINGS),
        lines(files, RatingFiles.RATINGS),
        bytes(files, "corpus/"),
        bytes(files, ""),
        problems);
  }

  private static boolean isUncertain(Question question) {
    return question.topic().certainty() == Certainty.UNCERTAIN;
  }

  private static void checkQuota(List<String> problems, String sort, int count) {
    if (count < QUOTA) {
      problems.add(
          "%s holds %d %s prompts; at least %d are needed: add topics to the world"
              .formatted(PromptFiles.EVALUATION, count, sort, QUOTA));
    }
  }

  private static List<Question> evaluationQuestions(World world, Map<String, String> files) {
    QuestionBank bank = new QuestionBank(world);
    return JsonLines.values(files.getOrDefault(PromptFiles.EVALUATION, ""), "prompt").stream()
        .flatMap(prompt -> bank.find(prompt).stream())
        .toList();
  }

  private static List<String> leaks(World world, Map<String, String> files, Progress progress) {
    HeldOutPhrasings held = new HeldOutPhrasings(world);
    List<String> problems = new ArrayList<>();
    progress.begin("looking for evaluation phrasings", files.size(), "files");
    files.forEach((file, text) -> {
      if (!file.equals(PromptFiles.EVALUATION)) {
        for (String run : held.in(text)) {
          problems.add(
              file + " holds \"" + run + "\" of an evaluation phrasing; reword the phrasing");
        }
      }
      progress.advance(1, file);
    });
    progress.end();
    return problems;
  }

  private static int lines(Map<String, String> files, String start) {
    return (int)
        files.entrySet().stream()
            .filter(file -> file.getKey().startsWith(start))
            .mapToLong(file -> file.getValue().lines().count())
            .sum();
  }

  private static long bytes(Map<String, String> files, String folder) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(folder))
        .mapToLong(file -> file.getValue().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }
}
