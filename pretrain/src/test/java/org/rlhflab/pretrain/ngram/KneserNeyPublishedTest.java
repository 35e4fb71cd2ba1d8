package org.rlhflab.pretrain.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against `published/kneser_ney.json`, computed apart by the script beside it: parts first.
class KneserNeyPublishedTest {
  private static JsonNode published = JsonMapper.shared().nullNode();

  @BeforeAll
  static void read() throws IOException {
    String name = "/published/kneser_ney.json";
    try (InputStream in =
        Objects.requireNonNull(KneserNeyPublishedTest.class.getResourceAsStream(name))) {
      published = JsonMapper.shared().readTree(in);
    }
  }

  @Test
  void discountsOfEveryOrderAgree() {
    forEachModel((label, example) -> {
      JsonNode expected = example.numbers().path("discounts");
      assertEquals(expected.size(), example.model().discounts().size(), label);
      for (int k = 0; k < expected.size(); k++) {
        KneserNeyDiscounts found = example.model().discounts().get(k);
        assertClose(expected.path(k).path(0), found.one(), label);
        assertClose(expected.path(k).path(1), found.two(), label);
        assertClose(expected.path(k).path(2), found.threePlus(), label);
      }
    });
  }

  @Test
  void probabilitiesOfEveryTokenAfterEveryContextAgree() {
    forEachModel((label, example) -> {
      for (int c = 0; c < example.data().path("contexts").size(); c++) {
        int[] context = ints(example.data().path("contexts").path(c));
        JsonNode expected = example.numbers().path("probabilities").path(c);
        for (int token = 0; token < expected.size(); token++) {
          double found = example.model().probability(context, token);
          assertClose(expected.path(token), found, label + " context " + c + " token " + token);
        }
      }
    });
  }

  @Test
  void logProbabilitiesOfHeldOutDocumentsAgree() {
    forEachModel((label, example) -> {
      JsonNode documents = example.data().path("held_out");
      for (int d = 0; d < documents.size(); d++) {
        int[] tokens = withEnd(ints(documents.path(d)));
        double found = example.model().logProbability(new int[0], tokens);
        assertClose(example.numbers().path("log_probabilities").path(d), found, label);
      }
    });
  }

  @Test
  void logProbabilitiesOfAnswersAfterTheirQuestionsAgree() {
    forEachModel((label, example) -> {
      JsonNode documents = example.data().path("held_out");
      for (int d = 0; d < documents.size(); d++) {
        int[] document = ints(documents.path(d));
        int cut = Math.min(2, document.length);
        int[] question = Arrays.copyOf(document, cut);
        int[] answer = Arrays.copyOfRange(document, cut, document.length);
        double found = example.model().logProbability(question, withEnd(answer));
        assertClose(example.numbers().path("answer_log_probabilities").path(d), found, label);
      }
    });
  }

  private record Example(JsonNode data, JsonNode numbers, KneserNey model) {}

  private static void forEachModel(BiConsumer<String, Example> check) {
    int models = 0;
    for (JsonNode data : published.path("cases")) {
      List<int[]> documents = new ArrayList<>();
      data.path("documents").forEach(document -> documents.add(ints(document)));
      for (JsonNode numbers : data.path("models")) {
        int order = numbers.path("order").asInt();
        NGramCounts counts =
            NGramCounts.of(
                documents,
                order,
                data.path("vocabulary").asInt(),
                data.path("end_of_text").asInt());
        String label = data.path("name").asString() + ", order " + order;
        check.accept(label, new Example(data, numbers, new KneserNey(counts)));
        models++;
      }
    }
    assertEquals(10, models);
  }

  private static void assertClose(JsonNode expected, double found, String label) {
    double wanted = expected.asDouble();
    double tolerance = published.path("tolerance").asDouble() * Math.max(1, Math.abs(wanted));
    assertEquals(wanted, found, tolerance, label);
  }

  private static int[] withEnd(int[] tokens) {
    return Arrays.copyOf(tokens, tokens.length + 1); // end-of-text is 0
  }

  private static int[] ints(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::asInt).toArray();
  }
}
