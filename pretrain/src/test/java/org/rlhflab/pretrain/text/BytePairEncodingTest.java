package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.text.BytePairEncoding.Merge;
import tools.jackson.databind.JsonNode;

class BytePairEncodingTest {
  /// The first lines of GPT-2's merges.txt; its tokens 256 to 262 are what they make.
  private static final List<Merge> GPT2 =
      List.of(
          new Merge("Ġ", "t"),
          new Merge("Ġ", "a"),
          new Merge("h", "e"),
          new Merge("i", "n"),
          new Merge("r", "e"),
          new Merge("o", "n"),
          new Merge("Ġt", "he"));

  @Test
  void theHuggingFaceCoursesExampleLearnsItsThreeMerges() {
    List<String> documents = new ArrayList<>();
    documents.addAll(Collections.nCopies(10, "hug"));
    documents.addAll(Collections.nCopies(5, "pug"));
    documents.addAll(Collections.nCopies(12, "pun"));
    documents.addAll(Collections.nCopies(4, "bun"));
    documents.addAll(Collections.nCopies(5, "hugs"));
    BytePairEncoding encoding = BytePairEncoding.train(documents, 256 + 3);
    assertEquals(
        List.of(new Merge("u", "g"), new Merge("u", "n"), new Merge("h", "ug")), encoding.merges());
    assertEquals(List.of("b", "ug"), pieces(encoding, "bug"));
    assertEquals(List.of("hug", "s"), pieces(encoding, "hugs"));
    assertEquals(List.of("un", "hug"), pieces(encoding, "unhug"));
  }

  @Test
  void sennrichsExampleLearnsEstAndLow() {
    List<String> documents = new ArrayList<>();
    documents.addAll(Collections.nCopies(5, "low"));
    documents.addAll(Collections.nCopies(2, "lower"));
    documents.addAll(Collections.nCopies(6, "newest"));
    documents.addAll(Collections.nCopies(3, "widest"));
    assertEquals(
        List.of(
            new Merge("e", "s"), new Merge("es", "t"), new Merge("l", "o"), new Merge("lo", "w")),
        BytePairEncoding.train(documents, 256 + 4).merges());
  }

  @Test
  void gpt2sFirstMergesGiveGpt2sTokens() {
    BytePairEncoding encoding = new BytePairEncoding(GPT2);
    assertArrayEquals(new int[] {262}, encode(encoding, " the"));
    assertArrayEquals(new int[] {257}, encode(encoding, " a"));
    assertArrayEquals(new int[] {259, 0}, encode(encoding, "in!"));
    assertArrayEquals(new int[] {83, 258}, encode(encoding, "the"));
  }

  @Test
  void mergesAndTokensAreThoseOfThePlainImplementation() {
    JsonNode training = Published.bytePairEncoding().path("training");
    BytePairEncoding encoding = BytePairEncoding.train(corpus(), training.path("size").asInt());
    List<String> expected = new ArrayList<>();
    training.path("merges").forEach(merge -> expected.add(merge.asString()));
    assertEquals(
        expected, encoding.merges().stream().map(m -> m.left() + " " + m.right()).toList());
    for (JsonNode example : training.path("encoded")) {
      List<String> pieces = new ArrayList<>();
      example.path("pieces").forEach(piece -> pieces.add(piece.asString()));
      assertEquals(pieces, pieces(encoding, example.path("text").asString()));
    }
  }

  @Test
  void twoMergesThatSpellOnePieceShareItsNumber() {
    BytePairEncoding encoding =
        new BytePairEncoding(
            List.of(
                new Merge("a", "b"),
                new Merge("b", "c"),
                new Merge("ab", "c"),
                new Merge("a", "bc"),
                new Merge("abc", "d")));
    assertEquals(256 + 4, encoding.pieces().size());
    assertEquals(List.of("abcd"), pieces(encoding, "abcd"));
  }

  @Test
  void aMergeWhosePieceIsGoneGivesNoOtherMergeItsTurn() {
    // b+c takes the b of a+b; what is now at a, a+bc, has to wait for bc+d.
    BytePairEncoding encoding =
        new BytePairEncoding(
            List.of(
                new Merge("b", "c"),
                new Merge("a", "b"),
                new Merge("bc", "d"),
                new Merge("a", "bc")));
    assertEquals(List.of("a", "bcd"), pieces(encoding, "abcd"));
    assertEquals(List.of("abc"), pieces(encoding, "abc"));
  }

  private static List<String> corpus() {
    List<String> corpus = new ArrayList<>();
    JsonNode texts = Published.bytePairEncoding().path("training").path("corpus");
    texts.forEach(text -> corpus.add(text.asString()));
    return corpus;
  }

  @Test
  void prunedItEncodesItsDocumentsAsBeforeInPiecesThatTheyAllNeed() {
    List<String> corpus = corpus();
    for (int size : new int[] {300, 400, 600}) {
      BytePairEncoding full = BytePairEncoding.train(corpus, size);
      BytePairEncoding pruned = full.pruned(corpus);
      Set<String> needed = new HashSet<>(ByteAlphabet.pieces());
      for (String document : corpus) {
        List<String> pieces = pieces(full, document);
        assertEquals(pieces, pieces(pruned, document));
        needed.addAll(pieces);
      }
      pruned.merges().forEach(merge -> needed.add(merge.piece()));
      assertEquals(needed, Set.copyOf(pruned.pieces()), "no piece that only leads to a word");
      assertTrue(pruned.pieces().size() < full.pieces().size(), "size " + size);
    }
  }

  @Test
  void wordsBuiltUpOfPiecesOfTheirOwnAreAllThatIsLeft() {
    List<String> documents = Collections.nCopies(3, "hug hug pun");
    BytePairEncoding full = BytePairEncoding.train(documents, 300);
    assertEquals(6, full.merges().size(), () -> "three for each word: " + full.merges());
    BytePairEncoding pruned = full.pruned(documents);
    assertEquals(List.of(), pruned.merges());
    assertEquals(Set.of("hug", "Ġhug", "Ġpun"), Set.copyOf(pruned.words()));
    assertEquals(List.of("hug", "Ġpun", "Ġ", "h", "u", "g", "s"), pieces(pruned, "hug pun hugs"));
  }

  @Test
  void whereEveryPieceIsNeededNothingIsPruned() {
    BytePairEncoding bytes = BytePairEncoding.train(List.of("abc"), 256);
    assertEquals(bytes.pieces(), bytes.pruned(List.of("abc")).pieces());
  }

  @Test
  void aWordThatIsAPieceAlreadyIsRefused() {
    List<Merge> merges = List.of(new Merge("a", "b"));
    assertThrows(IllegalArgumentException.class, () -> new BytePairEncoding(merges, List.of("ab")));
  }

  @Test
  void aPairThatOccursOnceIsNotLearned() {
    assertEquals(List.of(), BytePairEncoding.train(List.of("abcdefg"), 300).merges());
  }

  @Test
  void aMergeOfAPieceThatNothingMakesIsRefused() {
    List<Merge> merges = List.of(new Merge("th", "e"));
    assertThrows(IllegalArgumentException.class, () -> new BytePairEncoding(merges));
  }

  @Test
  void aWordOfAMillionLettersIsEncodedInNLogN() {
    // Quadratic merging would take hours; the limit only tells the two apart.
    BytePairEncoding encoding =
        new BytePairEncoding(List.of(new Merge("a", "a"), new Merge("aa", "aa")));
    int[] tokens =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> encode(encoding, "a".repeat(1_000_000)));
    assertEquals(250_000, tokens.length);
    assertTrue(Arrays.stream(tokens).allMatch(token -> token == 257));
  }

  private static int[] encode(BytePairEncoding encoding, String text) {
    return encoding.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> pieces(BytePairEncoding encoding, String text) {
    return Arrays.stream(encode(encoding, text)).mapToObj(encoding.pieces()::get).toList();
  }
}
