package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.label.CrowdTable.Vote;

class CrowdTableTest {
  @TempDir private Path folder = Path.of("");

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("label.csv"), text);
  }

  private String complaint(String text) throws IOException {
    Path file = file(text);
    return assertThrows(BadInput.class, () -> CrowdTable.read(file)).getMessage();
  }

  @Test
  void columnsComeInAnyOrderAndOthersArePassedOver() throws IOException {
    Path file = file("worker,when,label,item\r\nann,today,\"yes, sir\",x\r\n");
    assertEquals(List.of(new Vote("x", "ann", "yes, sir")), CrowdTable.read(file).votes());
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    assertEquals(1, CrowdTable.read(file("\uFEFFitem,worker,label\nx,ann,1\n")).votes().size());
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() throws IOException {
    assertTrue(complaint("item,label\nx,1\n").contains("label.csv:1: the column \"worker\""));
    assertTrue(complaint("item,worker,label\nx,ann,1\ny,,1\n").contains(":3: \"worker\" is empty"));
    assertTrue(complaint("item,worker,label\n").contains("is empty"));
    assertTrue(complaint("item,worker,label\nx,ann\n").contains(":2: \"label\" is empty"));
  }

  @Test
  void otherEncodingsAndOpenQuotesAreRefused() throws IOException {
    assertTrue(complaint("item,worker,label\nx,\"ann,1\n").contains("is not CSV"));
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "item,worker,label\nx,J\u00f6rg,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(
        assertThrows(BadInput.class, () -> CrowdTable.read(latin))
            .getMessage()
            .contains("is not UTF-8"));
  }

  @Test
  void anItemHasOneTruth() throws IOException {
    Path good = file("item,truth\nx,1\ny,2\n");
    assertEquals(Map.of("x", "1", "y", "2"), CrowdTable.readTruth(good));
    Path bad = file("item,truth\nx,1\nx,2\n");
    String message = assertThrows(BadInput.class, () -> CrowdTable.readTruth(bad)).getMessage();
    assertTrue(message.contains(":3: the item \"x\" is 2 here and 1 before"), message);
  }
}
