package org.rlhflab.pretrain.rubric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.pretrain.rubric.SmallWorld.LANGUAGE;
import static org.rlhflab.pretrain.rubric.SmallWorld.STACK;
import static org.rlhflab.pretrain.rubric.SmallWorld.ask;
import static org.rlhflab.pretrain.rubric.SmallWorld.core;
import static org.rlhflab.pretrain.rubric.SmallWorld.example;
import static org.rlhflab.pretrain.rubric.SmallWorld.fact;
import static org.rlhflab.pretrain.rubric.SmallWorld.hedge;
import static org.rlhflab.pretrain.rubric.SmallWorld.opener;
import static org.rlhflab.pretrain.rubric.SmallWorld.respond;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;

/// The two pairs of the lesson: exercise 1, the opening call, and exercise 3, rank and say why.
class LessonPairsTest {
  private static final Response WARM_AND_EMPTY =
      respond(
          phrase(SentenceKind.OPENER, "", 1, "What a wonderful goal to set yourself!"),
          phrase(SentenceKind.FILLER, "", 7, "It is possible at any age, and very rewarding."),
          phrase(
              SentenceKind.AFFIRMATION,
              LANGUAGE.id(),
              1,
              "Regular practice is often considered effective."));
  private static final Response NAMES_AND_EXPLAINS =
      respond(hedge(), core(LANGUAGE), fact(LANGUAGE, 0), fact(LANGUAGE, 1));

  private static final Response DISTINCTION_FIRST =
      respond(core(STACK), fact(STACK, 1), fact(STACK, 2), example(STACK));
  private static final Response DISTINCTION_BURIED =
      respond(
          opener(),
          phrase(
              SentenceKind.AFFIRMATION,
              STACK.id(),
              0,
              "Stacks and queues are essential and widely used throughout all of computing."),
          phrase(
              SentenceKind.MENTION,
              STACK.id(),
              0,
              "Stacks are used in compilers, in browsers and in many other programs."),
          core(STACK),
          phrase(SentenceKind.FILLER, "", 3, "Knowing when to use which one is a key skill."));

  @Test
  void theEmptyAnswerStatesNoFalsehoodAndNothingElse() {
    assertTrue(
        WARM_AND_EMPTY.sentences().stream().noneMatch(s -> s.kind() == SentenceKind.MISCONCEPTION));
    assertEquals(0, Behaviour.of(ask(LANGUAGE), WARM_AND_EMPTY, true).factsPer100Words());
  }

  @Test
  void theAnswerThatNamesAndExplainsIsByFarTheBetterSignal() {
    assertTrue(gold(NAMES_AND_EXPLAINS) > gold(WARM_AND_EMPTY) + 3);
  }

  @Test
  void theBuriedDistinctionIsTheLongerAnswer() {
    assertTrue(words(DISTINCTION_BURIED) > words(DISTINCTION_FIRST));
  }

  @Test
  void theDistinctionFirstBeatsTheDistinctionBuriedThoughBothAreTrue() {
    GoldScore first = GoldRubric.DEFAULTS.score(ask(STACK), DISTINCTION_FIRST);
    GoldScore buried = GoldRubric.DEFAULTS.score(ask(STACK), DISTINCTION_BURIED);
    assertEquals(first.of(Dimension.ACCURACY), buried.of(Dimension.ACCURACY));
    assertTrue(first.of(Dimension.CONCISION) > buried.of(Dimension.CONCISION) + 3);
    assertTrue(first.overall() > buried.overall() + 1);
  }

  private static double gold(Response response) {
    return GoldRubric.DEFAULTS.score(ask(LANGUAGE), response).overall();
  }

  private static int words(Response response) {
    return Behaviour.of(ask(STACK), response, true).words();
  }

  private static Sentence phrase(SentenceKind kind, String topic, int index, String text) {
    return new Sentence(kind, topic, index, text);
  }
}
