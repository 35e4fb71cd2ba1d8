package org.rlhflab.pretrain.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.rlhflab.pretrain.model.BodyParameters.Parameter;

/// Tells Deeplearning4j the body's parameters: names, sizes, and their places in the flat array.
///
/// The numbers themselves come from [Gpt#create], from a named random stream of the run's seed.
final class TransformerBodyInitializer implements ParamInitializer {

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters(layer).size();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return parameters(layer).all().stream().map(Parameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return true;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray view, boolean initialize) {
    Map<String, INDArray> table = views(configuration.getLayer(), view);
    for (String key : table.keySet()) {
      configuration.addVariable(key);
    }
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray view) {
    return views(configuration.getLayer(), view);
  }

  private static Map<String, INDArray> views(Layer layer, INDArray view) {
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> table = new LinkedHashMap<>();
    for (Parameter p : parameters(layer).all()) {
      INDArray part = flat.get(NDArrayIndex.interval(p.offset(), p.offset() + p.size()));
      table.put(p.name(), part.reshape('c', p.isMatrix() ? p.shape() : new long[] {1, p.size()}));
    }
    return table;
  }

  private static BodyParameters parameters(Layer layer) {
    return new BodyParameters(((TransformerBodyConfiguration) layer).shape());
  }
}
