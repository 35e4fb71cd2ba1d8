package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.text.CorpusReader.Document;

class CorpusSplitTest {
  @Test
  void aboutFivePercentAreHeldOut() {
    CorpusSplit split = CorpusSplit.of(documents(0, 10_000));
    // 500 expected; four standard deviations are 87.
    assertEquals(500, split.heldOut().size(), 87);
    assertEquals(10_000, split.heldOut().size() + split.training().size());
  }

  @Test
  void addingDocumentsMovesNoneOfTheOthers() {
    CorpusSplit small = CorpusSplit.of(documents(0, 1000));
    CorpusSplit large = CorpusSplit.of(documents(0, 2000));
    assertTrue(large.heldOut().containsAll(small.heldOut()));
    assertTrue(large.training().containsAll(small.training()));
  }

  @Test
  void copiesStandOnOneSide() {
    List<Document> documents = new ArrayList<>(documents(0, 200));
    documents.addAll(documents(0, 200).reversed());
    CorpusSplit split = CorpusSplit.of(documents);
    assertFalse(split.heldOut().isEmpty());
    assertTrue(Collections.disjoint(split.heldOut(), new HashSet<>(split.training())));
  }

  @Test
  void howeverFewDocumentsThereAreBothSidesHaveOne() {
    qt().forAll(integers().between(0, 100_000), integers().between(2, 5))
        .check((from, count) -> {
          CorpusSplit split = CorpusSplit.of(documents(from, from + count));
          return !split.heldOut().isEmpty() && !split.training().isEmpty();
        });
  }

  @Test
  void aSingleDocumentIsToLearnFrom() {
    assertEquals(new CorpusSplit(documents(0, 1), List.of()), CorpusSplit.of(documents(0, 1)));
    assertThrows(IllegalArgumentException.class, () -> CorpusSplit.of(List.of()));
  }

  private static List<Document> documents(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Document("test", "text " + i)).toList();
  }
}
