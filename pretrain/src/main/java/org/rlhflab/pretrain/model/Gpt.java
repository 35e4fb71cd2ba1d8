package org.rlhflab.pretrain.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.rlhflab.pretrain.model.BodyParameters.Parameter;
import org.rlhflab.pretrain.model.kernel.BlasCoreType;
import org.rlhflab.pretrain.model.kernel.NativeArray;

/// A GPT as a Deeplearning4j `ComputationGraph`: a body, and named heads on it.
///
/// Base, fine-tuned model, reward model and policy are all of this type; from one to the next the
/// body is kept and heads are swapped or added. The parameters lie in one array outside the heap,
/// which [GptPass] and [Generator] work on directly, and so does the optimizer on the updater's
/// state: the graph is up to date at every moment and can be saved at any.
public final class Gpt {
  /// The head that gives next-token logits: `[width, vocabulary]`, no bias.
  public static final String LANGUAGE_MODEL = "lm-head";

  static final String BODY = "body";
  private static final String TOKENS = "tokens";
  private static final String FEATURES = "-features";

  /// The same for every head that is added: only then do all parameters have moments, in one block.
  private static final Adam UPDATER = new Adam(1e-3);

  /// Decides nothing, but is written into model files: by default it is the time.
  private static final long SEED = 1;

  private final ComputationGraph graph;
  private final GptConfig config;

  // Asked for many times a step: Deeplearning4j makes a new array, outside the heap too, each time.
  private final long size;
  private final long parameters;
  private final long gradients;

  static {
    BlasCoreType.select();
  }

  private Gpt(ComputationGraph graph) {
    this.graph = graph;
    this.config = ((TransformerBodyConfiguration) graph.getLayer(BODY).conf().getLayer()).shape();
    if (graph.getFlattenedGradients() == null) {
      graph.initGradientsView();
    }
    this.size = graph.numParams();
    this.parameters = address(graph.params());
    this.gradients = address(graph.getFlattenedGradients());
  }

  /// A new model: matrices normal with the given standard deviation (those that end in the residual
  /// stream divided by the square root of twice the layers, as GPT-2 does), gains 1, biases 0.
  public static Gpt create(GptConfig config, double deviation, RandomGenerator random) {
    Gpt gpt = new Gpt(graph(config, DataType.FLOAT));
    float[] values = initial(config, deviation, random);
    INDArray parameters = gpt.graph.params();
    for (int i = 0; i < values.length; i++) {
      parameters.putScalar(i, values[i]);
    }
    return gpt;
  }

  /// The graph itself, in either precision; double is for gradient checks.
  static ComputationGraph graph(GptConfig config, DataType type) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .updater(UPDATER)
            .seed(SEED)
            .graphBuilder()
            .addInputs(TOKENS)
            .addLayer(BODY, new TransformerBodyConfiguration(config), TOKENS)
            .addLayer(LANGUAGE_MODEL, dense(config.width(), config.vocabulary(), false), BODY)
            .setOutputs(LANGUAGE_MODEL)
            .validateOutputLayerConfig(false)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static float[] initial(GptConfig config, double deviation, RandomGenerator random) {
    BodyParameters at = new BodyParameters(config);
    int head = config.width() * config.vocabulary();
    float[] values = new float[(int) at.size() + head];
    for (Parameter p : at.all()) {
      boolean residual = p.name().endsWith("c-proj.weight");
      double scale = residual ? deviation / Math.sqrt(2.0 * config.layers()) : deviation;
      for (int i = (int) p.offset(); i < p.offset() + p.size(); i++) {
        values[i] = p.isMatrix() ? (float) (scale * random.nextGaussian()) : 0f;
        if (!p.isMatrix() && p.name().contains("ln-") && p.name().endsWith("weight")) {
          values[i] = 1f;
        }
      }
    }
    for (int i = 0; i < head; i++) {
      values[(int) at.size() + i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /// The same body and heads with one head more, all zero, reading `inputs` numbers that are fed to
  /// it and giving one. Deeplearning4j's transfer learning copies what is kept.
  public Gpt withScalarHead(String name, int inputs) {
    ComputationGraph grown =
        new TransferLearning.GraphBuilder(graph)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(UPDATER).seed(SEED).build())
            .validateOutputLayerConfig(false)
            .addInputs(name + FEATURES)
            .addLayer(name, dense(inputs, 1, true), name + FEATURES)
            .setOutputs(LANGUAGE_MODEL, name)
            .build();
    Gpt gpt = new Gpt(grown);
    INDArray head = grown.getLayer(name).params();
    head.assign(0);
    return gpt;
  }

  /// The body and the language model's head alone, in a model that shares nothing with this one and
  /// whose optimizer has not begun.
  public Gpt languageModel() {
    Gpt plain = new Gpt(graph(config, DataType.FLOAT));
    for (String part : new String[] {BODY, LANGUAGE_MODEL}) {
      plain.graph.getLayer(part).params().assign(graph.getLayer(part).params());
    }
    return plain;
  }

  /// A copy that shares nothing with this model.
  public Gpt copy() {
    return new Gpt(graph.clone());
  }

  /// Its shape.
  public GptConfig config() {
    return config;
  }

  /// The graph it lives in.
  public ComputationGraph graph() {
    return graph;
  }

  /// Numbers in all.
  public long size() {
    return size;
  }

  /// Address of the first parameter. The order of body and heads is Deeplearning4j's: see
  /// [#offset].
  public long parameters() {
    return parameters;
  }

  /// Address of the first gradient, in the order of the parameters.
  public long gradients() {
    return gradients;
  }

  /// Address of Adam's state: first moments of all parameters, then second ones.
  public long updaterState() {
    return address(graph.getUpdater().getUpdaterStateViewArray());
  }

  /// Where the parameters of the body or of a head start, in numbers from the first parameter. A
  /// head's weights are `[out, in]` row-major, its biases follow.
  public long offset(String name) {
    return (address(graph.getLayer(name).params()) - parameters()) / Float.BYTES;
  }

  /// Whether there is a head of that name.
  public boolean hasHead(String name) {
    return graph.getConfiguration().getVertices().containsKey(name);
  }

  /// A head's numbers, weights then biases, on the Java heap.
  public float[] head(String name) {
    INDArray head = graph.getLayer(name).params();
    float[] values = new float[(int) head.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = NativeArray.get(address(head), i);
    }
    return values;
  }

  /// Adds to a head's gradients.
  public void addToHeadGradients(String name, float[] values) {
    long address = NativeArray.offset(gradients(), offset(name));
    for (int i = 0; i < values.length; i++) {
      NativeArray.set(address, i, NativeArray.get(address, i) + values[i]);
    }
  }

  /// Sets a head's numbers.
  public void setHead(String name, float[] values) {
    long address = address(graph.getLayer(name).params());
    for (int i = 0; i < values.length; i++) {
      NativeArray.set(address, i, values[i]);
    }
  }

  /// Begins a new training: Adam's moments and the step count are zero.
  public void forgetOptimizer() {
    NativeArray.clear(updaterState(), 2 * size());
    setStep(0);
  }

  /// Optimizer steps so far, kept in the model file.
  public int step() {
    return graph.getConfiguration().getIterationCount();
  }

  /// Sets the number of optimizer steps so far.
  public void setStep(int step) {
    graph.getConfiguration().setIterationCount(step);
  }

  /// Writes a Deeplearning4j model file with the updater's state: what `ModelSerializer` writes,
  /// but with one time in every entry, so that the same model gives the same bytes, and not
  /// compressed: weights hardly shrink, and it takes ten times as long.
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    entry(zip, ModelSerializer.CONFIGURATION_JSON);
    zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    entry(zip, ModelSerializer.COEFFICIENTS_BIN);
    Nd4jBinaryFormat.write(graph.params(), zip);
    entry(zip, ModelSerializer.UPDATER_BIN);
    Nd4jBinaryFormat.write(graph.getUpdater().getUpdaterStateViewArray(), zip);
    zip.finish();
  }

  private static void entry(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
    zip.putNextEntry(entry);
  }

  /// Reads a Deeplearning4j model file as [#write] writes it. Every entry is read to its end, where
  /// Java compares its checksum: Deeplearning4j's own reader stops before.
  public static Gpt read(InputStream in) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      entries.put(entry.getName(), zip.readAllBytes());
    }
    String configuration =
        new String(part(entries, ModelSerializer.CONFIGURATION_JSON), StandardCharsets.UTF_8);
    INDArray parameters = Nd4jBinaryFormat.read(part(entries, ModelSerializer.COEFFICIENTS_BIN));
    INDArray state = Nd4jBinaryFormat.read(part(entries, ModelSerializer.UPDATER_BIN));
    ComputationGraph graph =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
    graph.init(parameters, false);
    graph.getUpdater().setStateViewArray(state);
    return new Gpt(graph);
  }

  private static byte[] part(Map<String, byte[]> entries, String name) throws IOException {
    byte[] part = entries.get(name);
    if (part == null) {
      throw new IOException(name + " is missing");
    }
    return part;
  }

  private static DenseLayer dense(int in, int out, boolean bias) {
    return new DenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .hasBias(bias)
        .activation(Activation.IDENTITY)
        .build();
  }

  /// Address of an array's first number.
  static long address(INDArray array) {
    return array.data().address() + array.offset() * Float.BYTES;
  }
}
