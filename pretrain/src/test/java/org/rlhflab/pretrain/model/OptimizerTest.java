package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.BodyParameters.Parameter;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Muon;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;

class OptimizerTest {
  private static final double RATE = 0.01;
  private static final GptConfig SHAPE = new GptConfig(20, 8, 8, 2, 2);

  private final Workers workers = new Workers(2);

  @AfterEach
  void stop() {
    workers.close();
  }

  @Test
  void muonStepsTheBlocksMatricesAndAdamAllElse() {
    Gpt start = model();
    Gpt adam = stepped(false);
    Gpt muon = stepped(true);
    for (Parameter p : new BodyParameters(SHAPE).all()) {
      boolean inner = p.name().startsWith("h.") && p.shape().length == 2;
      for (long i = p.offset(); i < p.offset() + p.size(); i++) {
        float byAdam = NativeArray.get(adam.parameters(), i);
        float byMuon = NativeArray.get(muon.parameters(), i);
        assertNotEquals(NativeArray.get(start.parameters(), i), byMuon, p.name());
        if (inner) {
          assertNotEquals(byAdam, byMuon, p.name());
        } else {
          assertEquals(byAdam, byMuon, p.name());
        }
      }
    }
    long head = muon.offset(Gpt.LANGUAGE_MODEL);
    for (long i = head; i < muon.size(); i++) {
      assertEquals(
          NativeArray.get(adam.parameters(), i), NativeArray.get(muon.parameters(), i), "head");
    }
  }

  @Test
  void queriesKeysAndValuesAreOrthogonalizedEachByItself() {
    Gpt start = model();
    Gpt muon = stepped(true);
    for (Parameter p : new BodyParameters(SHAPE).all()) {
      if (p.name().endsWith("c-attn.weight")) {
        for (int part = 0; part < 3; part++) {
          double squares = 0;
          for (int r = 0; r < 8; r++) {
            for (int c = 0; c < 8; c++) {
              long i = p.offset() + r * 24L + part * 8L + c;
              double moved =
                  NativeArray.get(start.parameters(), i) - NativeArray.get(muon.parameters(), i);
              squares += moved * moved;
            }
          }
          // The root mean square of eight singular values, all near 1 but perhaps the least.
          double value = Math.sqrt(squares / 8) / (RATE * 0.2 * Math.sqrt(8));
          assertTrue(value > 0.7 && value < 1.2, p.name() + " part " + part + ": " + value);
        }
      }
    }
  }

  @Test
  void aHeadLearnsAtItsOwnRate() {
    Gpt start = model();
    Gpt gpt = model();
    Optimizer optimizer = optimizer(gpt);
    optimizer.setHeadFactor(Gpt.LANGUAGE_MODEL, 3);
    step(optimizer, gpt);
    for (long i = 0; i < gpt.size(); i++) {
      // Adam's first step is the rate, whatever the gradient.
      double moved =
          Math.abs(NativeArray.get(start.parameters(), i) - NativeArray.get(gpt.parameters(), i));
      boolean inHead = i >= gpt.offset(Gpt.LANGUAGE_MODEL);
      assertEquals(inHead ? 3 * RATE : RATE, moved, 1e-4, "number " + i);
    }
  }

  @Test
  void embeddingsLearnAtTheirOwnRate() {
    Gpt start = model();
    Gpt gpt = model();
    Optimizer optimizer = optimizer(gpt);
    optimizer.setEmbeddingFactor(5);
    step(optimizer, gpt);
    for (Parameter p : new BodyParameters(SHAPE).all()) {
      boolean embeddings = p.name().startsWith("wte") || p.name().startsWith("wpe");
      for (long i = p.offset(); i < p.offset() + p.size(); i++) {
        double moved =
            Math.abs(NativeArray.get(start.parameters(), i) - NativeArray.get(gpt.parameters(), i));
        assertEquals(embeddings ? 5 * RATE : RATE, moved, 1e-4, p.name());
      }
    }
  }

  private Gpt stepped(boolean muon) {
    Gpt gpt = model();
    Optimizer optimizer = optimizer(gpt);
    if (muon) {
      optimizer.setMuon(Muon.STANDARD);
    }
    step(optimizer, gpt);
    return gpt;
  }

  private Optimizer optimizer(Gpt gpt) {
    return new Optimizer(
        new GptPass(gpt, workers), workers, new Adam(0.9f, 0.99f, 1e-8f), Double.MAX_VALUE);
  }

  private static void step(Optimizer optimizer, Gpt gpt) {
    SplittableRandom random = new SplittableRandom(2);
    for (long i = 0; i < gpt.size(); i++) {
      NativeArray.set(gpt.gradients(), i, (float) random.nextGaussian());
    }
    optimizer.step(RATE);
  }

  private static Gpt model() {
    return Gpt.create(SHAPE, 0.1, new SplittableRandom(1));
  }
}
