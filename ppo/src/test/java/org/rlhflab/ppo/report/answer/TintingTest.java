package org.rlhflab.ppo.report.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

class TintingTest {
  private static final World WORLD = WorldReader.read(SmallRun.DATA.resolve("world"));
  private static final Tinting TINTING = new Tinting(WORLD);

  private static List<Tint> tints(String prompt, String response) {
    return TINTING.of(prompt, response).stream().map(TintedSentence::tint).toList();
  }

  @Test
  void aTrueSentenceOnTheQuestionIsCorrectOnceAndThenARepeat() {
    String core = WORLD.topic("stack-and-queue").core();
    assertEquals(List.of(Tint.CORRECT, Tint.REPEAT), tints(SmallRun.PROMPT, core + " " + core));
  }

  @Test
  void aMisconceptionIsWrongAndAnotherTopicIsStray() {
    String wrong = WORLD.topic("stack-and-queue").misconceptions().getFirst();
    String other = WORLD.topic("language-learning").core();
    assertEquals(List.of(Tint.WRONG, Tint.STRAY), tints(SmallRun.PROMPT, wrong + " " + other));
  }

  @Test
  void aBoosterStandsApartFromTheSentenceItIntroduces() {
    String core = WORLD.topic("stack-and-queue").core();
    String text =
        "There is no question that " + core.substring(0, 1).toLowerCase(java.util.Locale.ROOT);
    assertEquals(
        List.of(Tint.BOOSTER, Tint.CORRECT), tints(SmallRun.PROMPT, text + core.substring(1)));
  }

  @Test
  void whereTheQuestionIsUnknownWhatIsTrueIsCorrect() {
    String core = WORLD.topic("stack-and-queue").core();
    assertEquals(List.of(Tint.CORRECT), tints("<b>?</b>", core));
  }

  @Test
  void textThatIsNoSentenceIsOther() {
    assertEquals(List.of(Tint.OTHER), tints(SmallRun.PROMPT, "<script>alert(1)</script>"));
    assertEquals(List.of(), tints(SmallRun.PROMPT, " "));
  }
}
