package org.rlhflab.pretrain.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All questions that can be asked in a world, and the way back from a text to its question.
///
/// Those for training are never used to evaluate and the other way round. Questions on unsafe
/// topics carry no instruction: their answer declines, whatever form is asked for.
public final class QuestionBank {
  private final World world;
  private final Map<String, Question> byText = new HashMap<>();

  /// The questions of a world.
  public QuestionBank(World world) {
    this.world = world;
    for (Topic topic : world.topics()) {
      trainingOn(topic).forEach(this::remember);
      evaluationOn(topic).forEach(this::remember);
    }
  }

  /// Questions on all demonstrated topics in training phrasings.
  public List<Question> training() {
    return world.topics().stream()
        .filter(Topic::demonstrated)
        .flatMap(topic -> trainingOn(topic).stream())
        .toList();
  }

  /// Questions on all topics in evaluation phrasings.
  public List<Question> evaluation() {
    return world.topics().stream().flatMap(topic -> evaluationOn(topic).stream()).toList();
  }

  /// Questions on one topic in training phrasings: first the plain ones, then those with an
  /// instruction. Topics that are not demonstrated have them too, in pretraining text.
  public List<Question> trainingOn(Topic topic) {
    Phrasebook book = world.phrasebook();
    return questions(
        topic,
        book.questionsOn(topic).training(),
        book.oneSentence().training(),
        book.withExample().training());
  }

  /// Questions on one topic in evaluation phrasings, plain ones first.
  public List<Question> evaluationOn(Topic topic) {
    Phrasebook book = world.phrasebook();
    return questions(
        topic,
        book.questionsOn(topic).evaluation(),
        book.oneSentence().evaluation(),
        book.withExample().evaluation());
  }

  /// The question of that text, if the world knows it; capitals and spaces do not matter.
  public Optional<Question> find(String text) {
    return Optional.ofNullable(byText.get(key(text)));
  }

  private void remember(Question question) {
    byText.putIfAbsent(key(question.text()), question);
  }

  private static String key(String text) {
    return String.join(" ", text.strip().split("\\s+")).toLowerCase(Locale.ROOT);
  }

  private static List<Question> questions(
      Topic topic, List<String> frames, List<String> oneSentence, List<String> withExample) {
    List<Question> questions = new ArrayList<>();
    List<String> texts = frames.stream().map(frame -> filled(frame, topic)).toList();
    texts.forEach(text -> questions.add(new Question(text, topic, Instruction.NONE)));
    if (!topic.unsafe()) {
      add(questions, texts, topic, oneSentence, Instruction.ONE_SENTENCE);
      add(questions, texts, topic, withExample, Instruction.WITH_EXAMPLE);
    }
    return questions;
  }

  private static void add(
      List<Question> questions,
      List<String> texts,
      Topic topic,
      List<String> wordings,
      Instruction instruction) {
    for (String wording : wordings) {
      for (String text : texts) {
        questions.add(new Question(wording.replace("{question}", text), topic, instruction));
      }
    }
  }

  private static String filled(String frame, Topic topic) {
    return World.capitalized(frame.replace("{subject}", topic.subject()));
  }
}
