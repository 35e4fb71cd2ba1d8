package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.HolmCorrection;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.quality.agreement.DifferenceFunction;
import org.rlhflab.reward.quality.agreement.KrippendorffAlpha;
import org.rlhflab.reward.quality.bias.RaterScale;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// A file of ratings under scrutiny: whether people mean the same by the same mark. In the form of
/// its JSON document.
///
/// Leniency and scale use ([RaterScale]) are of the mark all in all. A flag needs a p-value below
/// 0.05 after Holm's correction for the number of raters (leniency), or an interval of scale use
/// that lies below [#NARROW].
///
/// @param ratings audited
/// @param responses different ones
/// @param alphas Krippendorff's alpha (interval) between raters: all in all, and by dimension where
///   it is defined
/// @param raters a report on everybody, in the order in which they appear
/// @param warnings what cannot be measured
public record RatingAudit(
    int ratings,
    int responses,
    Map<String, Double> alphas,
    List<Rater> raters,
    List<String> warnings) {
  /// A rater whose marks vary less than this share of the others' keeps to one part of the scale.
  public static final double NARROW = 0.8;

  private static final double SIGNIFICANT = 0.05;
  private static final double OFTEN = 0.3;
  private static final int SEVERAL_MARKS = 3;

  /// One person.
  ///
  /// @param id the rater
  /// @param ratings how many
  /// @param mean mark all in all
  /// @param leniency points above the others on the same responses; empty without such responses
  /// @param p for leniency 0, corrected for the number of raters
  /// @param scaleUse deviation of the marks over that of another rater's
  /// @param sameMark share of ratings (of at least 3 marks) that give every dimension the same
  ///   mark, other than the highest, which an answer may deserve
  /// @param flags what stands out
  public record Rater(
      String id,
      int ratings,
      double mean,
      Optional<Interval> leniency,
      OptionalDouble p,
      Optional<Interval> scaleUse,
      OptionalDouble sameMark,
      List<String> flags) {

    /// Copies its list.
    public Rater {
      flags = List.copyOf(flags);
    }
  }

  /// Copies its collections.
  public RatingAudit {
    alphas = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(alphas));
    raters = List.copyOf(raters);
    warnings = List.copyOf(warnings);
  }

  /// Audits; `weights` make one mark of several, `seed` fixes the bootstrap.
  public static RatingAudit of(List<Rating> ratings, Map<Dimension, Double> weights, long seed) {
    if (ratings.isEmpty()) {
      throw new UndefinedMeasure("there is no rating to audit");
    }
    Judgments all = judgments(ratings, rating -> rating.overall(weights));
    Map<String, Double> alphas = new LinkedHashMap<>();
    alpha(all).ifPresent(alpha -> alphas.put("overall", alpha));
    for (Dimension dimension : Dimension.values()) {
      List<Rating> marked =
          ratings.stream().filter(it -> it.ratings().containsKey(dimension)).toList();
      if (!marked.isEmpty()) {
        alpha(judgments(marked, it -> it.ratings().getOrDefault(dimension, 0)))
            .ifPresent(alpha -> alphas.put(dimension.key(), alpha));
      }
    }
    return new RatingAudit(
        ratings.size(),
        all.items().size(),
        alphas,
        raters(ratings, all, weights, seed),
        warnings(ratings, alphas));
  }

  private static Judgments judgments(List<Rating> ratings, ToDoubleFunction<Rating> mark) {
    Judgments.Builder judgments = new Judgments.Builder();
    for (Rating rating : ratings) {
      judgments.add(
          rating.prompt() + "\n" + rating.response(),
          rating.annotator(),
          String.valueOf(Math.rint(mark.applyAsDouble(rating) * 1e9) / 1e9));
    }
    return judgments.build().firstOfEach();
  }

  private static Optional<Double> alpha(Judgments judgments) {
    try {
      return Optional.of(KrippendorffAlpha.of(judgments, DifferenceFunction.INTERVAL).alpha());
    } catch (UndefinedMeasure noValue) {
      return Optional.empty();
    }
  }

  private static List<Rater> raters(
      List<Rating> ratings, Judgments all, Map<Dimension, Double> weights, long seed) {
    Map<String, RaterScale> scales = new LinkedHashMap<>();
    for (int k = 0; k < all.annotators().size(); k++) {
      try {
        scales.put(
            all.annotators().get(k), RaterScale.of(all, k, BootstrapInterval.withSeed(seed)));
      } catch (UndefinedMeasure notShown) {
        continue; // the gap shows
      }
    }
    double[] adjusted =
        HolmCorrection.adjust(scales.values().stream().mapToDouble(RaterScale::p).toArray());
    Map<String, Double> corrected = new HashMap<>();
    for (String id : scales.keySet()) {
      corrected.put(id, adjusted[corrected.size()]);
    }
    List<Rater> raters = new ArrayList<>();
    for (String id : all.annotators()) {
      List<Rating> own = ratings.stream().filter(it -> it.annotator().equals(id)).toList();
      Optional<RaterScale> scale = Optional.ofNullable(scales.get(id));
      OptionalDouble p =
          scale.isPresent()
              ? OptionalDouble.of(corrected.getOrDefault(id, 1.0))
              : OptionalDouble.empty();
      OptionalDouble same = sameMark(own);
      raters.add(
          new Rater(
              id,
              own.size(),
              own.stream().mapToDouble(it -> it.overall(weights)).average().orElseThrow(),
              scale.map(RaterScale::leniency),
              p,
              scale.map(RaterScale::scaleUse),
              same,
              flags(scale, p, same)));
    }
    return raters;
  }

  private static OptionalDouble sameMark(List<Rating> ratings) {
    List<Rating> several =
        ratings.stream().filter(it -> it.ratings().size() >= SEVERAL_MARKS).toList();
    return several.stream()
        .mapToDouble(it -> {
          Set<Integer> marks = Set.copyOf(it.ratings().values());
          return marks.size() == 1 && !marks.contains(Rating.HIGHEST) ? 1 : 0;
        })
        .average();
  }

  private static List<String> flags(
      Optional<RaterScale> scale, OptionalDouble p, OptionalDouble same) {
    List<String> flags = new ArrayList<>();
    scale
        .filter(_ -> p.orElse(1) < SIGNIFICANT)
        .ifPresent(it ->
            flags.add(
                "%s: %s points beside the others (p %.2g corrected)"
                    .formatted(
                        it.leniency().mean() > 0 ? "lenient" : "strict",
                        StatusRule.text(it.leniency()),
                        p.orElse(1))));
    scale
        .filter(it -> it.scaleUse().hi() < NARROW)
        .ifPresent(it ->
            flags.add(
                "narrow: uses %s of the others' range".formatted(StatusRule.text(it.scaleUse()))));
    if (same.isPresent() && same.getAsDouble() > OFTEN) {
      flags.add(
          "unread: gives every dimension the same mark in %.2f of the ratings"
              .formatted(same.getAsDouble()));
    }
    return flags;
  }

  private static List<String> warnings(List<Rating> ratings, Map<String, Double> alphas) {
    List<String> warnings = new ArrayList<>();
    if (!alphas.containsKey("overall")) {
      warnings.add(
          "no response was rated by two people: leniency and scale use cannot be told from what"
              + " they were given to rate");
    }
    long nobodys = ratings.stream().filter(it -> it.annotator().isEmpty()).count();
    if (nobodys > 0) {
      warnings.add(nobodys + " ratings name no annotator; they are taken for one person's");
    }
    return warnings;
  }
}
