package org.rlhflab.ppo.lab.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Where the instructor's sliders and switches stand.
///
/// @param verbosityBias rubric points for twice the words, 0 to 4
/// @param confidenceBias rubric points for a booster, 0 to 4
/// @param lapseRate share of tasks answered by a tossed coin, 0 to 1
/// @param pairs labels, 50 to 2000
/// @param careless share of the ten people who seldom read, 0 to 1
/// @param klCoefficient what a nat of distance costs, 0 to 1
/// @param weighted whether labels weigh by their people's quality
/// @param algorithm `ppo`, `rloo`, `grpo` or `dpo`
public record BenchSetting(
    double verbosityBias,
    double confidenceBias,
    double lapseRate,
    int pairs,
    double careless,
    double klCoefficient,
    boolean weighted,
    String algorithm) {
  /// The crowd's size.
  static final int PEOPLE = 10;

  private static final List<String> ALGORITHMS = List.of("ppo", "rloo", "grpo", "dpo");

  /// Checks every range.
  public BenchSetting {
    within("verbosity_bias", verbosityBias, 0, 4);
    within("confidence_bias", confidenceBias, 0, 4);
    within("lapse_rate", lapseRate, 0, 1);
    within("pairs", pairs, 50, 2000);
    within("careless", careless, 0, 1);
    within("kl_coefficient", klCoefficient, 0, 1);
    if (!ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException(
          "algorithm must be one of %s, got %s".formatted(ALGORITHMS, algorithm));
    }
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, got %s".formatted(name, least, most, value));
    }
  }

  /// From what a page sent.
  public static BenchSetting of(ObjectNode setting) {
    try {
      return Json.MAPPER.treeToValue(setting, BenchSetting.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
              ? cause.getMessage()
              : "the setting holds something unknown: " + e.getOriginalMessage(),
          e);
    }
  }

  /// How many of the people are careless.
  int carelessPeople() {
    return (int) Math.round(careless * PEOPLE);
  }

  /// The crowd, as a file of profiles.
  String profiles() {
    List<Map<String, Object>> profiles = new ArrayList<>();
    int careless = carelessPeople();
    if (careless < PEOPLE) {
      profiles.add(
          Map.of(
              "id",
              "reader",
              "kind",
              "reader",
              "count",
              PEOPLE - careless,
              "seconds",
              60,
              "rationale",
              "specific",
              "verbosity_bias",
              verbosityBias,
              "confidence_bias",
              confidenceBias,
              "lapse_rate",
              lapseRate));
    }
    if (careless > 0) {
      profiles.add(
          Map.of(
              "id", "careless",
              "kind", "careless",
              "count", careless,
              "seconds", 8,
              "rationale", "vague",
              "lapse_rate", 0.7,
              "lapse_to", "longer"));
    }
    return Json.pretty(profiles);
  }
}
