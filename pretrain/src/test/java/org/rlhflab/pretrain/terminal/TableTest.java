package org.rlhflab.pretrain.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    String table = new Table("model", "words").row("sft", "21.4").row("ppo", "9.0").toString();

    assertEquals(
        """
        model  words
        -----  -----
        sft     21.4
        ppo      9.0\
        """,
        table);
  }

  @Test
  void aLongCellIsFoldedAtSpacesSoThatEveryLineFitsEightyColumns() {
    String words = "stacks are often considered very useful ".repeat(5).strip();

    String table = new Table("model", "answer").row("sft", words).toString();

    assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
    String folded =
        table.lines().skip(2).map(line -> line.substring(7)).reduce("", TableTest::join);
    assertEquals(words, folded);
  }

  private static String join(String before, String line) {
    return before.isEmpty() ? line : before + " " + line;
  }

  @Test
  void aWordWiderThanTheTableIsCut() {
    String table = new Table("a", "b").row("x".repeat(100), "1").toString();

    assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
    assertEquals(100, table.chars().filter(c -> c == 'x').count());
  }

  @Test
  void aRowMustHaveACellForEachHeading() {
    assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("1"));
  }
}
