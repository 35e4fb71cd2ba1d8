package org.rlhflab.reward.label;

/// What a person says of responses: which of two is better, or what one by itself deserves.
public sealed interface Label permits Preference, Rating {
  /// Unique in its file, or empty.
  String id();

  /// Who said it, or empty.
  String annotator();
}
