package org.rlhflab.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.PretrainSummary.AnswerPair;
import org.rlhflab.pretrain.PretrainSummary.Order;
import org.rlhflab.pretrain.PretrainSummary.Orders;
import org.rlhflab.pretrain.PretrainSummary.Pair;
import org.rlhflab.pretrain.PretrainSummary.WithOrder;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

class PretrainSummaryTest {

  @Test
  void aSummaryWithOrWithoutAnswersIsReadBackAsItWasWritten() {
    for (OptionalDouble answer : List.of(OptionalDouble.of(2.5), OptionalDouble.empty())) {
      PretrainSummary summary = summary(answer);
      String json = Json.MAPPER.writeValueAsString(summary);
      assertEquals(summary, Json.MAPPER.readValue(json, PretrainSummary.class), json);
    }
  }

  @Test
  void theDocumentHasTheKeysThatOthersRelyOn() {
    JsonNode json = Json.tree(summary(OptionalDouble.of(2.5)));
    assertEquals(3.5, json.at("/perplexity/gpt").doubleValue());
    assertEquals(4, json.at("/perplexity/ngram/order").intValue());
    assertEquals(4.5, json.at("/perplexity/ngram/value").doubleValue());
    assertEquals(2.5, json.at("/answer_perplexity/gpt").doubleValue());
    assertEquals(1.25, json.at("/bits_per_byte/ngram").doubleValue());
    assertTrue(Json.tree(summary(OptionalDouble.empty())).at("/answer_perplexity/gpt").isNull());
  }

  private static PretrainSummary summary(OptionalDouble answer) {
    return new PretrainSummary(
        1000,
        300,
        new WithOrder(3.5, new Order(4, 4.5)),
        new AnswerPair(answer, answer),
        new Pair(1.5, 1.25),
        List.of(new Orders(1, 9, answer, 3)));
  }
}
