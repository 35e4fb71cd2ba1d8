package org.rlhflab.pretrain.model;

import java.util.Arrays;
import org.rlhflab.pretrain.model.BodyParameters.Parameter;
import org.rlhflab.pretrain.model.kernel.Blas;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;

/// One way of a batch through a model and back, on both cores.
///
/// A training step reads: [#logProbabilities] of the wanted tokens; the caller's loss turns these
/// into derivatives; [#backward(float[])]; then [Optimizer#step]. Heads of the caller's own go
/// [#forward], read [#hidden], add to [#dHidden] and go [#backward()]. Two shards of whole
/// sequences go side by side, each with gradients of its own, which the optimizer adds in a fixed
/// order; they wait for each other once on the way forward and once on the way back. Not safe for
/// use by several threads.
public final class GptPass {
  private final Gpt gpt;
  private final Workers workers;
  private final boolean learns;
  private final TransformerBody[] bodies = new TransformerBody[Workers.SHARDS];
  private final LanguageModelHead[] heads = new LanguageModelHead[Workers.SHARDS];
  private final HeadBlocks blocks;
  private final NativeArray transposed;
  private final NativeArray secondGradients;
  private final BodyParameters at;
  private final int width;
  private final long body;
  private final long head;
  private NativeArray hidden = new NativeArray(0);
  private NativeArray dHidden = new NativeArray(0);
  private TokenSequences batch = new TokenSequences(new int[] {0}, new int[] {0, 1});
  private int[] cut = {0, 0, 0};

  /// For one model.
  public GptPass(Gpt gpt, Workers workers) {
    this(gpt, workers, true);
  }

  /// The same for ways forward alone, in less than half of the memory.
  public static GptPass forwardOnly(Gpt gpt, Workers workers) {
    return new GptPass(gpt, workers, false);
  }

  private GptPass(Gpt gpt, Workers workers, boolean learns) {
    this.gpt = gpt;
    this.workers = workers;
    this.learns = learns;
    this.at = new BodyParameters(gpt.config());
    this.width = gpt.config().width();
    this.body = gpt.offset(Gpt.BODY);
    this.head = gpt.offset(Gpt.LANGUAGE_MODEL);
    this.blocks = new HeadBlocks(gpt.config().vocabulary(), width);
    this.transposed = new NativeArray(gpt.size());
    this.secondGradients = new NativeArray(learns ? gpt.size() : 0);
    for (int s = 0; s < Workers.SHARDS; s++) {
      bodies[s] = new TransformerBody(gpt.config(), learns);
      heads[s] = new LanguageModelHead(width, gpt.config().vocabulary());
    }
    parametersChanged();
  }

  /// The model it works on.
  public Gpt model() {
    return gpt;
  }

  /// Must be called after the parameters changed: products on the way back read them turned around.
  public void parametersChanged() {
    workers.run(this::turn);
  }

  private void turn(int shard) {
    for (Parameter p : at.all()) {
      if (learns && p.isMatrix() && p.isInBlock()) {
        turn(body + p.offset(), (int) p.shape()[0], (int) p.shape()[1], shard);
      }
    }
    long from = NativeArray.offset(gpt.parameters(), head);
    int half = (blocks.count() + 1) / 2;
    blocks.pack(
        from, transposed.at(head), shard == 0 ? 0 : half, shard == 0 ? half : blocks.count());
  }

  private void turn(long offset, int rows, int columns, int shard) {
    int first = rows * shard / Workers.SHARDS;
    int last = rows * (shard + 1) / Workers.SHARDS;
    long from = NativeArray.offset(gpt.parameters(), offset + (long) first * columns);
    Blas.transpose(last - first, columns, from, columns, transposed.at(offset + first), rows);
  }

  /// Fills [#hidden] and sets [#dHidden] to zero.
  public void forward(TokenSequences sequences) {
    begin(sequences);
    workers.run(this::bodyForward);
  }

  private void begin(TokenSequences sequences) {
    batch = sequences;
    int middle = sequences.middle(1);
    cut = new int[] {0, middle, sequences.count()};
    long size = (long) sequences.rows() * width;
    if (!hidden.holds(size)) {
      hidden = new NativeArray(size + size / 4);
      dHidden = new NativeArray(size + size / 4);
    }
    NativeArray.clear(dHidden.address(), size);
  }

  private void bodyForward(int shard) {
    long to = hidden.at(firstRow(shard) * width);
    bodies[shard].forward(gpt.parameters(), batch, cut[shard], cut[shard + 1], to);
  }

  private long firstRow(int shard) {
    return batch.starts()[cut[shard]];
  }

  /// Hidden states of the batch that went forward last, `[rows, width]`.
  public NativeArray hidden() {
    return hidden;
  }

  /// d(loss)/d(hidden), `[rows, width]`, to be added to before [#backward].
  public NativeArray dHidden() {
    return dHidden;
  }

  /// Goes [#forward] and on to log-probabilities: `out[i]` is that of `targets[i]` after row
  /// `rows[i]` of the batch, with all logits divided by `temperature`. They are kept for the way
  /// back.
  public void logProbabilities(NextTokenBatch batch, float temperature, float[] out) {
    logProbabilities(batch, temperature, true, out);
  }

  /// The same numbers where there is no way back: nothing is kept, which needs less memory.
  public void logProbabilitiesOnly(NextTokenBatch batch, float temperature, float[] out) {
    logProbabilities(batch, temperature, false, out);
  }

  private void logProbabilities(NextTokenBatch next, float temperature, boolean kept, float[] out) {
    begin(next.inputs());
    long weights = transposed.at(head);
    int[] rows = next.rows();
    workers.run(s -> {
      bodyForward(s);
      int from = firstIndex(rows, s);
      int to = firstIndex(rows, s + 1);
      heads[s].forward(
          weights, hidden.address(), rows, next.targets(), from, to, temperature, kept, out);
    });
  }

  /// Entropies of the next-token distributions of the last [#logProbabilities], in nats.
  public void entropies(float[] out) {
    workers.run(s -> heads[s].entropies(out));
  }

  /// Exact KL divergences KL(this || other) of the next-token distributions of the last
  /// [#logProbabilities] of both passes over the same rows, in nats.
  public void exactKl(GptPass other, float[] out) {
    workers.run(s -> heads[s].divergences(other.heads[s], out));
  }

  /// The way back from d(loss)/d(log-probability) of the last [#logProbabilities], and from what is
  /// in [#dHidden] already, to every gradient of head and body, added to what is there.
  public void backward(float[] derivatives) {
    backward(derivatives, new float[0]);
  }

  /// The same where the loss looks at the entropies of the next-token distributions too:
  /// `dEntropies[i]` is d(loss)/d(entropy after row `rows[i]`); an empty array if it does not.
  public void backward(float[] derivatives, float[] dEntropies) {
    requireWayBack();
    long weights = NativeArray.offset(gpt.parameters(), head);
    workers.run(s -> {
      long dWeights = NativeArray.offset(gradients(s), head);
      heads[s].backward(weights, derivatives, dEntropies, dHidden.address(), dWeights);
      bodyBackward(s);
    });
  }

  /// The way back from [#dHidden] alone to every gradient of the body, added to what is there.
  public void backward() {
    requireWayBack();
    workers.run(this::bodyBackward);
  }

  private void bodyBackward(int shard) {
    long from = dHidden.at(firstRow(shard) * width);
    bodies[shard].backward(gpt.parameters(), transposed.address(), from, gradients(shard));
  }

  private void requireWayBack() {
    if (!learns) {
      throw new IllegalStateException("this pass goes forward only");
    }
  }

  long gradients(int shard) {
    return shard == 0 ? gpt.gradients() : secondGradients.address();
  }

  private int firstIndex(int[] rows, int shard) {
    int row = batch.starts()[cut[shard]];
    int index = Arrays.binarySearch(rows, row);
    return index >= 0 ? index : -index - 1;
  }
}
