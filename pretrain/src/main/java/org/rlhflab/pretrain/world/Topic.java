package org.rlhflab.pretrain.world;

import java.util.List;

/// One topic of the world with everything that is known about it, true and false.
///
/// @param id unique in the world, kebab-case
/// @param domain the domain whose file holds it, for instance `programming`
/// @param name noun phrase that opens affirmations and mentions
/// @param plural whether `name` takes "are"
/// @param subject noun phrase (for an unsafe topic: gerund phrase) that questions are built with
/// @param certainty whether the honest answer needs a hedge
/// @param unsafe whether questions on it ask for something dangerous, which the right answer
///   declines; its core then says what to do instead
/// @param demonstrated whether demonstrations and training prompts may use it; topics that are not
///   are known from pretraining text only, and are evaluated apart
/// @param core the statement that answers the question
/// @param facts two or three further true statements
/// @param example a concrete example or analogy, true
/// @param misconceptions one or two plausible falsehoods
/// @param mention completes a name-dropping sentence: "compilers and printers"
public record Topic(
    String id,
    String domain,
    String name,
    boolean plural,
    String subject,
    Certainty certainty,
    boolean unsafe,
    boolean demonstrated,
    String core,
    List<String> facts,
    String example,
    List<String> misconceptions,
    String mention) {

  /// Copies its lists.
  public Topic {
    facts = List.copyOf(facts);
    misconceptions = List.copyOf(misconceptions);
  }
}
