package org.rlhflab.pretrain.model;

import java.util.HashMap;
import java.util.Map;
import org.rlhflab.pretrain.model.BodyParameters.Block;

/// The transformer's body in plain loops and double precision: slow, and obviously right.
///
/// Read this first; [TransformerBody] is the same made fast. Radford et al. (2019), section 2.3:
/// token and position embeddings; blocks of attention and a feed-forward part, each behind a layer
/// norm and added to the residual stream; a last layer norm. Gradients follow by the chain rule,
/// each method's backward twin under it. Arrays are `[time][width]` of one sequence.
final class PlainTransformer {
  private static final double EPSILON = 1e-5;
  private static final double ROOT = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private record Norm(double[][] x, double[][] normal, double[] scale, double[][] y) {}

  private record Attention(double[][] qkv, double[][][] probabilities, double[][] out) {}

  private record Inner(double[][] before, double[][] after) {}

  private record BlockTrace(Norm norm1, Attention attention, Norm norm2, Inner inner) {}

  private record Trace(int[] tokens, BlockTrace[] blocks, Norm last) {}

  private final GptConfig config;
  private final BodyParameters at;
  private final double[] p;
  private final double[] g;
  private final Map<Integer, Trace> traces = new HashMap<>();

  /// Over a flat array of parameters in the order of [BodyParameters].
  PlainTransformer(GptConfig config, double[] parameters) {
    this.config = config;
    this.at = new BodyParameters(config);
    this.p = parameters;
    this.g = new double[parameters.length];
  }

  /// The gradient of every parameter, summed over all ways back so far.
  double[] gradients() {
    return g;
  }

  /// Hidden states `[time][width]` of one sequence, remembered under `key` for the way back.
  double[][] forward(int key, int[] tokens) {
    int d = config.width();
    double[][] x = new double[tokens.length][d];
    for (int t = 0; t < tokens.length; t++) {
      for (int c = 0; c < d; c++) {
        x[t][c] = p[index(at.tokens(), tokens[t] * d + c)] + p[index(at.positions(), t * d + c)];
      }
    }
    BlockTrace[] blocks = new BlockTrace[config.layers()];
    for (int l = 0; l < blocks.length; l++) {
      Block b = at.block(l);
      Norm norm1 = norm(x, b.norm1Gain(), b.norm1Bias());
      double[][] qkv = affine(norm1.y(), b.attention(), b.attentionBias(), 3 * d);
      Attention attention = attend(qkv);
      double[][] middle = sum(x, affine(attention.out(), b.projection(), b.projectionBias(), d));
      Norm norm2 = norm(middle, b.norm2Gain(), b.norm2Bias());
      Inner inner = gelu(affine(norm2.y(), b.inner(), b.innerBias(), config.inner()));
      x = sum(middle, affine(inner.after(), b.outer(), b.outerBias(), d));
      blocks[l] = new BlockTrace(norm1, attention, norm2, inner);
    }
    Norm last = norm(x, at.normGain(), at.normBias());
    traces.put(key, new Trace(tokens, blocks, last));
    return last.y();
  }

  /// Adds the gradients that d(loss)/d(hidden) of the sequence under `key` gives.
  void backward(int key, double[][] dHidden) {
    Trace trace = traces.get(key);
    if (trace == null) {
      throw new IllegalArgumentException("no sequence went forward under " + key);
    }
    int d = config.width();
    double[][] dx = normBackward(trace.last(), dHidden, at.normGain(), at.normBias());
    for (int l = config.layers() - 1; l >= 0; l--) {
      Block b = at.block(l);
      BlockTrace f = trace.blocks()[l];
      double[][] dAfter = affineBackward(f.inner().after(), dx, b.outer(), b.outerBias());
      double[][] dBefore = geluBackward(f.inner(), dAfter);
      double[][] dNorm2 = affineBackward(f.norm2().y(), dBefore, b.inner(), b.innerBias());
      dx = sum(dx, normBackward(f.norm2(), dNorm2, b.norm2Gain(), b.norm2Bias()));
      double[][] dOut = affineBackward(f.attention().out(), dx, b.projection(), b.projectionBias());
      double[][] dQkv = attendBackward(f.attention(), dOut);
      double[][] dNorm1 = affineBackward(f.norm1().y(), dQkv, b.attention(), b.attentionBias());
      dx = sum(dx, normBackward(f.norm1(), dNorm1, b.norm1Gain(), b.norm1Bias()));
    }
    for (int t = 0; t < trace.tokens().length; t++) {
      for (int c = 0; c < d; c++) {
        g[index(at.tokens(), trace.tokens()[t] * d + c)] += dx[t][c];
        g[index(at.positions(), t * d + c)] += dx[t][c];
      }
    }
  }

  private Norm norm(double[][] x, long gain, long bias) {
    int d = config.width();
    double[][] normal = new double[x.length][d];
    double[][] y = new double[x.length][d];
    double[] scale = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      double mean = 0;
      double variance = 0;
      for (double value : x[t]) {
        mean += value / d;
      }
      for (double value : x[t]) {
        variance += (value - mean) * (value - mean) / d;
      }
      scale[t] = 1 / Math.sqrt(variance + EPSILON);
      for (int c = 0; c < d; c++) {
        normal[t][c] = (x[t][c] - mean) * scale[t];
        y[t][c] = normal[t][c] * p[index(gain, c)] + p[index(bias, c)];
      }
    }
    return new Norm(x, normal, scale, y);
  }

  private double[][] normBackward(Norm f, double[][] dy, long gain, long bias) {
    int d = config.width();
    double[][] dx = new double[f.x().length][d];
    for (int t = 0; t < dx.length; t++) {
      double meanD = 0;
      double meanDn = 0;
      for (int c = 0; c < d; c++) {
        double dn = dy[t][c] * p[index(gain, c)];
        meanD += dn / d;
        meanDn += dn * f.normal()[t][c] / d;
        g[index(gain, c)] += dy[t][c] * f.normal()[t][c];
        g[index(bias, c)] += dy[t][c];
      }
      for (int c = 0; c < d; c++) {
        double dn = dy[t][c] * p[index(gain, c)];
        dx[t][c] = f.scale()[t] * (dn - meanD - f.normal()[t][c] * meanDn);
      }
    }
    return dx;
  }

  private double[][] affine(double[][] x, long weight, long bias, int out) {
    double[][] y = new double[x.length][out];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < out; o++) {
        y[t][o] = p[index(bias, o)];
        for (int i = 0; i < x[t].length; i++) {
          y[t][o] += x[t][i] * p[index(weight, i * out + o)];
        }
      }
    }
    return y;
  }

  private double[][] affineBackward(double[][] x, double[][] dy, long weight, long bias) {
    double[][] dx = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      int out = dy[t].length;
      for (int o = 0; o < out; o++) {
        g[index(bias, o)] += dy[t][o];
        for (int i = 0; i < x[t].length; i++) {
          dx[t][i] += dy[t][o] * p[index(weight, i * out + o)];
          g[index(weight, i * out + o)] += x[t][i] * dy[t][o];
        }
      }
    }
    return dx;
  }

  private Attention attend(double[][] qkv) {
    int d = config.width();
    int size = d / config.heads();
    double[][] out = new double[qkv.length][d];
    double[][][] probabilities = new double[config.heads()][qkv.length][];
    for (int h = 0; h < config.heads(); h++) {
      for (int t = 0; t < qkv.length; t++) {
        double[] row = new double[t + 1];
        for (int s = 0; s <= t; s++) {
          for (int c = h * size; c < (h + 1) * size; c++) {
            row[s] += qkv[t][c] * qkv[s][d + c] / Math.sqrt(size);
          }
        }
        probabilities[h][t] = softmax(row);
        for (int s = 0; s <= t; s++) {
          for (int c = h * size; c < (h + 1) * size; c++) {
            out[t][c] += probabilities[h][t][s] * qkv[s][2 * d + c];
          }
        }
      }
    }
    return new Attention(qkv, probabilities, out);
  }

  private double[][] attendBackward(Attention f, double[][] dOut) {
    int d = config.width();
    int size = d / config.heads();
    double[][] qkv = f.qkv();
    double[][] dQkv = new double[qkv.length][3 * d];
    for (int h = 0; h < config.heads(); h++) {
      for (int t = 0; t < qkv.length; t++) {
        double[] row = f.probabilities()[h][t];
        double[] dRow = new double[t + 1];
        double mean = 0;
        for (int s = 0; s <= t; s++) {
          for (int c = h * size; c < (h + 1) * size; c++) {
            dRow[s] += dOut[t][c] * qkv[s][2 * d + c];
            dQkv[s][2 * d + c] += dOut[t][c] * row[s];
          }
          mean += row[s] * dRow[s];
        }
        for (int s = 0; s <= t; s++) {
          double dScore = row[s] * (dRow[s] - mean) / Math.sqrt(size);
          for (int c = h * size; c < (h + 1) * size; c++) {
            dQkv[t][c] += dScore * qkv[s][d + c];
            dQkv[s][d + c] += dScore * qkv[t][c];
          }
        }
      }
    }
    return dQkv;
  }

  private static Inner gelu(double[][] before) {
    double[][] after = new double[before.length][before[0].length];
    for (int t = 0; t < before.length; t++) {
      for (int c = 0; c < before[t].length; c++) {
        double x = before[t][c];
        after[t][c] = x / 2 * (1 + Math.tanh(ROOT * (x + CUBIC * x * x * x)));
      }
    }
    return new Inner(before, after);
  }

  private static double[][] geluBackward(Inner f, double[][] dAfter) {
    double[][] d = new double[dAfter.length][dAfter[0].length];
    for (int t = 0; t < d.length; t++) {
      for (int c = 0; c < d[t].length; c++) {
        double x = f.before()[t][c];
        double tanh = Math.tanh(ROOT * (x + CUBIC * x * x * x));
        double slope = (1 + tanh) / 2 + x / 2 * (1 - tanh * tanh) * ROOT * (1 + 3 * CUBIC * x * x);
        d[t][c] = dAfter[t][c] * slope;
      }
    }
    return d;
  }

  private static double[] softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    double[] result = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      result[i] = Math.exp(scores[i] - max);
      sum += result[i];
    }
    for (int i = 0; i < scores.length; i++) {
      result[i] /= sum;
    }
    return result;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] out = new double[a.length][a[0].length];
    for (int t = 0; t < out.length; t++) {
      for (int c = 0; c < out[t].length; c++) {
        out[t][c] = a[t][c] + b[t][c];
      }
    }
    return out;
  }

  private static int index(long offset, int i) {
    return (int) offset + i;
  }
}
