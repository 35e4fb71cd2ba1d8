package org.rlhflab.pretrain.model;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/// The transformer's body as a Deeplearning4j layer: token numbers `[batch, time]` in, hidden
/// states `[batch * time, width]` out. Negative token numbers are padding at a sequence's end.
///
/// Its fields are what Deeplearning4j writes into a model's `configuration.json`.
public final class TransformerBodyConfiguration extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  private int vocabulary;
  private int context;
  private int blocks;
  private int heads;

  /// For Deeplearning4j, which fills the fields.
  TransformerBodyConfiguration() {}

  /// The body of a GPT of this shape.
  public TransformerBodyConfiguration(GptConfig config) {
    this.vocabulary = config.vocabulary();
    this.context = config.context();
    this.blocks = config.layers();
    this.heads = config.heads();
    setNIn(config.context());
    setNOut(config.width());
  }

  /// The shape it was made with.
  public GptConfig shape() {
    return new GptConfig(vocabulary, context, (int) getNOut(), blocks, heads);
  }

  /// For Deeplearning4j's JSON, as are the other accessors below.
  public int getVocabulary() {
    return vocabulary;
  }

  /// Sets the vocabulary.
  public void setVocabulary(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// Longest sequence.
  public int getContext() {
    return context;
  }

  /// Sets the longest sequence.
  public void setContext(int context) {
    this.context = context;
  }

  /// Number of blocks.
  public int getBlocks() {
    return blocks;
  }

  /// Sets the number of blocks.
  public void setBlocks(int blocks) {
    this.blocks = blocks;
  }

  /// Attention heads.
  public int getHeads() {
    return heads;
  }

  /// Sets the attention heads.
  public void setHeads(int heads) {
    this.heads = heads;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    TransformerBodyLayer layer = new TransformerBodyLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(configuration, parameters, initialize);
    layer.setParamTable(table);
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new TransformerBodyInitializer();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType type) {
    return new LayerMemoryReport.Builder(layerName, getClass(), type, type)
        .standardMemory(initializer().numParams(this), 2 * initializer().numParams(this))
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransformerBodyConfiguration that
        && super.equals(that)
        && shape().equals(that.shape());
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + shape().hashCode();
  }
}
