package org.rlhflab.pretrain.text;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.stage.RandomStreams;

/// The training sequences of pretraining. Documents, each followed by end-of-text, are laid end to
/// end in a new order every epoch, one epoch after another, and this endless row of tokens is cut
/// into sequences of one length. Nothing is padded, nothing left out.
///
/// What batch `position` holds depends on nothing but the documents, the plan and `position`, so
/// training can go on from any batch: `batches.from(1200)`.
public final class TokenBatches {
  /// How much is read, and how.
  ///
  /// @param batch sequences in a batch, at least 1
  /// @param length tokens in a sequence, at least 2: the last one is only ever a target
  /// @param tokens tokens in all; the last batch is full, so it may be up to a batch more
  /// @param seed decides the order of the documents
  public record Plan(int batch, int length, long tokens, long seed) {
    /// Checks the ranges.
    public Plan {
      if (batch < 1 || length < 2 || tokens < 1) {
        throw new IllegalArgumentException(
            "batch must be at least 1, length 2, tokens 1, got %d, %d, %d"
                .formatted(batch, length, tokens));
      }
    }

    /// The number of batches.
    public long batches() {
      long each = (long) batch * length;
      return (tokens + each - 1) / each;
    }
  }

  private final List<int[]> documents;
  private final int endOfText;
  private final Plan plan;
  private final int[] row; // the tokens of one epoch, in that epoch's order
  private long epoch = -1;

  /// Batches of these documents, which are token ids without end-of-text.
  public TokenBatches(List<int[]> documents, int endOfText, Plan plan) {
    if (documents.isEmpty()) {
      throw new IllegalArgumentException("there are no documents to learn from");
    }
    this.documents = List.copyOf(documents);
    this.endOfText = endOfText;
    this.plan = plan;
    long tokens = documents.stream().mapToLong(document -> document.length + 1).sum();
    row = new int[Math.toIntExact(tokens)];
  }

  /// The tokens of all documents once, end-of-text included.
  public int epochTokens() {
    return row.length;
  }

  /// The number of batches in the plan.
  public long count() {
    return plan.batches();
  }

  /// The batch at `position`, from 0: `[batch][length]`.
  public int[][] batch(long position) {
    if (position < 0 || position >= count()) {
      throw new IllegalArgumentException(
          "position must be in [0, " + count() + "), got " + position);
    }
    int[][] sequences = new int[plan.batch()][plan.length()];
    long at = position * plan.batch() * plan.length();
    for (int[] sequence : sequences) {
      read(at, sequence);
      at += sequence.length;
    }
    return sequences;
  }

  /// All batches from `position` to the end of the plan.
  public Iterator<int[][]> from(long position) {
    return new Iterator<>() {
      private long next = position;

      @Override
      public boolean hasNext() {
        return next < count();
      }

      @Override
      public int[][] next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the plan ends after " + count() + " batches");
        }
        return batch(next++);
      }
    };
  }

  /// Reads tokens of the endless row from `start`, over as many epochs as it takes.
  private void read(long start, int[] sequence) {
    int done = 0;
    while (done < sequence.length) {
      lay((start + done) / row.length);
      int from = (int) ((start + done) % row.length);
      int n = Math.min(sequence.length - done, row.length - from);
      System.arraycopy(row, from, sequence, done, n);
      done += n;
    }
  }

  private void lay(long wanted) {
    if (wanted == epoch) {
      return;
    }
    int at = 0;
    for (int index : order(wanted)) {
      int[] document = documents.get(index);
      System.arraycopy(document, 0, row, at, document.length);
      at += document.length;
      row[at++] = endOfText;
    }
    epoch = wanted;
  }

  /// Fisher and Yates's shuffle, from a stream that belongs to this epoch.
  private int[] order(long ofEpoch) {
    RandomGenerator random =
        new RandomStreams(plan.seed()).stream("pretrain", "epoch", Long.toString(ofEpoch));
    int[] order = IntStream.range(0, documents.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
