package org.rlhflab.pretrain.model;

/// The plain transformer with a language-model head in plain loops: the oracle of the fast pass.
final class PlainLanguageModel {
  private final GptConfig config;
  private final PlainTransformer body;
  private final double[] head;
  private final double[] dHead;
  private TokenSequences batch = new TokenSequences(new int[] {0}, new int[] {0, 1});
  private int[] rows = new int[0];
  private int[] targets = new int[0];
  private double temperature;
  private double[][] hidden = new double[0][];
  private double[][] probabilities = new double[0][];

  PlainLanguageModel(GptConfig config, float[] parameters) {
    this.config = config;
    int size = (int) new BodyParameters(config).size();
    double[] bodyValues = new double[size];
    this.head = new double[config.width() * config.vocabulary()];
    for (int i = 0; i < size; i++) {
      bodyValues[i] = parameters[i];
    }
    for (int i = 0; i < head.length; i++) {
      head[i] = parameters[size + i];
    }
    this.dHead = new double[head.length];
    this.body = new PlainTransformer(config, bodyValues);
  }

  double[] logProbabilities(TokenSequences batch, int[] rows, int[] targets, double temperature) {
    this.batch = batch;
    this.rows = rows;
    this.targets = targets;
    this.temperature = temperature;
    hidden = new double[batch.rows()][];
    for (int s = 0; s < batch.count(); s++) {
      int[] tokens =
          java.util.Arrays.copyOfRange(batch.tokens(), batch.starts()[s], batch.starts()[s + 1]);
      double[][] states = body.forward(s, tokens);
      System.arraycopy(states, 0, hidden, batch.starts()[s], states.length);
    }
    probabilities = new double[rows.length][];
    double[] out = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] = distribution(hidden[rows[i]]);
      out[i] = Math.log(probabilities[i][targets[i]]);
    }
    return out;
  }

  private double[] distribution(double[] state) {
    double[] p = new double[config.vocabulary()];
    double sum = 0;
    for (int v = 0; v < p.length; v++) {
      double logit = 0;
      for (int c = 0; c < state.length; c++) {
        logit += state[c] * head[v * state.length + c];
      }
      p[v] = Math.exp(logit / temperature);
      sum += p[v];
    }
    for (int v = 0; v < p.length; v++) {
      p[v] /= sum;
    }
    return p;
  }

  double[] gradients(float[] derivatives) {
    int width = config.width();
    double[][] dHidden = new double[batch.rows()][width];
    for (int i = 0; i < rows.length; i++) {
      for (int v = 0; v < config.vocabulary(); v++) {
        double indicator = v == targets[i] ? 1 : 0;
        double d = derivatives[i] * (indicator - probabilities[i][v]) / temperature;
        for (int c = 0; c < width; c++) {
          dHead[v * width + c] += d * hidden[rows[i]][c];
          dHidden[rows[i]][c] += d * head[v * width + c];
        }
      }
    }
    for (int s = 0; s < batch.count(); s++) {
      body.backward(
          s, java.util.Arrays.copyOfRange(dHidden, batch.starts()[s], batch.starts()[s + 1]));
    }
    double[] all = java.util.Arrays.copyOf(body.gradients(), body.gradients().length + head.length);
    System.arraycopy(dHead, 0, all, body.gradients().length, head.length);
    return all;
  }
}
