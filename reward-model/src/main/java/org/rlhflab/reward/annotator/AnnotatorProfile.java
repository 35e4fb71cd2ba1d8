package org.rlhflab.reward.annotator;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.rubric.Dimension;

/// What one kind of annotator is like: a description of people, not a program. The shipped ones are
/// in `data/annotators/`, where each says in its `description` what it is for:
///
/// | file                      | what it shows                                                        |
/// |---------------------------|----------------------------------------------------------------------|
/// | careful                   | people who judge by the rubric and agree with it about 9 times in 10 |
/// | verbose-biased            | the same people, but more words look like more quality               |
/// | overconfident             | boosters please them, hedges put them off                            |
/// | careless                  | 7 labels in 10 are given unread, to the longer response              |
/// | enthusiasm-biased         | "Great question!" wins                                               |
/// | position-biased           | whichever is shown first has the advantage                           |
/// | drifting                  | careful at first, with every hundred tasks more impressed by length  |
/// | inconsistent              | strong private tastes: steady in a person, different between people  |
/// | rubric-ignoring           | marks untidy formatting down although the rubric says to ignore it   |
/// | crowd                     | a mixture of careful, careless and biased people                     |
/// | careless-majority         | four careful people and six careless ones                            |
/// | few-careful-many-careless | one careful person in four, the others careless                      |
/// | experts, laymen           | the same care, with and without knowledge of the matter              |
/// | ordinary                  | people who agree, repeat themselves and err together as real crowds  |
/// | raters                    | one scale used in five ways: fair, lenient, strict, narrow, unread   |
///
/// Biases are in rubric points (1-5): a `verbosityBias` of 2 lets twice the words outweigh two
/// points of quality.
///
/// @param id the person, or the stem of the ids of `count` people
/// @param kind a word for tables: `careful` for `careful-1` to `careful-5` (default: the id)
/// @param count how many people this describes, at least 1 (default 1)
/// @param sensitivity how surely a difference of one point decides, at least 0 (default 10)
/// @param rubricWeights weight of each dimension, by its key, made to sum to 1; those left out
///   weigh nothing; empty (default): the gold rubric's weights
/// @param expertise by domain, 0 (sees no quality) to 1 (default: 1 in every domain)
/// @param verbosityBias points for every doubling of the words
/// @param confidenceBias points for every booster, and off for every hedge
/// @param enthusiasmBias points for every opener
/// @param formattingBias points for a tidy response
/// @param positionBias points for the response shown first
/// @param taste deviation, in points, of this person's private liking of a response, at least 0
/// @param sharedError deviation, in points, of an error that everybody makes alike, at least 0
/// @param lapseRate share of tasks answered without reading, 0 to 1
/// @param lapseTo what is answered then (default `coin`)
/// @param tieThreshold a difference of utility below this is called a tie, at least 0
/// @param driftPer100 by how much `verbosityBias` grows with every hundred tasks done
/// @param seconds median time for one task; 0 (default): not recorded
/// @param leniency points added to every rating of a single response
/// @param scaleUse how much of the rating scale is used, over 0 to 1 (default 1)
/// @param rationale how reasons are given (default `none`)
/// @param extra fields of the file that mean nothing here, `description` among them, kept in order
public record AnnotatorProfile(
    String id,
    String kind,
    int count,
    double sensitivity,
    Map<String, Double> rubricWeights,
    Map<String, Double> expertise,
    double verbosityBias,
    double confidenceBias,
    double enthusiasmBias,
    double formattingBias,
    double positionBias,
    double taste,
    double sharedError,
    double lapseRate,
    LapseTo lapseTo,
    double tieThreshold,
    @JsonProperty("drift_per_100") double driftPer100,
    double seconds,
    double leniency,
    double scaleUse,
    RationaleStyle rationale,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> extra) {

  /// A person who judges by the gold rubric alone.
  public static final AnnotatorProfile DEFAULTS =
      new AnnotatorProfile(
          "annotator",
          "",
          1,
          10,
          Map.of(),
          Map.of(),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          LapseTo.COIN,
          0,
          0,
          0,
          0,
          1,
          RationaleStyle.NONE,
          Map.of());

  private static final List<String> DIMENSIONS =
      Arrays.stream(Dimension.values()).map(Dimension::key).toList();

  /// Checks every range and copies the maps.
  public AnnotatorProfile {
    require(!id.isBlank(), "id", "not be empty", "\"" + id + "\"");
    require(count >= 1 && count <= 10_000, "count", "be 1 to 10000", count);
    atLeastZero("sensitivity", sensitivity);
    atLeastZero("taste", taste);
    atLeastZero("shared_error", sharedError);
    atLeastZero("tie_threshold", tieThreshold);
    atLeastZero("seconds", seconds);
    require(lapseRate >= 0 && lapseRate <= 1, "lapse_rate", "be 0 to 1", lapseRate);
    require(scaleUse > 0 && scaleUse <= 1, "scale_use", "be over 0 and at most 1", scaleUse);
    bounded("verbosity_bias", verbosityBias);
    bounded("confidence_bias", confidenceBias);
    bounded("enthusiasm_bias", enthusiasmBias);
    bounded("formatting_bias", formattingBias);
    bounded("position_bias", positionBias);
    bounded("drift_per_100", driftPer100);
    bounded("leniency", leniency);
    checkWeights(rubricWeights);
    expertise.forEach(
        (domain, x) -> require(x >= 0 && x <= 1, "expertise." + domain, "be 0 to 1", x));
    rubricWeights = Collections.unmodifiableMap(new LinkedHashMap<>(rubricWeights));
    expertise = Collections.unmodifiableMap(new LinkedHashMap<>(expertise));
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    kind = kind.isEmpty() ? id : kind;
  }

  /// The same person under another name, alone.
  public AnnotatorProfile named(String name) {
    return new AnnotatorProfile(
        name,
        kind,
        1,
        sensitivity,
        rubricWeights,
        expertise,
        verbosityBias,
        confidenceBias,
        enthusiasmBias,
        formattingBias,
        positionBias,
        taste,
        sharedError,
        lapseRate,
        lapseTo,
        tieThreshold,
        driftPer100,
        seconds,
        leniency,
        scaleUse,
        rationale,
        extra);
  }

  /// Whether the rubric decides this person's choices: no bias or drift, the knowledge that it
  /// takes, and no more slips and tastes than careful people have, a tenth of all tasks and a fifth
  /// of a point.
  public boolean judgesByTheRubric() {
    return lapseRate <= 0.1
        && taste <= 0.2
        && verbosityBias == 0
        && confidenceBias == 0
        && enthusiasmBias == 0
        && formattingBias == 0
        && positionBias == 0
        && driftPer100 == 0
        && rubricWeights.isEmpty()
        && expertise.values().stream().allMatch(it -> it == 1);
  }

  /// The weight of every dimension for this person, summing to 1.
  public Map<Dimension, Double> weights(Map<Dimension, Double> gold) {
    Map<Dimension, Double> weights = new LinkedHashMap<>();
    double sum = 0;
    for (Dimension dimension : Dimension.values()) {
      double weight =
          rubricWeights.isEmpty()
              ? gold.getOrDefault(dimension, 0.0)
              : rubricWeights.getOrDefault(dimension.key(), 0.0);
      weights.put(dimension, weight);
      sum += weight;
    }
    double total = sum;
    weights.replaceAll((dimension, weight) -> weight / total);
    return weights;
  }

  /// `verbosityBias` as it has grown with the tasks that lie behind.
  double verbosityBias(int tasksDone) {
    return verbosityBias + driftPer100 * tasksDone / 100;
  }

  private static void checkWeights(Map<String, Double> weights) {
    double sum = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      String name = "rubric_weights." + weight.getKey();
      require(DIMENSIONS.contains(weight.getKey()), name, "name one of " + DIMENSIONS, "it");
      atLeastZero(name, weight.getValue());
      sum += weight.getValue();
    }
    require(weights.isEmpty() || sum > 0, "rubric_weights", "not all be 0", weights);
  }

  private static void atLeastZero(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, "be at least 0", value);
  }

  /// A thousand points of a rubric of five decide everything; beyond that lies only overflow.
  private static void bounded(String name, double value) {
    require(Math.abs(value) <= 1_000, name, "be -1000 to 1000", value);
  }

  private static void require(boolean holds, String name, String what, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must " + what + ", got " + found);
    }
  }
}
