package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Muon;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;

/// The fast pass against the plain transformer, and that against Deeplearning4j's gradient check.
class GptPassTest {

  @Test
  void thePlainBodyPassesDeeplearning4jsOwnGradientCheck() {
    GptConfig config = new GptConfig(7, 5, 6, 2, 2);
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    ComputationGraph graph = GradientCheckedGraph.of(config);
    INDArray tokens = Nd4j.createFromArray(new double[][] {{1, 4, 2, 6}, {3, 0, 5, -1}});
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, 8, 7);
    int[] targets = {4, 2, 6, 1, 0, 5, 2, 3};
    for (int i = 0; i < targets.length; i++) {
      labels.putScalar(i, targets[i], 1);
    }
    boolean passed =
        GradientCheckUtil.checkGradients(
            new GradientCheckUtil.GraphConfig()
                .net(graph)
                .inputs(new INDArray[] {tokens})
                .labels(new INDArray[] {labels})
                .epsilon(1e-6)
                .maxRelError(1e-4)
                .minAbsoluteError(1e-8)
                .print(GradientCheckUtil.PrintMode.ZEROS)
                .exitOnFirstError(true));
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    assertTrue(passed);
  }

  /// A model and what is asked of it.
  private record Asked(Gpt gpt, TokenSequences batch, int[] rows, int[] targets) {
    static Asked of(GptConfig config, int sequences, SplittableRandom random) {
      Gpt gpt = Gpt.create(config, 0.2, random);
      TokenSequences batch = GptPassTest.batch(sequences, config, random);
      int[] rows = everyOther(batch.rows());
      int[] targets = random.ints(rows.length, 0, config.vocabulary()).toArray();
      return new Asked(gpt, batch, rows, targets);
    }

    float[] logProbabilities(GptPass pass) {
      float[] logProbs = new float[rows.length];
      pass.logProbabilities(new NextTokenBatch(batch, rows, targets), 0.7f, logProbs);
      return logProbs;
    }
  }

  @Test
  void keepingNothingGivesTheSameNumbersAndNoWayBack() {
    Asked asked = Asked.of(new GptConfig(600, 20, 16, 1, 2), 50, new SplittableRandom(4));
    float[] only = new float[asked.rows().length];
    try (Workers workers = new Workers(2)) {
      GptPass pass = new GptPass(asked.gpt(), workers);
      float[] kept = asked.logProbabilities(pass);
      pass.logProbabilitiesOnly(
          new NextTokenBatch(asked.batch(), asked.rows(), asked.targets()), 0.7f, only);
      assertArrayEquals(kept, only);
      assertThrows(IllegalStateException.class, () -> pass.backward(only));
    }
  }

  /// Odd widths and lengths, one sequence or several, vocabularies of one block of the head or
  /// more.
  private static Stream<GptConfig> shapes() {
    SplittableRandom random = new SplittableRandom(11);
    Stream<GptConfig> drawn =
        Stream.generate(
                () -> {
                  int heads = random.nextInt(1, 5);
                  return new GptConfig(
                      random.nextInt(2, 500),
                      random.nextInt(1, 50),
                      heads * random.nextInt(1, 17),
                      random.nextInt(1, 4),
                      heads);
                })
            .limit(14);
    return Stream.concat(drawn, Stream.of(new GptConfig(1000, 48, 64, 2, 4)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void logitsAndGradientsEqualThePlainTransformers(GptConfig config) {
    SplittableRandom random = new SplittableRandom(config.vocabulary());
    int sequences = random.nextInt(1, 8);
    int vocabulary = config.vocabulary();
    Gpt gpt = Gpt.create(config, 0.2, random);
    TokenSequences batch = batch(sequences, config, random);
    int[] rows = everyOther(batch.rows());
    int[] targets = random.ints(rows.length, 0, vocabulary).toArray();
    float temperature = 0.7f;

    float[] logProbs = new float[rows.length];
    float[] derivatives = new float[rows.length];
    float[] gradients;
    try (Workers workers = new Workers(2)) {
      GptPass pass = new GptPass(gpt, workers);
      pass.logProbabilities(new NextTokenBatch(batch, rows, targets), temperature, logProbs);
      for (int i = 0; i < rows.length; i++) {
        derivatives[i] = (float) (random.nextDouble() - 0.5) / rows.length;
      }
      pass.backward(derivatives);
      gradients = sum(pass, gpt);
    }

    PlainLanguageModel plain = new PlainLanguageModel(config, values(gpt));
    double[] expected = plain.logProbabilities(batch, rows, targets, temperature);
    double[] expectedGradients = plain.gradients(derivatives);
    for (int i = 0; i < rows.length; i++) {
      assertEquals(expected[i], logProbs[i], 1e-4 * Math.max(1, Math.abs(expected[i])));
    }
    assertClose(expectedGradients, gradients, gpt);
  }

  @Test
  void aPassThatGoesForwardOnlySaysTheSameAndRefusesToGoBack() {
    Asked asked = Asked.of(new GptConfig(600, 20, 24, 3, 2), 6, new SplittableRandom(8));
    try (Workers workers = new Workers(2)) {
      float[] expected = asked.logProbabilities(new GptPass(asked.gpt(), workers));
      GptPass pass = GptPass.forwardOnly(asked.gpt(), workers);
      assertArrayEquals(expected, asked.logProbabilities(pass));
      assertThrows(IllegalStateException.class, () -> pass.backward(new float[expected.length]));
      assertThrows(IllegalStateException.class, pass::backward);
    }
  }

  // Mutation to try: leave the entropy out of the slope, or forget the temperature.
  @Test
  void theGradientOfEntropiesIsTheirFiniteDifference() {
    GptConfig config = new GptConfig(23, 8, 8, 1, 2);
    SplittableRandom random = new SplittableRandom(3);
    Gpt gpt = Gpt.create(config, 0.3, random);
    TokenSequences batch = batch(4, config, random);
    int[] rows = everyOther(batch.rows());
    int[] targets = random.ints(rows.length, 0, 23).toArray();
    float[] dLogProbs = weights(rows.length, random);
    float[] dEntropies = weights(rows.length, random);
    try (Workers workers = new Workers(2)) {
      GptPass pass = new GptPass(gpt, workers);
      loss(pass, batch, rows, targets, dLogProbs, dEntropies);
      pass.backward(dLogProbs, dEntropies);
      float[] gradients = sum(pass, gpt);
      double h = 1e-2;
      for (int k = 0; k < 40; k++) {
        long at = random.nextLong(gpt.size());
        float before = NativeArray.get(gpt.parameters(), at);
        NativeArray.set(gpt.parameters(), at, (float) (before + h));
        double up = loss(pass, batch, rows, targets, dLogProbs, dEntropies);
        NativeArray.set(gpt.parameters(), at, (float) (before - h));
        double down = loss(pass, batch, rows, targets, dLogProbs, dEntropies);
        NativeArray.set(gpt.parameters(), at, before);
        assertEquals((up - down) / (2 * h), gradients[(int) at], 2e-3, "parameter " + at);
      }
    }
  }

  private static float[] weights(int count, SplittableRandom random) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextDouble() - 0.5);
    }
    return weights;
  }

  private static double loss(
      GptPass pass,
      TokenSequences batch,
      int[] rows,
      int[] targets,
      float[] ofLogProbs,
      float[] ofEntropies) {
    float[] logProbs = new float[rows.length];
    float[] entropies = new float[rows.length];
    pass.parametersChanged();
    pass.logProbabilities(new NextTokenBatch(batch, rows, targets), 0.7f, logProbs);
    pass.entropies(entropies);
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      loss += (double) ofLogProbs[i] * logProbs[i] + (double) ofEntropies[i] * entropies[i];
    }
    return loss;
  }

  @Test
  void oneThreadAndTwoGiveTheSameBytes() {
    assertArrayEquals(trained(1), trained(2));
  }

  @Test
  void aModelFileBringsBackParametersUpdaterStateAndStepCount() throws Exception {
    Gpt gpt = Gpt.create(new GptConfig(20, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
    try (Workers workers = new Workers(1)) {
      trainSteps(gpt, workers, 3);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    gpt.write(file);

    Gpt read = Gpt.read(new ByteArrayInputStream(file.toByteArray()));

    assertEquals(3, read.step());
    assertArrayEquals(values(gpt), values(read));
    assertArrayEquals(
        floats(gpt.updaterState(), 2 * gpt.size()), floats(read.updaterState(), 2 * gpt.size()));
  }

  @Test
  void modelsMadeAlikeAtDifferentTimesHaveTheSameBytes() throws Exception {
    byte[][] files = new byte[2][];
    for (int i = 0; i < 2; i++) {
      Gpt gpt = Gpt.create(new GptConfig(20, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
      files[i] = ModelFolder.bytes(gpt.withScalarHead("reward", 10));
      Thread.sleep(5);
    }
    assertArrayEquals(files[0], files[1]);
  }

  @Test
  void anAddedHeadLeavesTheBodyAsItWas() {
    Gpt gpt = Gpt.create(new GptConfig(20, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
    Gpt grown = gpt.withScalarHead("reward", 10);
    assertEquals(gpt.size() + 11, grown.size());
    for (String part : new String[] {Gpt.BODY, Gpt.LANGUAGE_MODEL}) {
      assertArrayEquals(gpt.head(part), grown.head(part), part);
    }
    assertArrayEquals(new float[11], grown.head("reward"));
    long state = grown.graph().getUpdater().getUpdaterStateViewArray().length();
    assertEquals(2 * grown.size(), state, "Adam's moments of every parameter");
  }

  @Test
  void theOptimizerStepsAsDeeplearning4jsAdamDoes() {
    Gpt ours = Gpt.create(new GptConfig(20, 8, 8, 1, 2), 0.1, new SplittableRandom(1));
    float[] start = values(ours);
    float[] gradient = new float[start.length];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) random.nextGaussian();
    }
    try (Workers workers = new Workers(2)) {
      Optimizer optimizer =
          new Optimizer(new GptPass(ours, workers), workers, new Adam(0.9f, 0.999f, 1e-8f), 1e9);
      for (int t = 0; t < 3; t++) {
        for (int i = 0; i < gradient.length; i++) {
          NativeArray.set(ours.gradients(), i, gradient[i]);
        }
        optimizer.step(1e-3);
      }
    }

    INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 2L * start.length);
    org.nd4j.linalg.learning.config.Adam config =
        new org.nd4j.linalg.learning.config.Adam(1e-3, 0.9, 0.999, 1e-8);
    var reference = config.instantiate(state, true);
    INDArray x = Nd4j.createFromArray(start).reshape(1, start.length);
    for (int t = 0; t < 3; t++) {
      INDArray update = Nd4j.createFromArray(gradient).reshape(1, gradient.length);
      reference.applyUpdater(update, t, 0);
      x.subi(update);
    }
    assertArrayEquals(x.toFloatVector(), values(ours), 1e-6f);
  }

  private static float[] trained(int threads) {
    Gpt gpt = Gpt.create(new GptConfig(50, 16, 16, 2, 2), 0.1, new SplittableRandom(3));
    try (Workers workers = new Workers(threads)) {
      trainSteps(gpt, workers, 20);
    }
    return values(gpt);
  }

  private static void trainSteps(Gpt gpt, Workers workers, int steps) {
    GptPass pass = new GptPass(gpt, workers);
    Optimizer optimizer = new Optimizer(pass, workers, new Adam(0.9f, 0.999f, 1e-8f), 1);
    optimizer.setMuon(Muon.STANDARD);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < steps; i++) {
      TokenSequences batch = batch(5, gpt.config(), random);
      int[] rows = everyOther(batch.rows());
      float[] out = new float[rows.length];
      int[] targets = random.ints(rows.length, 0, gpt.config().vocabulary()).toArray();
      pass.logProbabilities(new NextTokenBatch(batch, rows, targets), 1f, out);
      float[] derivatives = new float[rows.length];
      Arrays.fill(derivatives, -1f / rows.length);
      pass.backward(derivatives);
      optimizer.step(1e-2);
    }
  }

  private static TokenSequences batch(int count, GptConfig config, SplittableRandom random) {
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(1, config.context() + 1);
      sequences.add(random.ints(length, 0, config.vocabulary()).toArray());
    }
    return TokenSequences.of(sequences);
  }

  private static int[] everyOther(int rows) {
    return java.util.stream.IntStream.range(0, rows).filter(i -> i % 2 == 0).toArray();
  }

  private static float[] sum(GptPass pass, Gpt gpt) {
    float[] a = floats(pass.gradients(0), gpt.size());
    float[] b = floats(pass.gradients(1), gpt.size());
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }

  private static float[] values(Gpt gpt) {
    return floats(gpt.parameters(), gpt.size());
  }

  private static float[] floats(long address, long count) {
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = NativeArray.get(address, i);
    }
    return values;
  }

  /// Tensor by tensor, within 1e-4 of its largest gradient; but for what rounding leaves of the
  /// largest of all, since a bias of keys, for one, has no gradient at all.
  private static void assertClose(double[] expected, float[] actual, Gpt gpt) {
    double rounding = 1e-6 * largest(expected, 0, expected.length);
    for (BodyParameters.Parameter tensor : new BodyParameters(gpt.config()).all()) {
      int from = (int) (gpt.offset(Gpt.BODY) + tensor.offset());
      assertClose(tensor.name(), expected, actual, from, from + (int) tensor.size(), rounding);
    }
    int head = (int) gpt.offset(Gpt.LANGUAGE_MODEL);
    assertClose("head", expected, actual, head, expected.length, rounding);
  }

  private static void assertClose(
      String tensor, double[] expected, float[] actual, int from, int to, double rounding) {
    double tolerance = Math.max(rounding, 1e-4 * largest(expected, from, to));
    for (int i = from; i < to; i++) {
      assertEquals(expected[i], actual[i], tolerance, tensor + ", number " + (i - from));
    }
  }

  private static double largest(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).map(Math::abs).max().orElse(0);
  }
}
