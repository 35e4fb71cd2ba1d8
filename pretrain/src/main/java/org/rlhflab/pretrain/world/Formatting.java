package org.rlhflab.pretrain.world;

/// How a response looks on the page, which has nothing to do with how good it is.
public enum Formatting {
  /// Capitals and full stops where they belong.
  CLEAN,
  /// Stray capitals and missing full stops.
  UNTIDY
}
