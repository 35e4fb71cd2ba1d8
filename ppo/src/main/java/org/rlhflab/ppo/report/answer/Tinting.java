package org.rlhflab.ppo.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.World;

/// Takes answers apart as the gold rubric does and says what each sentence does.
public final class Tinting {
  private final QuestionBank questions;
  private final ResponseParser parser;

  /// By the world's truth.
  public Tinting(World world) {
    this.questions = new QuestionBank(world);
    this.parser = new ResponseParser(world);
  }

  /// The sentences of an answer. A statement on any topic counts as on the question where the world
  /// does not know the question.
  public List<TintedSentence> of(String prompt, String response) {
    Optional<String> topic = questions.find(prompt).map(Question::topic).map(it -> it.id());
    List<Sentence> said = new ArrayList<>();
    List<TintedSentence> tinted = new ArrayList<>();
    for (Sentence sentence : parser.parse(response).sentences()) {
      boolean again =
          !sentence.kind().isLeadIn() && said.stream().anyMatch(it -> isSame(it, sentence));
      tinted.add(new TintedSentence(again ? Tint.REPEAT : tint(sentence, topic), sentence.text()));
      said.add(sentence);
    }
    return tinted;
  }

  private static boolean isSame(Sentence one, Sentence other) {
    boolean known = one.kind() != SentenceKind.UNKNOWN && one.kind() != SentenceKind.GARBLED;
    return one.says(other) && (known || one.text().equals(other.text()));
  }

  private static Tint tint(Sentence sentence, Optional<String> topic) {
    return switch (sentence.kind()) {
      case CORE, FACT, EXAMPLE ->
          topic.filter(it -> !it.equals(sentence.topic())).isPresent() ? Tint.STRAY : Tint.CORRECT;
      case MISCONCEPTION -> Tint.WRONG;
      case HEDGE -> Tint.HEDGE;
      case BOOSTER -> Tint.BOOSTER;
      case OPENER, FILLER, AFFIRMATION, MENTION -> Tint.FILLER;
      case REFUSAL -> Tint.DECLINES;
      case RUDE, UNKNOWN, GARBLED -> Tint.OTHER;
    };
  }
}
