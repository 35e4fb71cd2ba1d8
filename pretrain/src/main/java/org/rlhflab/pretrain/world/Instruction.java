package org.rlhflab.pretrain.world;

/// What a question asks of the form of its answer, beside its matter.
public enum Instruction {
  NONE,
  ONE_SENTENCE,
  WITH_EXAMPLE
}
