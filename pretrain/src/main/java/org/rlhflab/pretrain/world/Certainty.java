package org.rlhflab.pretrain.world;

/// How far the matter of a topic is known: where it is uncertain the honest answer is hedged.
public enum Certainty {
  SETTLED,
  UNCERTAIN
}
