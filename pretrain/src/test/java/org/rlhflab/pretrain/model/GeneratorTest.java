package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.kernel.Workers;

/// Decoding with cached keys and values.
class GeneratorTest {
  private static final int END = 0;
  private static final Workers WORKERS = new Workers(2);
  private static final Gpt GPT =
      Gpt.create(new GptConfig(40, 24, 32, 2, 2), 0.3, new SplittableRandom(9));

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @Test
  void cachedDecodingGivesTheLogProbabilitiesOfTheFullPass() {
    List<int[]> prompts = prompts(70);
    float temperature = 0.7f;
    List<Completion> completions = generate(prompts, Sampling.at(temperature, 12), 5);

    List<int[]> whole = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      whole.add(concatenated(prompts.get(i), completions.get(i).tokens()));
    }
    TokenSequences batch = TokenSequences.of(whole);
    List<Integer> rows = new ArrayList<>();
    List<Float> cached = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      for (int t = 0; t < completions.get(i).tokens().length; t++) {
        rows.add(batch.starts()[i] + prompts.get(i).length - 1 + t);
        cached.add(completions.get(i).logProbs()[t]);
      }
    }
    int[] at = rows.stream().mapToInt(Integer::intValue).toArray();
    int[] targets = IntStream.of(at).map(r -> batch.tokens()[r + 1]).toArray();
    float[] full = new float[at.length];
    GptPass pass = new GptPass(GPT, WORKERS);
    pass.logProbabilities(new NextTokenBatch(batch, at, targets), temperature, full);
    for (int i = 0; i < full.length; i++) {
      assertEquals(full[i], cached.get(i), 1e-4, "token " + i);
    }
  }

  @Test
  void theSameSeedGivesTheSameTextAndAnotherSeedAnother() {
    List<Completion> first = generate(prompts(5), Sampling.at(1, 10), 1);
    List<Completion> again = generate(prompts(5), Sampling.at(1, 10), 1);
    List<Completion> other = generate(prompts(5), Sampling.at(1, 10), 2);
    assertArrayEquals(first.get(3).tokens(), again.get(3).tokens());
    assertFalse(
        IntStream.range(0, 5)
            .allMatch(i -> java.util.Arrays.equals(first.get(i).tokens(), other.get(i).tokens())));
  }

  @Test
  void whatAGeneratorHasDecodedBeforeChangesNothing() {
    Sampling sampling = Sampling.at(1, 10);
    Generator used = new Generator(GPT, WORKERS, END);
    used.generate(prompts(3), sampling, 4);
    for (int count : new int[] {40, 2, 150}) {
      List<Completion> expected = generate(prompts(count), sampling, 6);
      List<Completion> actual = used.generate(prompts(count), sampling, 6);
      for (int i = 0; i < count; i++) {
        assertArrayEquals(expected.get(i).tokens(), actual.get(i).tokens());
        assertArrayEquals(expected.get(i).logProbs(), actual.get(i).logProbs());
      }
    }
  }

  @Test
  void onlyTheLikeliestTokenIsLeftByTopKOneAndByATinyTopP() {
    List<Completion> greedy = generate(prompts(4), Sampling.greedy(10), 1);
    List<Completion> topK = generate(prompts(4), new Sampling(1, 1, 1, 10), 1);
    List<Completion> topP = generate(prompts(4), new Sampling(1, 0, 1e-6, 10), 1);
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(greedy.get(i).tokens(), topK.get(i).tokens());
      assertArrayEquals(greedy.get(i).tokens(), topP.get(i).tokens());
    }
  }

  @Test
  void aResponseEndsAtItsEndTokenAtTheLimitOrAtTheContextsEnd() {
    for (Completion completion : generate(prompts(40), Sampling.at(1, 7), 3)) {
      assertTrue(completion.tokens().length <= 7);
      int last = completion.tokens()[completion.tokens().length - 1];
      assertEquals(last == END, completion.finished());
      assertEquals(completion.finished() || completion.tokens().length == 7, true);
      assertFalse(IntStream.of(completion.text()).anyMatch(t -> t == END));
    }
    int[] nearlyFull = IntStream.range(1, 24).toArray();
    assertEquals(1, generate(List.of(nearlyFull), Sampling.at(1, 7), 3).get(0).tokens().length);
  }

  @Test
  void drawsFollowTheDistribution() {
    // The first token of many samples of one prompt against the probabilities of the full pass.
    int samples = 4000;
    int[] prompt = {3, 8, 2};
    List<int[]> prompts = java.util.Collections.nCopies(samples, prompt);
    int[] counts = new int[40];
    for (Completion completion : generate(prompts, Sampling.at(1, 1), 11)) {
      counts[completion.tokens()[0]]++;
    }
    GptPass pass = new GptPass(GPT, WORKERS);
    double chiSquare = 0;
    for (int token = 0; token < 40; token++) {
      float[] out = new float[1];
      TokenSequences batch = TokenSequences.of(List.of(prompt));
      pass.logProbabilities(new NextTokenBatch(batch, new int[] {2}, new int[] {token}), 1f, out);
      double expected = samples * Math.exp(out[0]);
      chiSquare += (counts[token] - expected) * (counts[token] - expected) / expected;
    }
    // 39 degrees of freedom: 99.9% of true samplers stay below 72.
    assertTrue(chiSquare < 72, "chi-square " + chiSquare);
  }

  @Test
  void aPromptThatLeavesNoRoomIsRefused() {
    List<int[]> prompts = List.of(new int[24]);
    assertThrows(IllegalArgumentException.class, () -> generate(prompts, Sampling.at(1, 3), 1));
  }

  private static List<Completion> generate(List<int[]> prompts, Sampling sampling, long seed) {
    return new Generator(GPT, WORKERS, END).generate(prompts, sampling, seed);
  }

  private static List<int[]> prompts(int count) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, count)
        .mapToObj(i -> random.ints(random.nextInt(1, 9), 1, 40).toArray())
        .toList();
  }

  private static int[] concatenated(int[] a, int[] b) {
    return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
  }
}
