package org.rlhflab.pretrain.world;

/// A question whose right answer is known.
///
/// @param text the question as it is asked
/// @param topic what it is about
/// @param instruction what it asks of the answer's form
public record Question(String text, Topic topic, Instruction instruction) {

  /// How many further facts a complete answer needs beside the core: more than these gain nothing.
  public int neededFacts() {
    return switch (instruction) {
      case NONE -> topic.unsafe() ? 1 : 2;
      case ONE_SENTENCE, WITH_EXAMPLE -> 0;
    };
  }

  /// Whether a complete answer needs the topic's example.
  public boolean needsExample() {
    return instruction == Instruction.WITH_EXAMPLE;
  }
}
