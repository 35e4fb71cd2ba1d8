package org.rlhflab.pretrain.rubric;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.rlhflab.pretrain.rubric.Cases.cases;
import static org.rlhflab.pretrain.rubric.Cases.casesWithCore;
import static org.rlhflab.pretrain.rubric.Cases.padding;
import static org.rlhflab.pretrain.rubric.Cases.positions;
import static org.rlhflab.pretrain.rubric.Cases.shortRightAnswers;
import static org.rlhflab.pretrain.rubric.Cases.uncertainCasesWithCore;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Cases.Case;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.Topic;

/// What the lesson claims of good answers, for any response whatever. A mutation to try on each:
/// let affirmations earn 0.1 points, drop the late core, count facts without a ceiling.
class GoldRubricPropertiesTest {
  private static final double ROUNDING = 1e-9;

  @Test
  void paddingNeverRaisesTheScoreWhereverItIsInserted() {
    qt().forAll(cases(), integers().between(0, 4), positions())
        .check((answer, which, where) -> {
          Sentence padding = padding(answer.question().topic()).get(which);
          return answer.with(padding, where).overall() <= answer.overall() + ROUNDING;
        });
  }

  @Test
  void aRepeatNeverHelpsWhereverItIsInserted() {
    qt().forAll(casesWithCore(), positions(), positions())
        .check((answer, which, where) ->
            answer.with(answer.any(which), where).overall() <= answer.overall() + ROUNDING);
  }

  @Test
  void aShortRightAnswerBeatsItsPaddedSelf() {
    qt().forAll(shortRightAnswers(), integers().between(0, 4), positions())
        .check((answer, which, where) -> {
          Sentence padding = padding(answer.question().topic()).get(which);
          return answer.with(padding, where).overall() < answer.overall() - 0.1;
        });
  }

  @Test
  void aShortRightAnswerBeatsItselfWithARepeat() {
    qt().forAll(shortRightAnswers(), positions())
        .check((answer, where) ->
            answer.with(answer.any(0), where).overall() < answer.overall() - 0.1);
  }

  @Test
  void noAnswerWithoutTheCoreReachesAnAnswerWithIt() {
    qt().forAll(Cases.rivals())
        .check(two -> two.withoutCore().overall() + 0.1 < two.withCore().overall());
  }

  @Test
  void aBoosterOnAnUncertainMatterLosesToAHedgeInItsPlace() {
    qt().forAll(uncertainCasesWithCore(), positions())
        .check((answer, where) -> {
          Case boosted = answer.with(SmallWorld.booster(), where);
          return boosted.overall() < hedgesForBoosters(boosted).overall();
        });
  }

  @Test
  void moreThanTheNeededFactsNeverGains() {
    qt().forAll(casesWithCore(), integers().between(0, 2), positions())
        .check((answer, which, where) -> {
          Topic topic = answer.question().topic();
          Case complete = answer;
          for (int i = 0; i < answer.question().neededFacts(); i++) {
            complete = complete.with(SmallWorld.fact(topic, i), where);
          }
          Sentence more = SmallWorld.fact(topic, which % topic.facts().size());
          return complete.with(more, where).overall() <= complete.overall() + ROUNDING;
        });
  }

  @Test
  void formattingNeverMatters() {
    qt().forAll(cases())
        .check(answer -> {
          Response tidy = answer.response();
          String untidy = tidy.text().toLowerCase(Locale.ROOT).replace(".", "");
          return GoldRubric.DEFAULTS
              .score(answer.question(), new Response(untidy, tidy.sentences(), false))
              .equals(GoldRubric.DEFAULTS.score(answer.question(), tidy));
        });
  }

  @Test
  void everyScoreIsFromOneToFive() {
    qt().forAll(cases())
        .check(answer ->
            GoldRubric.DEFAULTS
                .score(answer.question(), answer.response())
                .dimensions()
                .values()
                .stream()
                .allMatch(score -> score >= 1 && score <= 5));
  }

  private static Case hedgesForBoosters(Case answer) {
    List<Sentence> hedged =
        answer.sentences().stream()
            .map(s -> s.kind() == SentenceKind.BOOSTER ? SmallWorld.hedge() : s)
            .toList();
    return new Case(answer.question(), hedged);
  }
}
