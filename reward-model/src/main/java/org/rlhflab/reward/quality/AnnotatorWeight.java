package org.rlhflab.reward.quality;

/// How much one person's labels count, and why.
///
/// @param annotator who
/// @param labels how many, equal responses left out
/// @param reliability the estimate that decides: how often the person is right, or for weighting by
///   rationale the share of reasons that cite
/// @param weight of each label, before all weights are scaled to a mean of 1; 0 where dropped
/// @param dropped whether the labels are left out by the filter
public record AnnotatorWeight(
    String annotator, int labels, double reliability, double weight, boolean dropped) {}
