package org.rlhflab.ppo.lab.annotation;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.label.Rating;

/// Somebody's marks beside the rubric's: is he or she lenient, how far off, the same a second time?
///
/// @param rated how many responses
/// @param dimensions one by one
/// @param repeats marks that were given a second time
/// @param same those of them that are the same
/// @param farthest the marks that are farthest from the rubric's
public record RatingFeedback(
    int rated, List<OnDimension> dimensions, int repeats, int same, List<Mark> farthest) {
  private static final int FEWEST = 3;
  private static final int SHOWN = 5;

  /// Marks on one dimension.
  ///
  /// @param key the dimension
  /// @param own mean
  /// @param rubric mean of the same responses
  /// @param leniency own less rubric's; above 0 is lenient
  /// @param distance mean size of the difference
  public record OnDimension(
      String key, double own, double rubric, double leniency, double distance) {}

  /// One mark.
  ///
  /// @param prompt the question
  /// @param response what was rated
  /// @param key the dimension
  /// @param own the mark given
  /// @param rubric the rubric's
  public record Mark(String prompt, String response, String key, int own, double rubric) {
    double distance() {
      return Math.abs(own - rubric);
    }
  }

  /// Copies its lists.
  public RatingFeedback {
    dimensions = List.copyOf(dimensions);
    farthest = List.copyOf(farthest);
  }

  static RatingFeedback of(List<Rating> ratings, int different, LabelPool pool) {
    if (ratings.size() < FEWEST) {
      throw new BadInput("rate %d responses first, %d are done".formatted(FEWEST, ratings.size()));
    }
    List<Rating> once = ratings.subList(0, Math.min(different, ratings.size()));
    List<Mark> marks = new ArrayList<>();
    List<OnDimension> dimensions = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      List<Mark> here = once.stream().map(it -> mark(it, dimension, pool)).toList();
      double own = here.stream().mapToDouble(Mark::own).average().orElse(0);
      double rubric = here.stream().mapToDouble(Mark::rubric).average().orElse(0);
      double distance = here.stream().mapToDouble(Mark::distance).average().orElse(0);
      dimensions.add(new OnDimension(dimension.key(), own, rubric, own - rubric, distance));
      marks.addAll(here);
    }
    marks.sort(java.util.Comparator.comparingDouble(Mark::distance).reversed());
    int repeats = 0;
    int same = 0;
    for (Rating again : ratings.subList(once.size(), ratings.size())) {
      Rating first =
          once.stream()
              .filter(it -> it.response().equals(again.response()))
              .findFirst()
              .orElseThrow();
      for (Dimension dimension : Dimension.values()) {
        repeats++;
        same += own(first, dimension) == own(again, dimension) ? 1 : 0;
      }
    }
    return new RatingFeedback(
        once.size(),
        dimensions,
        repeats,
        same,
        marks.stream().filter(it -> it.distance() > 1).limit(SHOWN).toList());
  }

  private static Mark mark(Rating rating, Dimension dimension, LabelPool pool) {
    return new Mark(
        rating.prompt(),
        rating.response(),
        dimension.key(),
        own(rating, dimension),
        pool.judgment(rating.prompt(), rating.response()).score().of(dimension));
  }

  private static int own(Rating rating, Dimension dimension) {
    Integer mark = rating.ratings().get(dimension);
    if (mark == null) {
      throw new BadInput("a rating lacks its mark for " + dimension.key());
    }
    return mark;
  }
}
