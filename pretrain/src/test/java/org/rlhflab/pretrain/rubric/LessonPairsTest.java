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
import org.rlhflab.pretrain.world.Topic;

/// The two pairs of the lesson: exercise 1, the opening call, and exercise 3, rank and say why. The
/// scores are the ones that `data/rubric.md` tells annotators.
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
    assertEquals(5, gold(LANGUAGE, NAMES_AND_EXPLAINS).overall(), 1e-9);
    // nothing but tone and safety: 1 + 4 * (0.05 + 0.10)
    assertEquals(1.6, gold(LANGUAGE, WARM_AND_EMPTY).overall(), 1e-9);
  }

  @Test
  void theBuriedDistinctionIsTheLongerAnswer() {
    assertTrue(words(DISTINCTION_BURIED) > words(DISTINCTION_FIRST));
  }

  @Test
  void theDistinctionFirstBeatsTheDistinctionBuriedThoughBothAreTrue() {
    GoldScore first = gold(STACK, DISTINCTION_FIRST);
    GoldScore buried = gold(STACK, DISTINCTION_BURIED);
    assertEquals(first.of(Dimension.ACCURACY), buried.of(Dimension.ACCURACY));
    assertEquals(5, first.overall(), 1e-9);
    // completeness 7/3, concision 1, all else 5
    assertEquals(0.20 * 7 / 3 + 0.20 * 1 + 0.60 * 5, buried.overall(), 1e-9);
  }

  private static GoldScore gold(Topic topic, Response response) {
    return GoldRubric.DEFAULTS.score(ask(topic), response);
  }

  private static int words(Response response) {
    return Behaviour.of(ask(STACK), response, true).words();
  }

  private static Sentence phrase(SentenceKind kind, String topic, int index, String text) {
    return new Sentence(kind, topic, index, text);
  }
}
