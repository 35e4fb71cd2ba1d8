package org.rlhflab.pretrain.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class WilsonIntervalTest {
  /// The standard normal quantile of a two-sided 99%, from tables.
  private static final double Z_99 = 2.5758293035489004;

  private static final JsonNode PUBLISHED = PublishedNumbers.read("wilson_interval.json");
  private static final double TOLERANCE = PUBLISHED.get("rtol").asDouble();

  static List<JsonNode> binomConfint() {
    return PUBLISHED.get("binom_confint").valueStream().toList();
  }

  static List<JsonNode> propTest() {
    return PUBLISHED
        .get("prop_test_n10")
        .valueStream()
        .filter(test -> !test.get("continuity").asBoolean() && !test.has("alternative"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("binomConfint")
  void agreesWithBinomConfintOfR(JsonNode published) {
    Interval interval = WilsonInterval.of(published.get("k").asInt(), published.get("n").asInt());
    assertClose(PublishedNumbers.numbers(published.get("wilson95")), interval);
  }

  @ParameterizedTest
  @MethodSource("propTest")
  void agreesWithPropTestOfR(JsonNode published) {
    double z = published.get("conf").asDouble() == 0.99 ? Z_99 : WilsonInterval.Z_95;
    Interval interval = WilsonInterval.of(published.get("k").asInt(), 10, z);
    assertClose(PublishedNumbers.numbers(published.get("ci")), interval);
  }

  @Test
  void theMeanIsTheShareItself() {
    assertEquals(0.35, WilsonInterval.of(3.5, 10).mean());
  }

  @Test
  void moreSuccessesThanTrialsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(11, 10));
    assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(0, 0));
  }

  private static void assertClose(double[] expected, Interval interval) {
    assertEquals(expected[0], interval.lo(), TOLERANCE * Math.max(expected[0], 0.1));
    assertEquals(expected[1], interval.hi(), TOLERANCE * expected[1]);
  }
}
