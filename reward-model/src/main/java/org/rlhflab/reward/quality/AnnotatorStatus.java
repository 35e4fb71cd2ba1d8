package org.rlhflab.reward.quality;

import java.util.Locale;

/// What should happen to a person's labels, from nothing to the worst.
public enum AnnotatorStatus {
  /// Nothing speaks against them.
  KEEP,
  /// Something stands out that may have an innocent reason.
  WATCH,
  /// They are worse than others': they should count less.
  DOWN_WEIGHT,
  /// They are hardly better than a coin.
  REMOVE;

  /// As it is printed: `keep`, `watch`, `down-weight`, `remove`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
