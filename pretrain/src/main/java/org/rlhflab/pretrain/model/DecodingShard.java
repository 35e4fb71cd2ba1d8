package org.rlhflab.pretrain.model;

import java.util.Arrays;
import java.util.List;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.stage.RandomStreams;

/// Decodes up to a fixed number of sequences side by side, on one thread.
final class DecodingShard {
  private final Gpt gpt;
  private final int width;
  private final int vocabulary;
  private final int capacity;
  private final HeadBlocks blocks;
  private final int endOfText;
  private final TransformerBody prefill;
  private final TransformerBody decoder;
  private final NativeArray head;
  private KvCache cache;
  private NativeArray hidden = new NativeArray(0);
  private NativeArray logits = new NativeArray(0);
  private NativeArray promptHidden = new NativeArray(0);

  // The sequences that still go on, packed to the front.
  private final int[] slots;
  private final int[] lastTokens;
  private final int[] positions;
  private int active;

  private final int[][] written;
  private final float[][] logProbs;
  private final int[] lengths;

  DecodingShard(Gpt gpt, int capacity, int endOfText) {
    GptConfig config = gpt.config();
    this.gpt = gpt;
    this.width = config.width();
    this.vocabulary = config.vocabulary();
    this.capacity = capacity;
    this.blocks = new HeadBlocks(vocabulary, width);
    this.endOfText = endOfText;
    this.prefill = new TransformerBody(config, false);
    this.decoder = new TransformerBody(config, false);
    this.cache = new KvCache(config, 0);
    this.head = new NativeArray((long) width * vocabulary);
    this.slots = new int[capacity];
    this.lastTokens = new int[capacity];
    this.positions = new int[capacity];
    this.written = new int[capacity][config.context()];
    this.logProbs = new float[capacity][config.context()];
    this.lengths = new int[capacity];
  }

  /// The head's weights start at `offset`; products read them turned around.
  void parametersChanged(long offset) {
    long from = NativeArray.offset(gpt.parameters(), offset);
    blocks.pack(from, head.address(), 0, blocks.count());
  }

  /// Fills `out[from..to)`.
  void generate(
      List<int[]> prompts, int from, int to, Sampling sampling, long seed, Completion[] out) {
    if (from == to) {
      return;
    }
    long body = NativeArray.offset(gpt.parameters(), gpt.offset(Gpt.BODY));
    TokenSampler sampler = new TokenSampler(sampling, vocabulary);
    start(prompts, from, to, body);
    while (active > 0) {
      blocks.logits(active, hidden.address(), head.address(), logits.address());
      draw(sampler, seed, from);
      drop(sampling, prompts, from);
      if (active > 0) {
        decoder.step(
            body,
            lastTokens,
            positions,
            active,
            (layer, qkv, attended) -> cache.attend(layer, qkv, attended, slots, positions, active),
            hidden.address());
      }
    }
    for (int i = 0; i < to - from; i++) {
      int length = lengths[i];
      boolean finished = written[i][length - 1] == endOfText;
      out[from + i] =
          new Completion(
              Arrays.copyOf(written[i], length), Arrays.copyOf(logProbs[i], length), finished);
    }
  }

  private void start(List<int[]> prompts, int from, int to, long body) {
    if (to - from > capacity) {
      throw new IllegalArgumentException(to - from + " sequences, room for " + capacity);
    }
    reserve(to - from);
    TokenSequences batch = TokenSequences.of(prompts.subList(from, to));
    if (!promptHidden.holds((long) batch.rows() * width)) {
      promptHidden = new NativeArray((long) batch.rows() * width);
    }
    prefill.forward(body, batch, 0, batch.count(), promptHidden.address());
    active = batch.count();
    for (int i = 0; i < active; i++) {
      long first = (long) batch.starts()[i];
      for (int l = 0; l < gpt.config().layers(); l++) {
        long qkv = NativeArray.offset(prefill.queryKeyValue(l), first * 3 * width);
        cache.fill(l, i, qkv, batch.length(i));
      }
      long last = (long) (batch.starts()[i + 1] - 1) * width;
      NativeArray.copy(promptHidden.at(last), hidden.at((long) i * width), width);
      slots[i] = i;
      positions[i] = batch.length(i);
      lengths[i] = 0;
    }
  }

  /// Most callers decode far fewer sequences than there is room for.
  private void reserve(int sequences) {
    if (sequences > cache.sequences()) {
      cache = new KvCache(gpt.config(), sequences);
      hidden = new NativeArray((long) sequences * width);
      logits = new NativeArray((long) sequences * vocabulary);
    }
  }

  private void draw(TokenSampler sampler, long seed, int from) {
    for (int i = 0; i < active; i++) {
      long row = logits.at((long) i * vocabulary);
      int slot = slots[i];
      double uniform = RandomStreams.uniform(seed, from + (long) slot, lengths[slot]);
      int token = sampler.draw(row, uniform);
      logProbs[slot][lengths[slot]] = sampler.logProbability(row, token);
      written[slot][lengths[slot]++] = token;
      lastTokens[i] = token;
    }
  }

  /// Packs the sequences that go on to the front.
  private void drop(Sampling sampling, List<int[]> prompts, int from) {
    int kept = 0;
    for (int i = 0; i < active; i++) {
      int slot = slots[i];
      int room = gpt.config().context() - prompts.get(from + slot).length;
      boolean full = lengths[slot] >= Math.min(sampling.maximumTokens(), room);
      if (lastTokens[i] != endOfText && !full) {
        slots[kept] = slot;
        lastTokens[kept] = lastTokens[i];
        positions[kept] = prompts.get(from + slot).length + lengths[slot] - 1;
        kept++;
      }
    }
    active = kept;
  }
}
