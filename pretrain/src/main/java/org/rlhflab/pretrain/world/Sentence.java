package org.rlhflab.pretrain.world;

/// One sentence of a response, or one lead-in to a sentence.
///
/// @param kind what it is
/// @param topic the id of the topic it is about; empty where it is about none
/// @param index which of the topic's statements of this kind, or which of the phrasebook's phrases
/// @param text as written
public record Sentence(SentenceKind kind, String topic, int index, String text) {

  /// Whether both say the same thing, however it is written.
  public boolean says(Sentence other) {
    return kind == other.kind && topic.equals(other.topic) && index == other.index;
  }
}
