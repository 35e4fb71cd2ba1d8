package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.LabelingSession;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.PreferenceFile;

/// `labels/*.jsonl`: the same pairs of responses, each file labelled by other simulated people.
///
/// The responses are written by the grammar, with the mixed demonstrators' habits and a small
/// model's slips, and judged as they are read back from their text.
final class LabelFiles {
  /// The profiles whose people label.
  static final List<String> PROFILES =
      List.of("careful", "verbose-biased", "overconfident", "careless", "crowd");

  private static final int PAIRS = 600;
  private static final String SITTING = "1";
  private static final String SOURCE = "grammar";

  private LabelFiles() {}

  static Map<String, String> of(Sources sources) {
    List<PairToLabel> pairs = pairs(sources);
    DataFolder folder = new DataFolder(sources.data());
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : PROFILES) {
      LabelingSession session =
          new LabelingSession(
              AnnotatorFile.read(folder.annotators(name)),
              GoldRubric.DEFAULTS,
              sources.seed(),
              SITTING,
              SOURCE,
              1);
      files.put("labels/" + name + ".jsonl", PreferenceFile.text(session.label(pairs)));
    }
    return files;
  }

  /// What is labelled: training prompts in a random order, each one once before any comes again.
  static List<PairToLabel> pairs(Sources sources) {
    Dice order = Dice.of(sources.seed(), "labels", "order");
    List<Question> questions = order.shuffled(PromptFiles.training(sources));
    SlipWriter writer = new SlipWriter(sources.world());
    ResponseParser parser = new ResponseParser(sources.world());
    List<PairToLabel> pairs = new ArrayList<>();
    for (int p = 0; p < PAIRS && !questions.isEmpty(); p++) {
      Question question = questions.get(p % questions.size());
      String id = "pair-%04d".formatted(p + 1);
      Dice dice = Dice.of(sources.seed(), "labels", id + question.text());
      String first = answer(writer, question, dice);
      String second = answer(writer, question, dice);
      while (second.equals(first)) {
        second = answer(writer, question, dice);
      }
      Response a = parser.parse(first);
      Response b = parser.parse(second);
      pairs.add(PairToLabel.of(id, question, a, b, GoldRubric.DEFAULTS));
    }
    return pairs;
  }

  private static String answer(SlipWriter writer, Question question, Dice dice) {
    return writer.write(question, dice.pick(AnswerHabits.MIXED), dice);
  }
}
