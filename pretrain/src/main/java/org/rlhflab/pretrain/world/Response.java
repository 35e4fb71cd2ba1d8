package org.rlhflab.pretrain.world;

import java.util.List;

/// A response taken apart into sentences of known kinds.
///
/// @param text the whole response as written
/// @param sentences its sentences and lead-ins in order
/// @param tidy false where capitals stray or full stops are missing, which the rubric ignores
public record Response(String text, List<Sentence> sentences, boolean tidy) {

  /// Copies its list.
  public Response {
    sentences = List.copyOf(sentences);
  }
}
