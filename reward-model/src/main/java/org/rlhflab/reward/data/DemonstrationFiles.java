package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;

/// `demonstrations/*.jsonl`: the same questions, answered by four kinds of simulated people.
final class DemonstrationFiles {
  /// Of ten demonstrations a topic three carry an instruction; on unsafe topics none does.
  private static final int DEMONSTRATIONS = 10;

  private static final int INSTRUCTED = 3;

  /// The profile that says how far laymen's knowledge reaches in each domain.
  private static final String LAYMEN = "laymen";

  private DemonstrationFiles() {}

  static Map<String, String> of(Sources sources) {
    List<Question> questions = questions(sources);
    Map<String, String> files = new LinkedHashMap<>();
    put(files, "mixed", AnswerHabits.MIXED, questions, Set.of(), sources);
    put(files, "careful", List.of(AnswerHabits.CAREFUL), questions, Set.of(), sources);
    put(files, "sloppy", List.of(AnswerHabits.SLOPPY), questions, Set.of(), sources);
    Set<String> mistaken = mistaken(sources);
    put(files, LAYMEN, List.of(AnswerHabits.LAYMAN), questions, mistaken, sources);
    return files;
  }

  /// The topics whose misconception laymen hold: the less their expertise in a domain, the more of
  /// it. What is dangerous they know to be so.
  private static Set<String> mistaken(Sources sources) {
    AnnotatorProfile profile =
        AnnotatorFile.read(new DataFolder(sources.data()).annotators(LAYMEN)).getFirst();
    Set<String> mistaken = new HashSet<>();
    for (Topic topic : sources.world().topics()) {
      double expertise = profile.expertise().getOrDefault(topic.domain(), 1.0);
      Dice dice = Dice.of(sources.seed(), "demonstrations/" + LAYMEN, topic.id());
      if (dice.chance(1 - expertise) && !topic.unsafe()) {
        mistaken.add(topic.id());
      }
    }
    return mistaken;
  }

  private static List<Question> questions(Sources sources) {
    QuestionBank bank = new QuestionBank(sources.world());
    List<Question> questions = new ArrayList<>();
    int turn = 0;
    for (Topic topic : sources.world().topics()) {
      if (topic.demonstrated()) {
        Dice dice = Dice.of(sources.seed(), "demonstrations", topic.id());
        List<Question> all = bank.trainingOn(topic);
        int examples = 1 + turn % 2;
        List<Question> chosen = new ArrayList<>();
        chosen.addAll(PromptFiles.some(all, Instruction.WITH_EXAMPLE, examples, dice));
        chosen.addAll(PromptFiles.some(all, Instruction.ONE_SENTENCE, INSTRUCTED - examples, dice));
        int plain = DEMONSTRATIONS - chosen.size();
        chosen.addAll(0, PromptFiles.some(all, Instruction.NONE, plain, dice));
        questions.addAll(chosen);
        turn++;
      }
    }
    return questions;
  }

  /// The people take turns in an order that is shuffled anew for every round.
  private static void put(
      Map<String, String> files,
      String name,
      List<AnswerHabits> people,
      List<Question> questions,
      Set<String> mistaken,
      Sources sources) {
    String file = "demonstrations/" + name + ".jsonl";
    AnswerWriter writer = new AnswerWriter(sources.world());
    JsonLines lines = new JsonLines();
    List<AnswerHabits> round = List.of();
    for (int q = 0; q < questions.size(); q++) {
      if (q % people.size() == 0) {
        round = Dice.of(sources.seed(), file, "round" + q).shuffled(people);
      }
      AnswerHabits person = round.get(q % people.size());
      Question question = questions.get(q);
      String answer =
          writer.write(
              question,
              person,
              mistaken.contains(question.topic().id()),
              Dice.of(sources.seed(), file, question.text()));
      lines.add(
          "id", "%s-%04d".formatted(name, q + 1),
          "prompt", question.text(),
          "completion", answer,
          "annotator", person.id());
    }
    files.put(file, lines.text());
  }
}
