package org.rlhflab.pretrain.model;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/// The body under a softmax output layer of Deeplearning4j's, in double precision.
final class GradientCheckedGraph {
  private GradientCheckedGraph() {}

  static ComputationGraph of(GptConfig config) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("tokens")
                .addLayer("body", new TransformerBodyConfiguration(config), "tokens")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(config.width())
                        .nOut(config.vocabulary())
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "body")
                .setOutputs("out")
                .build());
    graph.init();
    Nd4j.getRandom().setSeed(5);
    graph.params().assign(Nd4j.randn(DataType.DOUBLE, graph.params().shape()).muli(0.4));
    return graph;
  }
}
