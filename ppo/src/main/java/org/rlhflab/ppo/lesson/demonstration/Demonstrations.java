package org.rlhflab.ppo.lesson.demonstration;

import org.rlhflab.ppo.lesson.demonstration.Shown.Note;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// From the name of a demonstration to what is shown.
///
/// @param evidence what it is computed from
public record Demonstrations(Evidence evidence) {

  /// Computes one. Where the data are too few for a measure it says so.
  public Shown of(Demonstration demonstration) {
    try {
      return computed(demonstration);
    } catch (UndefinedMeasure tooLittle) {
      return Shown.of(
          evidence.pairsFrom(),
          new Note("There is too little to compute this from: " + tooLittle.getMessage() + "."));
    }
  }

  private Shown computed(Demonstration demonstration) {
    StageDemonstrations stages = new StageDemonstrations(evidence);
    TextDemonstrations texts = new TextDemonstrations(evidence);
    LabelDemonstrations labels = new LabelDemonstrations(evidence);
    PeopleDemonstrations people = new PeopleDemonstrations(evidence);
    return switch (demonstration) {
      case STAGES -> stages.stages();
      case BASE_ANSWER -> texts.baseAnswer();
      case DEMONSTRATIONS -> texts.demonstrations();
      case LABEL -> labels.label();
      case REASONS -> labels.reasons();
      case PADDING -> texts.padding();
      case LOOP -> stages.loop();
      case LENGTH -> stages.length();
      case CONFIDENCE -> labels.confidence();
      case ONE_LABEL -> labels.oneLabel();
      case RATINGS -> labels.ratings();
      case INCONSISTENCY -> people.inconsistency();
      case CALIBRATION -> people.calibration();
      case RUBRIC_IGNORING -> people.rubricIgnoring();
      case AGREEMENT -> people.agreement();
      case CARELESS -> labels.careless();
      case FIFTY_AGAINST_FIVE_HUNDRED -> people.fiftyAgainstFiveHundred();
      case MEASURED_PEOPLE -> people.measured();
    };
  }
}
