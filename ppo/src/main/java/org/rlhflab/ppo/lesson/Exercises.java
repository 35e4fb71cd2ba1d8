package org.rlhflab.ppo.lesson;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/// What is asked of the reader, with its answers and why they are right, as `exercises.json` holds
/// it. The responses of the two pairs are sentences of the world, so the gold rubric can judge
/// them, and a test holds that it judges them as the lesson does.
///
/// @param openingCall a friendly answer that says nothing against one that explains
/// @param whichStage which step of the pipeline uses which work
/// @param rankAndSayWhy the same question answered twice, and a reason to be written
/// @param yourOwnFifty pairs to label
public record Exercises(
    @JsonProperty(OPENING_CALL) RankPair openingCall,
    @JsonProperty(WHICH_STAGE) WhichStage whichStage,
    @JsonProperty(RANK_AND_SAY_WHY) RankPair rankAndSayWhy,
    @JsonProperty(YOUR_OWN_FIFTY) OwnPairs yourOwnFifty) {
  static final String OPENING_CALL = "opening-call";
  static final String WHICH_STAGE = "which-stage";
  static final String RANK_AND_SAY_WHY = "rank-and-say-why";
  static final String YOUR_OWN_FIFTY = "your-own-fifty";

  /// Something to be answered.
  public sealed interface Exercise permits RankPair, WhichStage, OwnPairs {
    /// As shown.
    String title();

    /// The question to the reader.
    String ask();
  }

  /// Two responses, one of them better.
  ///
  /// @param title as shown
  /// @param ask the question to the reader
  /// @param prompt what both responses answer
  /// @param first shown as 1
  /// @param second shown as 2
  /// @param better 1 or 2
  /// @param asksReason whether the reader writes a reason too
  /// @param point why that one is better
  /// @param modelReason a reason as it should be
  public record RankPair(
      String title,
      String ask,
      String prompt,
      String first,
      String second,
      int better,
      boolean asksReason,
      String point,
      String modelReason)
      implements Exercise {
    /// The better response.
    public String chosen() {
      return better == 1 ? first : second;
    }

    /// The other one.
    public String rejected() {
      return better == 1 ? second : first;
    }
  }

  /// Pieces of work, each used by a step of the pipeline or by several.
  ///
  /// @param title as shown
  /// @param ask the question to the reader
  /// @param stages to choose from, counted from 1
  /// @param tasks one after the other
  public record WhichStage(String title, String ask, List<String> stages, List<Task> tasks)
      implements Exercise {

    /// One piece of work.
    ///
    /// @param work what is done
    /// @param accepted the numbers of all stages that are right
    /// @param why they are
    public record Task(String work, List<Integer> accepted, String why) {
      /// Copies its list.
      public Task {
        accepted = List.copyOf(accepted);
      }
    }

    /// Copies its lists.
    public WhichStage {
      stages = List.copyOf(stages);
      tasks = List.copyOf(tasks);
    }
  }

  /// Pairs to be labelled and measured.
  ///
  /// @param title as shown
  /// @param ask the question to the reader
  /// @param pairs how many different ones
  /// @param repeats how many of them come a second time
  /// @param keys what the keys do
  /// @param point what becomes of the labels
  public record OwnPairs(
      String title, String ask, int pairs, int repeats, String keys, String point)
      implements Exercise {}

  /// Those that come along.
  public static Exercises load() {
    return Lesson.resource("exercises.json", Exercises.class);
  }

  /// The exercise of a section, if it has one.
  public Optional<Exercise> of(Lesson.Section section) {
    return section
        .exercise()
        .map(name ->
            switch (name) {
              case OPENING_CALL -> openingCall;
              case WHICH_STAGE -> whichStage;
              case RANK_AND_SAY_WHY -> rankAndSayWhy;
              case YOUR_OWN_FIFTY -> yourOwnFifty;
              default -> throw new IllegalArgumentException("no exercise is called " + name);
            });
  }
}
