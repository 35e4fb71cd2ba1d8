package org.rlhflab.pretrain.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.text.CorpusReader.Document;

/// Which documents a model learns from and which it is measured on. A document's own hash decides:
/// the same text is always on the same side, so copies never stand on both, and adding documents
/// moves none of the others.
///
/// However few documents there are, one is held out if two differ, and one is left to learn from.
///
/// @param training to learn from, in the order of the corpus
/// @param heldOut to measure on, in the order of the corpus, about 5%
public record CorpusSplit(List<Document> training, List<Document> heldOut) {
  private static final double HELD_OUT = 0.05;

  // A hash's first 60 bits as a number.
  private static final int HEX_DIGITS = 15;
  private static final long HASHES = 1L << (4 * HEX_DIGITS);

  /// Copies the lists.
  public CorpusSplit {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /// Splits by the documents' hashes.
  public static CorpusSplit of(List<Document> documents) {
    if (documents.isEmpty()) {
      throw new IllegalArgumentException("there are no documents to split");
    }
    long[] hashes = documents.stream().mapToLong(document -> hash(document.text())).toArray();
    long smallest = Arrays.stream(hashes).min().getAsLong();
    long largest = Arrays.stream(hashes).max().getAsLong();
    long last = Math.min(Math.max((long) (HELD_OUT * HASHES), smallest), largest - 1);
    List<Document> training = new ArrayList<>();
    List<Document> heldOut = new ArrayList<>();
    for (int i = 0; i < hashes.length; i++) {
      (hashes[i] <= last ? heldOut : training).add(documents.get(i));
    }
    return new CorpusSplit(training, heldOut);
  }

  private static long hash(String text) {
    String hex = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return Long.parseLong(hex.substring(0, HEX_DIGITS), 16);
  }
}
