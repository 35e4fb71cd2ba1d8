package org.rlhflab.reward.quality.judgment;

/// A measure has no value on these data, for a statistical reason: nothing varies, nobody overlaps,
/// no finite estimate exists. The message is that reason. A report that shows many measures catches
/// it and shows a gap; nothing ever shows NaN.
public final class UndefinedMeasure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The reason, as one sentence.
  public UndefinedMeasure(String reason) {
    super(reason);
  }

  /// The reason: these exceptions always have one.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
