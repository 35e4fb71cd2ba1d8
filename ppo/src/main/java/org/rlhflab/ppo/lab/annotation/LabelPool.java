package org.rlhflab.ppo.lab.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.report.answer.TintedSentence;
import org.rlhflab.ppo.report.answer.Tinting;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// What tasks are drawn from, and who judges: a crowd's labels of the fine-tuned model's answers,
/// and the known truth.
public final class LabelPool {
  private final List<Preference> crowd;
  private final KnownAnswer.Judge judge;
  private final QuestionBank questions;
  private final ResponseParser parser;
  private final Tinting tinting;
  private final List<String> prompts;

  /// Of a crowd's label file, in the world of the data.
  public LabelPool(Path crowdFile, DataFolder data) {
    World world = WorldReader.read(data.world());
    this.crowd = PreferenceFile.read(crowdFile);
    this.judge = new KnownAnswer.Judge(world);
    this.questions = new QuestionBank(world);
    this.parser = new ResponseParser(world);
    this.tinting = new Tinting(world);
    this.prompts = questions.training().stream().map(Question::text).toList();
  }

  /// Everything the crowd said.
  public List<Preference> crowd() {
    return crowd;
  }

  /// Asks the rubric about a pair.
  public KnownAnswer.Judge judge() {
    return judge;
  }

  /// Questions to write an answer to.
  List<String> prompts() {
    return prompts;
  }

  /// Every response that the rubric can judge, once each, with its question.
  Map<String, String> judgeableResponses() {
    Map<String, String> byResponse = new LinkedHashMap<>();
    for (Preference label : crowd) {
      for (String response : List.of(label.chosen(), label.rejected())) {
        if (judgment(label.prompt(), response).judged()) {
          byResponse.putIfAbsent(response, label.prompt());
        }
      }
    }
    return byResponse;
  }

  /// What the rubric says of one text.
  ///
  /// @param judged whether the world knows enough of it
  /// @param score the marks
  /// @param behaviour what can be counted
  /// @param sentences what each does
  public record Judgment(
      boolean judged,
      GoldScore score,
      Map<String, Double> behaviour,
      List<TintedSentence> sentences) {
    /// Copies its list.
    public Judgment {
      sentences = List.copyOf(sentences);
    }
  }

  /// Judges an answer to a question of the world.
  public Judgment judgment(String prompt, String text) {
    Question question =
        questions
            .find(prompt)
            .orElseThrow(() -> new IllegalArgumentException("the world does not ask " + prompt));
    Response response = parser.parse(text);
    return new Judgment(
        GoldRubric.canJudge(response),
        GoldRubric.DEFAULTS.score(question, response),
        Behaviour.of(question, response, true).values(),
        tinting.of(prompt, text));
  }

  /// Whose labels count as the crowd's, and the labels of one person beside them.
  List<Preference> with(List<Preference> own) {
    List<Preference> all = new ArrayList<>(crowd);
    all.addAll(own);
    return all;
  }
}
