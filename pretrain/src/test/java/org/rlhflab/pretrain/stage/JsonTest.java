package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @TempDir Path folder;

  /// Something to read.
  record Read(String name, int count, double size, boolean good, List<String> parts, StageName at) {
    Read {
      if (count < 0) {
        throw new IllegalArgumentException("\"count\" must be 0 or more, got " + count);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\"| is not JSON",
        "[]| must be an object",
        "{\"count\":\"x\"}| \"count\" must be a whole number",
        "{\"count\":-1}| \"count\" must be 0 or more, got -1",
        "{\"size\":[]}| \"size\" must be a number",
        "{\"name\":{}}| \"name\" must be a text",
        "{\"good\":7.5}| \"good\" must be true or false",
        "{\"parts\":3}| \"parts\" must be a list",
      })
  void whatIsWrongIsSaidByTheFieldsName(String json, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("read.json"), json);
    BadInput refusal =
        assertThrows(
            BadInput.class,
            () -> Json.read(file, node -> Json.MAPPER.treeToValue(node, Read.class), "mend it"));
    assertEquals(file + ": " + expected + "; mend it", refusal.getMessage());
  }
}
