package org.rlhflab.pretrain.model;

import java.util.Map;
import java.util.Objects;
import org.rlhflab.pretrain.export.Tensor;

/// A GPT-2 from tensors by Hugging Face's names and in its layout, in plain loops and double
/// precision: what somebody would write who has only the exported files. It shares nothing with the
/// product's model.
public final class PlainGpt2 {
  private final Map<String, Tensor> tensors;
  private final int layers;
  private final int heads;

  /// Over a checkpoint's tensors.
  public PlainGpt2(Map<String, Tensor> tensors, int layers, int heads) {
    this.tensors = tensors;
    this.layers = layers;
    this.heads = heads;
  }

  /// Logits `[time][vocabulary]`.
  public double[][] logits(int[] tokens) {
    double[][] hidden = hidden(tokens);
    double[][] logits = new double[tokens.length][];
    for (int t = 0; t < tokens.length; t++) {
      logits[t] = linear(hidden[t], "lm_head.weight");
    }
    return logits;
  }

  /// What a `GPT2ForSequenceClassification` with one label gives a sequence without padding.
  public double score(int[] tokens) {
    return linear(hidden(tokens)[tokens.length - 1], "score.weight")[0];
  }

  private double[][] hidden(int[] tokens) {
    Tensor embedding = tensor("transformer.wte.weight");
    Tensor positions = tensor("transformer.wpe.weight");
    int width = embedding.shape().get(1);
    double[][] x = new double[tokens.length][width];
    for (int t = 0; t < x.length; t++) {
      for (int c = 0; c < width; c++) {
        x[t][c] =
            (double) embedding.values()[tokens[t] * width + c] + positions.values()[t * width + c];
      }
    }
    for (int l = 0; l < layers; l++) {
      String block = "transformer.h." + l + ".";
      add(
          x,
          conv(
              attention(conv(norm(x, block + "ln_1"), block + "attn.c_attn")),
              block + "attn.c_proj"));
      add(x, conv(gelu(conv(norm(x, block + "ln_2"), block + "mlp.c_fc")), block + "mlp.c_proj"));
    }
    return norm(x, "transformer.ln_f");
  }

  /// torch's `Linear` without bias: weights `[out, in]`.
  private double[] linear(double[] x, String name) {
    float[] weights = tensor(name).values();
    double[] y = new double[tensor(name).shape().get(0)];
    for (int o = 0; o < y.length; o++) {
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * weights[o * x.length + i];
      }
    }
    return y;
  }

  /// transformers' `Conv1D`: weights `[in, out]`.
  private double[][] conv(double[][] x, String name) {
    float[] weights = tensor(name + ".weight").values();
    float[] bias = tensor(name + ".bias").values();
    double[][] y = new double[x.length][bias.length];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < bias.length; o++) {
        y[t][o] = bias[o];
        for (int i = 0; i < x[t].length; i++) {
          y[t][o] += x[t][i] * weights[i * bias.length + o];
        }
      }
    }
    return y;
  }

  private double[][] norm(double[][] x, String name) {
    float[] gain = tensor(name + ".weight").values();
    float[] shift = tensor(name + ".bias").values();
    double[][] y = new double[x.length][gain.length];
    for (int t = 0; t < x.length; t++) {
      double sum = 0;
      double squares = 0;
      for (double value : x[t]) {
        sum += value;
        squares += value * value;
      }
      double mean = sum / gain.length;
      double deviation = Math.sqrt(squares / gain.length - mean * mean + 1e-5);
      for (int c = 0; c < gain.length; c++) {
        y[t][c] = (x[t][c] - mean) / deviation * gain[c] + shift[c];
      }
    }
    return y;
  }

  private double[][] attention(double[][] qkv) {
    int width = qkv[0].length / 3;
    int size = width / heads;
    double[][] out = new double[qkv.length][width];
    for (int t = 0; t < qkv.length; t++) {
      for (int first = 0; first < width; first += size) {
        double[] weights = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double dot = 0;
          for (int c = first; c < first + size; c++) {
            dot += qkv[t][c] * qkv[s][width + c];
          }
          weights[s] = Math.exp(dot / Math.sqrt(size));
          sum += weights[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int c = first; c < first + size; c++) {
            out[t][c] += weights[s] / sum * qkv[s][2 * width + c];
          }
        }
      }
    }
    return out;
  }

  /// transformers' `gelu_new`.
  private static double[][] gelu(double[][] x) {
    double[][] y = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      for (int c = 0; c < x[t].length; c++) {
        double v = x[t][c];
        double inner = Math.sqrt(2 / Math.PI) * (v + 0.044715 * Math.pow(v, 3));
        y[t][c] = 0.5 * v * (1 + Math.tanh(inner));
      }
    }
    return y;
  }

  private static void add(double[][] x, double[][] y) {
    for (int t = 0; t < x.length; t++) {
      for (int c = 0; c < x[t].length; c++) {
        x[t][c] += y[t][c];
      }
    }
  }

  private Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
