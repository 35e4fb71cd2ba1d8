package org.rlhflab.ppo.lesson.demonstration;

import java.util.Arrays;
import java.util.Locale;

/// What can be shown beside a claim, by the name that the lesson's text knows it by.
public enum Demonstration {
  /// What went into each stage, and what people gave it.
  STAGES,
  /// The same question before and after fine-tuning.
  BASE_ANSWER,
  /// A careful and a sloppy demonstration, and what the model took over.
  DEMONSTRATIONS,
  /// One label as it was given.
  LABEL,
  /// Reasons that cite and reasons that don't.
  REASONS,
  /// An answer and the same one with padding.
  PADDING,
  /// Scores in the course of PPO.
  LOOP,
  /// Words by whose labels a model was tuned on.
  LENGTH,
  /// Sureness on settled and on uncertain matters.
  CONFIDENCE,
  /// One label turned round.
  ONE_LABEL,
  /// Raters of the same responses.
  RATINGS,
  /// Labels that waver, added and left out.
  INCONSISTENCY,
  /// What known answers say of people.
  CALIBRATION,
  /// A private criterion beside carelessness.
  RUBRIC_IGNORING,
  /// How far people agree.
  AGREEMENT,
  /// What careless labels look like.
  CARELESS,
  /// A few careful labels and many careless ones in one pool.
  FIFTY_AGAINST_FIVE_HUNDRED,
  /// What simulated people reach on the measures of the last exercise.
  MEASURED_PEOPLE;

  /// Its name in the lesson's text.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The one of that name.
  public static Demonstration of(String key) {
    return Arrays.stream(values())
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no demonstration is called " + key));
  }
}
