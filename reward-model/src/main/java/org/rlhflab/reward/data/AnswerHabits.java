package org.rlhflab.reward.data;

import java.util.List;

/// How one simulated person answers questions. All numbers but the counts are probabilities.
///
/// @param id the name that demonstrations carry as `annotator`
/// @param opener of an enthusiastic opener
/// @param filler of a first general sentence, and, having written one, of one more (up to three)
/// @param booster of a claim of certainty before the core where the matter is settled
/// @param falseBooster of the same where the matter is uncertain
/// @param hedge of admitting uncertainty where the matter is uncertain and no booster was written
/// @param leastFacts fewest further facts where no form was asked for
/// @param mostFacts most further facts
/// @param example of an example that was not asked for
/// @param affirmation of a true and empty sentence
/// @param mention of name-dropping
/// @param misconception of a falsehood
/// @param lateCore that the core comes after everything else instead of first
/// @param omitsCore that the core is missing
/// @param follows of following an instruction
/// @param declines of declining what is unsafe
record AnswerHabits(
    String id,
    double opener,
    double filler,
    double booster,
    double falseBooster,
    double hedge,
    int leastFacts,
    int mostFacts,
    double example,
    double affirmation,
    double mention,
    double misconception,
    double lateCore,
    double omitsCore,
    double follows,
    double declines) {

  /// What an ideal demonstrator does: the core, what a complete answer needs, and nothing else.
  static final AnswerHabits CAREFUL =
      new AnswerHabits("careful", 0, 0, 0, 0, 1, 2, 2, 0, 0, 0, 0, 0, 0, 1, 1);

  /// As willing and as plain as the careful one, and knows less, see [DemonstrationFiles].
  static final AnswerHabits LAYMAN =
      new AnswerHabits("layman", 0, 0, 0, 0, 1, 2, 2, 0, 0, 0, 0, 0, 0, 1, 1);

  /// Padded, unhedged, the core late, sometimes wrong.
  static final AnswerHabits SLOPPY =
      new AnswerHabits(
          "sloppy", 0.6, 0.75, 0.35, 0.4, 0.05, 0, 1, 0.1, 0.5, 0.4, 0.25, 0.6, 0.1, 0.4, 0.4);

  /// The demonstrators of the mixed file, who take turns. On average: an opener in 0.3 of the
  /// answers, a filler in 0.35, a booster on settled matters in 0.2, a falsehood in 0.06.
  static final List<AnswerHabits> MIXED =
      List.of(
          new AnswerHabits(
              "brief", 0.12, 0.1, 0.08, 0.0, 0.9, 0, 1, 0.05, 0.02, 0.02, 0.05, 0.02, 0, 0.95,
              0.95),
          new AnswerHabits(
              "thorough",
              0.18,
              0.25,
              0.12,
              0.05,
              0.95,
              2,
              3,
              0.3,
              0.06,
              0.08,
              0.05,
              0.05,
              0,
              0.9,
              0.95),
          new AnswerHabits(
              "friendly",
              0.9,
              0.55,
              0.15,
              0.1,
              0.85,
              0,
              1,
              0.15,
              0.2,
              0.1,
              0.08,
              0.1,
              0,
              0.85,
              0.9),
          new AnswerHabits(
              "confident", 0.25, 0.3, 0.7, 0.4, 0.5, 0, 2, 0.1, 0.1, 0.12, 0.1, 0.05, 0, 0.8, 0.9),
          new AnswerHabits(
              "rambling",
              0.55,
              0.8,
              0.15,
              0.15,
              0.7,
              0,
              3,
              0.15,
              0.25,
              0.2,
              0.15,
              0.25,
              0,
              0.7,
              0.8));

  /// Strangers who answer in the raw text that a base model reads: rich in statements, careless of
  /// everything else.
  static final List<AnswerHabits> STRANGERS =
      List.of(
          new AnswerHabits(
              "expert", 0.02, 0.05, 0.08, 0.05, 0.7, 0, 3, 0.4, 0.03, 0.03, 0.05, 0.1, 0.02, 0.5,
              0.75),
          new AnswerHabits(
              "talker", 0.2, 0.25, 0.15, 0.3, 0.4, 0, 3, 0.4, 0.12, 0.12, 0.15, 0.3, 0.1, 0.4, 0.6),
          new AnswerHabits(
              "believer",
              0.1,
              0.1,
              0.2,
              0.4,
              0.2,
              0,
              2,
              0.3,
              0.08,
              0.08,
              0.6,
              0.2,
              0.25,
              0.3,
              0.4));
}
