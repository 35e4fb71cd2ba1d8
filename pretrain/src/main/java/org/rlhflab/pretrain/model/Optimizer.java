package org.rlhflab.pretrain.model;

import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;

/// From gradients to new parameters: adds the shards' gradients, clips their norm, steps Adam.
///
/// It keeps Adam's moments where Deeplearning4j's own updater keeps them and counts steps where it
/// counts them, so model files carry both. Clipping is by the global norm: Pascanu, Mikolov and
/// Bengio (2013), arXiv 1211.5063, algorithm 1.
public final class Optimizer {
  private final GptPass pass;
  private final Workers workers;
  private final Adam adam;
  private final double maximumNorm;
  private long headFrom;
  private long headTo;
  private float headFactor = 1f;

  /// Clips to `maximumNorm`, greater than 0; infinity never clips.
  public Optimizer(GptPass pass, Workers workers, Adam adam, double maximumNorm) {
    if (!(maximumNorm > 0)) {
      throw new IllegalArgumentException("gradient norm limit must be above 0: " + maximumNorm);
    }
    this.pass = pass;
    this.workers = workers;
    this.adam = adam;
    this.maximumNorm = maximumNorm;
  }

  /// Lets a head learn at `factor` times the rate of the rest.
  public void setHeadFactor(String head, double factor) {
    headFrom = pass.model().offset(head);
    headTo = headFrom + pass.model().head(head).length;
    headFactor = (float) factor;
  }

  /// One step at the given rate; gradients are zero afterwards. Returns the norm before clipping;
  /// where that is not finite nothing is changed.
  public double step(double rate) {
    Gpt gpt = pass.model();
    long size = gpt.size();
    double[] squares = new double[Workers.SHARDS];
    workers.run(s -> {
      long a = NativeArray.offset(pass.gradients(0), from(s, size));
      long b = NativeArray.offset(pass.gradients(1), from(s, size));
      squares[s] = Adam.merge(a, b, from(s + 1, size) - from(s, size));
    });
    double norm = Math.sqrt(squares[0] + squares[1]);
    if (Double.isFinite(norm)) {
      int step = gpt.step() + 1;
      float scale = (float) Math.min(1, maximumNorm / norm);
      float corrected = adam.correctedRate(rate, step);
      long first = gpt.updaterState();
      long second = NativeArray.offset(first, size);
      long x = gpt.parameters();
      long g = pass.gradients(0);
      workers.run(s -> {
        long from = from(s, size);
        long to = from(s + 1, size);
        long a = Math.clamp(headFrom, from, to);
        long b = Math.clamp(headTo, from, to);
        adam.step(x, first, second, g, scale, corrected, from, a);
        adam.step(x, first, second, g, scale, corrected * headFactor, a, b);
        adam.step(x, first, second, g, scale, corrected, b, to);
      });
      gpt.setStep(step);
    }
    if (!Double.isFinite(norm)) {
      NativeArray.clear(pass.gradients(0), size);
    }
    pass.parametersChanged();
    return norm;
  }

  private static long from(int shard, long size) {
    return size * shard / Workers.SHARDS;
  }
}
