package org.rlhflab.reward.annotator;

/// A task for an annotator: which of two responses to one prompt is better?
///
/// @param id unique in its list
/// @param prompt the question as asked
/// @param domain the question's domain, on which an annotator's expertise depends; may be empty
/// @param a one response
/// @param b the other
public record PairToLabel(
    String id, String prompt, String domain, ResponseFeatures a, ResponseFeatures b) {

  /// The same task with its sides exchanged.
  public PairToLabel swapped() {
    return new PairToLabel(id, prompt, domain, b, a);
  }
}
