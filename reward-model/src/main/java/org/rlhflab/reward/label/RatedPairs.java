package org.rlhflab.reward.label;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;

/// Ratings turned into pairs: of two different responses to one prompt that the same person has
/// marked, the one with the higher mark all in all is preferred, and equal marks are a tie.
///
/// Marks of different people are never compared: their scales differ, and within a person leniency
/// cancels. Ratings that name nobody count as one person's.
///
/// @param pairs in the order in which their second rating comes
/// @param ratings that were given
/// @param alone ratings that have nothing to be compared with, in no pair
public record RatedPairs(List<Preference> pairs, int ratings, int alone) {
  private static final double EQUAL = 1e-9;

  /// Copies its list.
  public RatedPairs {
    pairs = List.copyOf(pairs);
  }

  private record Desk(String prompt, String annotator) {}

  /// Of ratings, whose dimensions have these weights.
  public static RatedPairs of(List<Rating> ratings, Map<Dimension, Double> weights) {
    Map<Desk, List<Rating>> desks = new LinkedHashMap<>();
    List<Preference> pairs = new ArrayList<>();
    Set<Rating> compared = new LinkedHashSet<>();
    for (Rating rating : ratings) {
      List<Rating> before =
          desks.computeIfAbsent(
              new Desk(rating.prompt(), rating.annotator()), _ -> new ArrayList<>());
      for (Rating other : before) {
        if (!other.response().equals(rating.response())) {
          pairs.add(pair(other, rating, weights));
          compared.add(other);
          compared.add(rating);
        }
      }
      before.add(rating);
    }
    return new RatedPairs(pairs, ratings.size(), ratings.size() - compared.size());
  }

  /// Those of a file; one that gives no pair is refused.
  public static RatedPairs of(Path file, List<Rating> ratings, Map<Dimension, Double> weights) {
    RatedPairs made = of(ratings, weights);
    if (made.pairs().isEmpty()) {
      throw BadInput.in(
          file,
          "gives no pair: nobody has rated two different responses to one prompt; give ratings of"
              + " several responses to a prompt");
    }
    return made;
  }

  /// How many of the pairs are ties.
  public long ties() {
    return pairs.stream().filter(Preference::tie).count();
  }

  private static Preference pair(Rating one, Rating other, Map<Dimension, Double> weights) {
    double difference = one.overall(weights) - other.overall(weights);
    Rating chosen = difference >= -EQUAL ? one : other;
    Rating rejected = difference >= -EQUAL ? other : one;
    boolean named = !one.id().isEmpty() && !other.id().isEmpty();
    return new Preference(
        named ? chosen.id() + ">" + rejected.id() : "",
        one.prompt(),
        chosen.response(),
        rejected.response(),
        Math.abs(difference) <= EQUAL,
        one.annotator(),
        Preference.OVERALL,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        OptionalInt.empty(),
        OptionalDouble.empty(),
        one.source().equals(other.source()) ? one.source() : "",
        OptionalInt.empty(),
        1,
        Map.of());
  }
}
