package org.rlhflab.ppo.report.answer;

/// A sentence, or a lead-in to one, with what it does.
///
/// @param tint what it does
/// @param text as the model wrote it
public record TintedSentence(Tint tint, String text) {}
