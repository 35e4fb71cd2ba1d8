package org.rlhflab.pretrain.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// All questions that can be asked in a world, and the way back from a text to its question.
///
/// Those for training are never used to evaluate and the other way round. Questions on unsafe
/// topics carry no instruction: their answer declines, whatever form is asked for.
public final class QuestionBank {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final String PLACE = "{question}";

  private final World world;
  private final Map<String, Plain> plain = new HashMap<>();
  private final List<Wording> wordings = new ArrayList<>();

  /// A question without an instruction, and what it is for.
  private record Plain(Question question, boolean training) {}

  /// What an instruction puts around a question.
  ///
  /// @param text with the question's place
  /// @param before the place, as texts are looked up
  /// @param after it
  /// @param instruction that it gives
  /// @param training or for evaluation
  private record Wording(
      String text, String before, String after, Instruction instruction, boolean training) {
    static Wording of(String text, Instruction instruction, boolean training) {
      String folded = folded(text);
      int at = folded.indexOf(PLACE);
      return new Wording(
          text,
          folded.substring(0, at),
          folded.substring(at + PLACE.length()),
          instruction,
          training);
    }

    /// The question within a text that is worded so.
    Optional<String> within(String folded) {
      return folded.length() > before.length() + after.length()
              && folded.startsWith(before)
              && folded.endsWith(after)
          ? Optional.of(folded.substring(before.length(), folded.length() - after.length()))
          : Optional.empty();
    }
  }

  /// The questions of a world. Only plain ones are kept for the way back: with every wording of
  /// every instruction they would be a hundred times as many.
  public QuestionBank(World world) {
    this.world = world;
    Phrasebook book = world.phrasebook();
    for (Topic topic : world.topics()) {
      remember(topic, book.questionsOn(topic).training(), true);
      remember(topic, book.questionsOn(topic).evaluation(), false);
    }
    remember(book.oneSentence().training(), Instruction.ONE_SENTENCE, true);
    remember(book.withExample().training(), Instruction.WITH_EXAMPLE, true);
    remember(book.oneSentence().evaluation(), Instruction.ONE_SENTENCE, false);
    remember(book.withExample().evaluation(), Instruction.WITH_EXAMPLE, false);
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
    String folded = folded(text);
    Plain asked = plain.get(folded);
    if (asked != null) {
      return Optional.of(asked.question());
    }
    for (Wording wording : wordings) {
      Optional<Question> question =
          wording
              .within(folded)
              .flatMap(it -> Optional.ofNullable(plain.get(it)))
              .filter(it -> it.training() == wording.training())
              .map(Plain::question)
              .filter(it -> !it.topic().unsafe())
              .map(it -> worded(wording.text(), it, wording.instruction()));
      if (question.isPresent()) {
        return question;
      }
    }
    return Optional.empty();
  }

  private void remember(Topic topic, List<String> frames, boolean training) {
    for (String frame : frames) {
      Question question = new Question(filled(frame, topic), topic, Instruction.NONE);
      plain.putIfAbsent(folded(question.text()), new Plain(question, training));
    }
  }

  private void remember(List<String> texts, Instruction instruction, boolean training) {
    texts.forEach(text -> wordings.add(Wording.of(text, instruction, training)));
  }

  private static String folded(String text) {
    return SPACES.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  private static Question worded(String wording, Question plain, Instruction instruction) {
    return new Question(wording.replace(PLACE, plain.text()), plain.topic(), instruction);
  }

  private static List<Question> questions(
      Topic topic, List<String> frames, List<String> oneSentence, List<String> withExample) {
    List<Question> questions = new ArrayList<>();
    frames.forEach(
        frame -> questions.add(new Question(filled(frame, topic), topic, Instruction.NONE)));
    List<Question> plain = List.copyOf(questions);
    if (!topic.unsafe()) {
      add(questions, plain, oneSentence, Instruction.ONE_SENTENCE);
      add(questions, plain, withExample, Instruction.WITH_EXAMPLE);
    }
    return questions;
  }

  private static void add(
      List<Question> questions,
      List<Question> plain,
      List<String> wordings,
      Instruction instruction) {
    for (String wording : wordings) {
      plain.forEach(it -> questions.add(worded(wording, it, instruction)));
    }
  }

  private static String filled(String frame, Topic topic) {
    return World.capitalized(frame.replace("{subject}", topic.subject()));
  }
}
