package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.PublishedNumbers;
import org.rlhflab.pretrain.export.Safetensors;
import org.rlhflab.pretrain.export.Tensor;
import org.rlhflab.pretrain.model.BodyParameters.Parameter;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;
import tools.jackson.databind.JsonNode;

/// The model against numbers of another framework: `published/gpt2_training.json` says which, and
/// how they were made.
class GptAgainstTransformersTest {
  private static final JsonNode PUBLISHED = PublishedNumbers.json("gpt2_training.json");
  private static final double TOLERANCE = PUBLISHED.path("tolerance").doubleValue();
  private static final GptConfig SHAPE =
      new GptConfig(
          number("vocabulary"),
          number("context"),
          number("width"),
          number("layers"),
          number("heads"));

  @TempDir private Path folder = Path.of("");
  private Map<String, Tensor> tensors = Map.of();
  private Gpt gpt = Gpt.create(SHAPE, 0.1, new SplittableRandom(1));
  private final List<Example> examples = new ArrayList<>();

  @BeforeEach
  void readNumbers() throws IOException {
    Path file = folder.resolve("numbers.safetensors");
    Files.write(file, PublishedNumbers.bytes("gpt2_training.safetensors"));
    tensors = Safetensors.read(file);
    float[] parameters = ours("parameter.");
    int body = (int) new BodyParameters(SHAPE).size();
    gpt.setHead(Gpt.BODY, Arrays.copyOf(parameters, body));
    gpt.setHead(Gpt.LANGUAGE_MODEL, Arrays.copyOfRange(parameters, body, parameters.length));
    for (int i = 0; i < PUBLISHED.path("sequences").size(); i++) {
      int[] tokens =
          PUBLISHED.path("sequences").path(i).valueStream().mapToInt(JsonNode::intValue).toArray();
      examples.add(new Example(tokens, PUBLISHED.path("first").path(i).intValue()));
    }
  }

  @Test
  void thePlainTransformersLogitsAgree() {
    PlainLanguageModel plain = new PlainLanguageModel(SHAPE, ours("parameter."));
    TokenSequences batch = TokenSequences.of(examples.stream().map(Example::tokens).toList());
    assertLogProbabilities((rows, targets) -> {
      double[] found = plain.logProbabilities(batch, rows, targets, 1);
      return found;
    });
  }

  @Test
  void theFastPassesLogitsAgree() {
    TokenSequences batch = TokenSequences.of(examples.stream().map(Example::tokens).toList());
    try (Workers workers = new Workers(2)) {
      GptPass pass = new GptPass(gpt, workers);
      assertLogProbabilities((rows, targets) -> {
        float[] out = new float[rows.length];
        pass.logProbabilities(new NextTokenBatch(batch, rows, targets), 1f, out);
        double[] found = new double[out.length];
        for (int i = 0; i < out.length; i++) {
          found[i] = out[i];
        }
        return found;
      });
    }
  }

  @Test
  void thePlainReaderOfTheTestsAgrees() {
    Map<String, Tensor> parameters = new TreeMap<>();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith("parameter.")) {
        parameters.put(name.substring("parameter.".length()), tensor);
      }
    });
    PlainGpt2 plain = new PlainGpt2(parameters, SHAPE.layers(), SHAPE.heads());
    float[] expected = tensor("logits").values();
    int next = 0;
    for (Example example : examples) {
      for (double[] row : plain.logits(example.tokens())) {
        for (double logit : row) {
          assertEquals(expected[next], logit, TOLERANCE * Math.max(1, Math.abs(logit)));
          next++;
        }
      }
    }
    assertEquals(expected.length, next);
  }

  @Test
  void thePlainTransformersLossAndGradientsAgree() {
    NextTokenBatch batch = NextTokenBatch.of(examples);
    PlainLanguageModel plain = new PlainLanguageModel(SHAPE, ours("parameter."));
    double[] logProbs = plain.logProbabilities(batch.inputs(), batch.rows(), batch.targets(), 1);
    double loss = -Arrays.stream(logProbs).average().orElseThrow();
    assertEquals(published("losses", 0), loss, TOLERANCE);

    float[] derivatives = new float[logProbs.length];
    Arrays.fill(derivatives, -1f / derivatives.length);
    assertClose("gradient.", plain.gradients(derivatives));
  }

  @Test
  void theFastPassesGradientsAgree() {
    NextTokenBatch batch = NextTokenBatch.of(examples);
    try (Workers workers = new Workers(2)) {
      GptPass pass = new GptPass(gpt, workers);
      float[] derivatives = new float[batch.rows().length];
      pass.logProbabilities(batch, 1f, derivatives);
      Arrays.fill(derivatives, -1f / derivatives.length);
      pass.backward(derivatives);
      double[] found = new double[(int) gpt.size()];
      for (int i = 0; i < found.length; i++) {
        found[i] =
            (double) NativeArray.get(pass.gradients(0), i) + NativeArray.get(pass.gradients(1), i);
      }
      assertClose("gradient.", found);
    }
  }

  @Test
  void tenStepsOfTrainingAgree() {
    NextTokenBatch batch = NextTokenBatch.of(examples);
    Adam adam = new Adam(real("beta1"), real("beta2"), real("epsilon"));
    int steps = PUBLISHED.path("norms").size();
    assertEquals(10, steps);
    try (Workers workers = new Workers(2)) {
      LanguageModelTrainer trainer =
          new LanguageModelTrainer(
              gpt, workers, adam, PUBLISHED.path("maximum_norm").doubleValue());
      for (int t = 0; t < steps; t++) {
        double loss = trainer.step(batch, PUBLISHED.path("rate").doubleValue());
        assertEquals(published("losses", t), loss, TOLERANCE * loss, "loss before step " + t);
        double norm = published("norms", t);
        assertEquals(norm, trainer.gradientNorm(), TOLERANCE * norm, "norm at step " + t);
      }
      double last = trainer.evaluate(List.of(batch));
      assertEquals(published("losses", steps), last, TOLERANCE * last);
    }
    double[] found = new double[(int) gpt.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = NativeArray.get(gpt.parameters(), i);
    }
    assertClose("trained.", found);
  }

  @FunctionalInterface
  private interface LogProbabilities {
    double[] of(int[] rows, int[] targets);
  }

  /// Every token after every row: log p = logit - log of the sum of the row's exponentials.
  private void assertLogProbabilities(LogProbabilities found) {
    float[] logits = tensor("logits").values();
    int vocabulary = SHAPE.vocabulary();
    int[] rows = new int[logits.length / vocabulary];
    Arrays.setAll(rows, i -> i);
    double worst = 0;
    for (int v = 0; v < vocabulary; v++) {
      int[] targets = new int[rows.length];
      Arrays.fill(targets, v);
      double[] logProbs = found.of(rows, targets);
      for (int row : rows) {
        double sum = 0;
        for (int other = 0; other < vocabulary; other++) {
          sum += Math.exp(logits[row * vocabulary + other]);
        }
        double expected = logits[row * vocabulary + v] - Math.log(sum);
        worst = Math.max(worst, Math.abs(expected - logProbs[row]) / Math.max(1, -expected));
      }
    }
    assertTrue(worst < TOLERANCE, "worst difference " + worst);
  }

  /// Tensor by tensor, relative to its greatest number.
  private void assertClose(String prefix, double[] found) {
    for (Parameter p : new BodyParameters(SHAPE).all()) {
      String name = prefix + "transformer." + p.name().replace('-', '_');
      assertClose(name, found, (int) p.offset());
    }
    assertClose(prefix + "lm_head.weight", found, (int) new BodyParameters(SHAPE).size());
  }

  private void assertClose(String name, double[] found, int from) {
    float[] expected = tensor(name).values();
    double greatest = 0;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[from + i], TOLERANCE * greatest, name + " at " + i);
    }
  }

  /// In the order of our own parameters.
  private float[] ours(String prefix) {
    float[] all = new float[(int) gpt.size()];
    for (Parameter p : new BodyParameters(SHAPE).all()) {
      float[] values = tensor(prefix + "transformer." + p.name().replace('-', '_')).values();
      System.arraycopy(values, 0, all, (int) p.offset(), values.length);
    }
    float[] head = tensor(prefix + "lm_head.weight").values();
    System.arraycopy(head, 0, all, (int) new BodyParameters(SHAPE).size(), head.length);
    return all;
  }

  private Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static double published(String name, int index) {
    return PUBLISHED.path(name).path(index).doubleValue();
  }

  private static int number(String name) {
    return PUBLISHED.path(name).intValue();
  }

  private static float real(String name) {
    return (float) PUBLISHED.path(name).doubleValue();
  }
}
