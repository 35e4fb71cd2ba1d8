package org.rlhflab.pretrain.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quicktheories.core.Gen;

class KneserNeyTest {
  private static final int END = 0;
  private static final int PAD = 1;
  private static final int A = 2;
  private static final int B = 3;

  @Test
  void aBigramModelOfTwoDocumentsIsWhatTheHandComputes() {
    // Documents "a b" and "a"; too few counts of counts, so the discounts are 0.5, 1, 1.5.
    KneserNey model = model(2, 4, new int[] {A, B}, new int[] {A});
    int[] unseen = {PAD};
    // Unigrams by what stands before: a 1 (E), b 1 (a), E 2 (b, a); 4 in all, and
    // (2 * 0.5 + 1) / 4 = 1/2 is left for the uniform 1/4.
    assertEquals(0.25, model.probability(unseen, A), 1e-12);
    assertEquals(0.25, model.probability(unseen, B), 1e-12);
    assertEquals(0.375, model.probability(unseen, END), 1e-12);
    assertEquals(0.125, model.probability(unseen, PAD), 1e-12);
    // After a: b once, E once; (2 * 0.5) / 2 = 1/2 is left for the unigrams.
    assertEquals(0.375, model.probability(new int[] {A}, B), 1e-12);
    assertEquals(0.4375, model.probability(new int[] {A}, END), 1e-12);
    assertEquals(0.125, model.probability(new int[] {A}, A), 1e-12);
    // At the beginning: a twice; 1 / 2 is left.
    assertEquals(0.625, model.probability(new int[] {END}, A), 1e-12);
    assertEquals(
        Math.log(0.625 * 0.375), model.logProbability(new int[0], new int[] {A, B}), 1e-12);
  }

  @Test
  void probabilitiesSumToOneAfterAnyContext() {
    Gen<List<List<Integer>>> corpora =
        lists().of(lists().of(integers().between(1, 5)).ofSizeBetween(0, 8)).ofSizeBetween(1, 12);
    Gen<List<Integer>> contexts = lists().of(integers().between(0, 6)).ofSizeBetween(0, 6);
    qt().forAll(corpora, contexts, integers().between(1, 5))
        .check((corpus, context, order) -> {
          int[][] documents = corpus.stream().map(KneserNeyTest::ints).toArray(int[][]::new);
          KneserNey model = model(order, 7, documents);
          double sum = 0;
          boolean positive = true;
          for (int token = 0; token < 7; token++) {
            double probability = model.probability(ints(context), token);
            sum += probability;
            positive &= probability > 0;
          }
          return positive && Math.abs(sum - 1) < 1e-9;
        });
  }

  @Test
  void onlyTheLastTokensOfAContextCount() {
    KneserNey model = model(3, 5, new int[] {A, B, A, B, 4}, new int[] {B, B, A});
    assertEquals(
        model.probability(new int[] {A, B}, A), model.probability(new int[] {4, B, A, B}, A));
  }

  @Test
  void whatStandsBeforeAnEndOfTextDoesNotMatter() {
    KneserNey model = model(4, 5, new int[] {A, B, A, B, 4}, new int[] {B, B, A});
    assertEquals(
        model.probability(new int[] {END, B}, A), model.probability(new int[] {A, END, B}, A));
    assertEquals(
        model.logProbability(new int[0], new int[] {A, B, END})
            + model.logProbability(new int[0], new int[] {B, A}),
        model.logProbability(new int[0], new int[] {A, B, END, B, A}),
        1e-12);
  }

  @Test
  void textAndContextMakeTheProductOfTheirProbabilities() {
    KneserNey model = model(3, 5, new int[] {A, B, A, B, 4}, new int[] {B, B, A});
    assertEquals(
        model.logProbability(new int[0], new int[] {A, B, 4, END}),
        model.logProbability(new int[0], new int[] {A, B})
            + model.logProbability(new int[] {A, B}, new int[] {4, END}),
        1e-12);
  }

  @Test
  void noDocumentsLeaveTheUniformDistribution() {
    assertEquals(0.2, model(3, 5).probability(new int[] {A, B}, A), 1e-12);
  }

  @Test
  void aTokenOutsideTheVocabularyIsRefused() {
    KneserNey model = model(2, 4, new int[] {A});
    assertThrows(IllegalArgumentException.class, () -> model.probability(new int[0], 4));
    assertThrows(IllegalArgumentException.class, () -> model.probability(new int[] {-1}, A));
  }

  // A generous limit: quadratic work would miss it by far, a busy machine does not.
  @Test
  @Timeout(120)
  void aMillionTokensAreCountedAndScored() {
    SplittableRandom random = new SplittableRandom(1);
    int[][] documents = new int[10_000][100];
    for (int[] document : documents) {
      for (int i = 0; i < document.length; i++) {
        document[i] = 2 + (int) (1498 * Math.pow(random.nextDouble(), 4));
      }
    }
    KneserNey model = model(5, 1500, documents);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += model.logProbability(new int[0], documents[i]);
    }
    assertTrue(sum < 0 && Double.isFinite(sum), "log-probability " + sum);
  }

  private static KneserNey model(int order, int vocabulary, int[]... documents) {
    return new KneserNey(NGramCounts.of(List.of(documents), order, vocabulary, END));
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
