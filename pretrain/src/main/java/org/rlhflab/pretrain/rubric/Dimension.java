package org.rlhflab.pretrain.rubric;

/// The seven dimensions on which a response is judged, each from 1 to 5.
public enum Dimension {
  ACCURACY("accuracy"),
  COMPLETENESS("completeness"),
  INSTRUCTION_ADHERENCE("instruction_adherence"),
  TONE("tone"),
  SAFETY("safety"),
  CONCISION("concision"),
  CALIBRATION("calibration");

  private final String key;

  Dimension(String key) {
    this.key = key;
  }

  /// Its name in every file and JSON document.
  public String key() {
    return key;
  }
}
