package org.rlhflab.pretrain.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/// The body inside a `ComputationGraph`, so that Deeplearning4j's own tools work on it: `output`,
/// gradient checks, transfer learning, model files.
///
/// It computes in plain loops, in double precision: see [PlainTransformer]. Training and decoding
/// go through [GptPass] instead, which does the same to the same parameters a thousand times
/// faster; tests hold one against the other.
public final class TransformerBodyLayer extends BaseLayer<TransformerBodyConfiguration> {
  private static final long serialVersionUID = 1L;

  private transient @Nullable PlainTransformer plain;
  private transient int batch;
  private transient int time;

  /// As Deeplearning4j makes it.
  public TransformerBodyLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    GptConfig shape = layerConf().shape();
    batch = (int) input.size(0);
    time = (int) input.size(1);
    PlainTransformer forward = new PlainTransformer(shape, flat(params()));
    INDArray out =
        workspaces.create(
            ArrayType.ACTIVATIONS, dataType, new long[] {(long) batch * time, shape.width()}, 'c');
    out.assign(0);
    List<int[]> sequences = sequences();
    for (int s = 0; s < batch; s++) {
      double[][] hidden = forward.forward(s, sequences.get(s));
      for (int t = 0; t < hidden.length; t++) {
        for (int c = 0; c < shape.width(); c++) {
          out.putScalar((long) s * time + t, c, hidden[t][c]);
        }
      }
    }
    plain = forward;
    return out;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    PlainTransformer forward = plain;
    if (forward == null) {
      throw new IllegalStateException("backpropGradient needs activate first");
    }
    int width = layerConf().shape().width();
    for (int s = 0; s < batch; s++) {
      double[][] dHidden = new double[time][width];
      for (int t = 0; t < time; t++) {
        for (int c = 0; c < width; c++) {
          dHidden[t][c] = epsilon.getDouble((long) s * time + t, c);
        }
      }
      forward.backward(s, dHidden);
    }
    double[] gradients = forward.gradients();
    for (long i = 0; i < gradients.length; i++) {
      gradientsFlattened.putScalar(i, gradients[(int) i]);
    }
    Gradient result = new DefaultGradient(gradientsFlattened);
    for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
      result.setGradientFor(view.getKey(), view.getValue());
    }
    return new Pair<>(result, input);
  }

  /// Takes the flat array as it is: Deeplearning4j would read its matrices column by column.
  @Override
  public void setParams(INDArray values) {
    paramsFlattened.assign(values.reshape(paramsFlattened.shape()));
  }

  private List<int[]> sequences() {
    List<int[]> sequences = new ArrayList<>();
    for (int s = 0; s < batch; s++) {
      int[] tokens = new int[time];
      int length = 0;
      while (length < time && input.getDouble(s, length) >= 0) {
        tokens[length] = (int) input.getDouble(s, length);
        length++;
      }
      sequences.add(Arrays.copyOf(tokens, length));
    }
    return sequences;
  }

  private static double[] flat(INDArray parameters) {
    return parameters.dup().data().asDouble();
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
