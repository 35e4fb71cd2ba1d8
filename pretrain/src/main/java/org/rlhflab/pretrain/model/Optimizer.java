package org.rlhflab.pretrain.model;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Muon;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.NewtonSchulz;
import org.rlhflab.pretrain.model.kernel.Workers;

/// From gradients to new parameters: adds the shards' gradients, clips their norm, steps Adam, and
/// Muon on the blocks' matrices where it is asked for.
///
/// It keeps Adam's moments where Deeplearning4j's own updater keeps them (Muon's momentum in place
/// of the first) and counts steps where it counts them, so model files carry both. Clipping is by
/// the global norm: Pascanu, Mikolov and Bengio (2013), arXiv 1211.5063, algorithm 1.
public final class Optimizer {
  private final GptPass pass;
  private final Workers workers;
  private final Adam adam;
  private final double maximumNorm;
  private final List<Span> spans = new ArrayList<>();
  private final List<MatrixSteps> matrices = new ArrayList<>(); // one for each shard, or none

  /// What Adam steps: parameters `from` up to `to`, at `factor` times the rate.
  private record Span(long from, long to, float factor) {}

  /// What one shard steps by Muon.
  private record MatrixSteps(Muon muon, List<Muon.Matrix> matrices, NewtonSchulz newtonSchulz) {
    void step(long x, long m, long gradient, float scale, double rate) {
      for (Muon.Matrix matrix : matrices) {
        muon.step(matrix, x, m, gradient, scale, rate, newtonSchulz);
      }
    }
  }

  /// Clips to `maximumNorm`, greater than 0; infinity never clips.
  public Optimizer(GptPass pass, Workers workers, Adam adam, double maximumNorm) {
    if (!(maximumNorm > 0)) {
      throw new IllegalArgumentException("gradient norm limit must be above 0: " + maximumNorm);
    }
    this.pass = pass;
    this.workers = workers;
    this.adam = adam;
    this.maximumNorm = maximumNorm;
    spans.add(new Span(0, pass.model().size(), 1f));
  }

  /// Lets a head learn at `factor` times the rate of the rest.
  public void setHeadFactor(String head, double factor) {
    long from = pass.model().offset(head);
    setFactor(from, from + pass.model().head(head).length, factor);
  }

  /// Lets the embeddings of tokens and positions learn at `factor` times the rate of the rest.
  public void setEmbeddingFactor(double factor) {
    BodyParameters at = new BodyParameters(pass.model().config());
    long body = pass.model().offset(Gpt.BODY);
    for (BodyParameters.Parameter parameter : at.all()) {
      if (parameter.isMatrix() && !parameter.isInBlock()) {
        long from = body + parameter.offset();
        setFactor(from, from + parameter.size(), factor);
      }
    }
  }

  private void setFactor(long from, long to, double factor) {
    leaveOut(from, to);
    spans.add(new Span(from, to, (float) factor));
  }

  /// Has the blocks' matrices stepped by Muon, those of queries, keys and values each by itself;
  /// embeddings, heads, gains and biases stay Adam's.
  public void setMuon(Muon muon) {
    Gpt gpt = pass.model();
    List<Muon.Matrix> all = new ArrayList<>();
    for (BodyParameters.Parameter parameter : new BodyParameters(gpt.config()).all()) {
      if (parameter.isMatrix() && parameter.isInBlock()) {
        long from = gpt.offset(Gpt.BODY) + parameter.offset();
        leaveOut(from, from + parameter.size());
        int rows = (int) parameter.shape()[0];
        int pitch = (int) parameter.shape()[1];
        int columns = parameter.isQueriesKeysValues() ? pitch / 3 : pitch;
        for (int c = 0; c < pitch; c += columns) {
          all.add(new Muon.Matrix(from + c, rows, columns, pitch));
        }
      }
    }
    int width = gpt.config().width();
    matrices.clear();
    for (int s = 0; s < Workers.SHARDS; s++) {
      List<Muon.Matrix> own = new ArrayList<>();
      for (int i = s; i < all.size(); i += Workers.SHARDS) {
        own.add(all.get(i));
      }
      int size = width * gpt.config().inner();
      matrices.add(new MatrixSteps(muon, own, new NewtonSchulz(muon.iterations(), size, width)));
    }
  }

  private void leaveOut(long from, long to) {
    List<Span> before = List.copyOf(spans);
    spans.clear();
    for (Span span : before) {
      if (to <= span.from || from >= span.to) {
        spans.add(span);
      } else {
        spans.add(new Span(span.from, Math.max(span.from, from), span.factor));
        spans.add(new Span(Math.min(to, span.to), span.to, span.factor));
      }
    }
    spans.removeIf(span -> span.from == span.to);
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
        for (Span span : spans) {
          long a = Math.clamp(span.from, from, to);
          long b = Math.clamp(span.to, from, to);
          adam.step(x, first, second, g, scale, corrected * span.factor, a, b);
        }
        if (!matrices.isEmpty()) {
          matrices.get(s).step(x, first, g, scale, rate);
        }
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
