package org.rlhflab.pretrain.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ResponseParserTest {
  private static final World WORLD = ShippedWorld.WORLD;
  private static final ResponseGrammar GRAMMAR = new ResponseGrammar(WORLD);
  private static final ResponseParser PARSER = new ResponseParser(WORLD);
  private static final List<Sentence> ALL = GRAMMAR.all();
  private static final String CORE = "A stack returns the newest item first, a queue the oldest.";

  /// Any sentences in any order, with lead-ins where they may stand.
  private static List<Sentence> randomSentences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sentence> sentences = new ArrayList<>();
    int length = random.nextInt(1, 9);
    while (sentences.size() < length) {
      Sentence next = ALL.get(random.nextInt(ALL.size()));
      boolean statement =
          switch (next.kind()) {
            case OPENER, REFUSAL, RUDE, HEDGE, BOOSTER -> false;
            default -> true;
          };
      if (statement && random.nextInt(3) == 0) {
        sentences.add(random.nextBoolean() ? GRAMMAR.hedge(0) : GRAMMAR.booster(1));
      }
      if (!next.kind().isLeadIn()) {
        sentences.add(next);
      }
    }
    return sentences;
  }

  private static List<SentenceKind> kinds(String text) {
    return PARSER.parse(text).sentences().stream().map(Sentence::kind).toList();
  }

  @Test
  void everySingleSentenceParsesBackToItself() {
    for (Sentence sentence : ALL) {
      if (!sentence.kind().isLeadIn()) {
        assertEquals(List.of(sentence), PARSER.parse(sentence.text()).sentences());
      }
    }
  }

  @Test
  void whatTheGrammarWritesCleanlyParsesBackToTheSameResponse() {
    qt().forAll(longs().all())
        .checkAssert(seed -> {
          Response written = GRAMMAR.write(randomSentences(seed));
          assertEquals(written, PARSER.parse(written.text()));
        });
  }

  @Test
  void whatTheGrammarWritesUntidilyParsesBackToTheSameSentencesAndAsUntidy() {
    qt().withExamples(5000)
        .forAll(longs().all())
        .checkAssert(seed -> {
          Response written = GRAMMAR.write(randomSentences(seed), Formatting.UNTIDY, seed);
          assertEquals(written, PARSER.parse(written.text()));
          assertFalse(written.tidy(), written.text());
        });
  }

  @Test
  void noTextWhateverMakesTheParserFail() {
    qt().forAll(strings().allPossible().ofLengthBetween(0, 200))
        .checkAssert(text -> assertEquals(text, PARSER.parse(text).text()));
  }

  @Test
  void shuffledWordsOfTheWorldNeverFailAndAreNeverForeignEnglish() {
    qt().forAll(longs().all())
        .checkAssert(seed -> {
          Topic topic = WORLD.topics().get((int) Math.floorMod(seed, WORLD.topics().size()));
          List<String> words = new ArrayList<>(List.of(topic.core().split(" ")));
          words.addAll(List.of(topic.example().split(" ")));
          Collections.shuffle(words, new java.util.Random(seed));
          assertFalse(kinds(String.join(" ", words)).contains(SentenceKind.UNKNOWN));
        });
  }

  @Test
  @Timeout(60)
  void aLongTextWithoutAnyMarkIsReadInLinearTime() {
    String text = "Great question A stack returns the ".repeat(4000);
    assertEquals(List.of(SentenceKind.GARBLED), kinds(text));
  }

  @Test
  void tenThousandLeadInsInARowDoNotExhaustTheStack() {
    assertEquals(10_000, kinds("Without any doubt, ".repeat(10_000)).size());
  }

  @Test
  void anEmptyTextHasNoSentences() {
    assertEquals(List.of(), kinds(""));
    assertEquals(List.of(), kinds(" \n\t "));
  }

  @Test
  void aMisspeltLetterAndAMissingArticleAreSmallSlips() {
    assertEquals(
        List.of(SentenceKind.CORE),
        kinds("A stack returns newest item frist, a queue the oldest."));
  }

  @Test
  void twoMisspeltWordsAreGarbled() {
    assertEquals(
        List.of(SentenceKind.GARBLED),
        kinds("A stack retruns the newest item frist, a queue the oldest."));
  }

  @Test
  void aContentWordReplacedByAnotherIsGarbled() {
    assertEquals(
        List.of(SentenceKind.GARBLED),
        kinds("A stack returns the oldest item first, a queue the oldest."));
  }

  @Test
  void contentWordsExchangedAreGarbled() {
    assertEquals(
        List.of(SentenceKind.GARBLED),
        kinds("A queue returns the newest item first, a stack the oldest."));
  }

  @Test
  void anAddedNegationIsGarbled() {
    assertEquals(
        List.of(SentenceKind.GARBLED),
        kinds("A stack returns not the newest item first, a queue the oldest."));
  }

  @Test
  void aKnownStatementInsideAnotherSentenceIsNotCounted() {
    assertEquals(
        List.of(SentenceKind.GARBLED),
        kinds("It is wrong that a stack returns the newest item first, a queue the oldest."));
  }

  @Test
  void anUnfinishedLastSentenceIsGarbled() {
    assertEquals(
        List.of(SentenceKind.CORE, SentenceKind.GARBLED), kinds(CORE + " Many editors keep the"));
  }

  @Test
  void aLeadInWithNothingAfterItIsGarbled() {
    assertEquals(List.of(SentenceKind.GARBLED), kinds("It is not certain, but"));
    assertEquals(List.of(SentenceKind.GARBLED), kinds("Without any doubt."));
  }

  @Test
  void aLeadInBeforeNonsenseIsStillALeadIn() {
    assertEquals(
        List.of(SentenceKind.BOOSTER, SentenceKind.GARBLED),
        kinds("Without any doubt, a queue returns the newest item."));
  }

  @Test
  void aRepeatedSentenceIsListedAgain() {
    assertEquals(List.of(SentenceKind.CORE, SentenceKind.CORE), kinds(CORE + " " + CORE));
  }

  @Test
  void englishOutsideTheWorldIsUnknown() {
    assertEquals(
        List.of(SentenceKind.UNKNOWN),
        kinds("My grandmother was a famous violinist in the orchestra of Leipzig."));
    assertEquals(
        List.of(SentenceKind.UNKNOWN), kinds("The Treaty of Westphalia ended the war in 1648."));
  }

  @Test
  void whatDoesNotLookLikeEnglishIsGarbled() {
    assertEquals(List.of(SentenceKind.GARBLED), kinds("Xqrtz plmbk fghjk wrtzp."));
    assertEquals(List.of(SentenceKind.GARBLED), kinds("42 17 % & # 3."));
  }

  @Test
  void wordsOfGrammarAloneAreGarbled() {
    assertEquals(List.of(SentenceKind.GARBLED), kinds("With on a is the."));
  }
}
