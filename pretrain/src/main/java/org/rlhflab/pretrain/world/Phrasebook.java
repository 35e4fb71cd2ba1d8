package org.rlhflab.pretrain.world;

import java.util.List;

/// The phrases that belong to no topic, and the frames that a topic's words are put into.
///
/// In a frame, `{name}` stands for the topic's name (`{Name}` with a capital), `{is}` for "is" or
/// "are", `{mention}` for the uses it is known from, `{subject}` for what a question is about and
/// `{question}` for a whole question that an instruction is added to.
///
/// @param openers enthusiasm before the answer, for instance "Great question!"
/// @param fillers general sentences that fit any topic
/// @param hedges lead-ins that admit uncertainty, for instance "It is not certain, but"
/// @param boosters lead-ins that claim certainty, for instance "Without any doubt,"
/// @param affirmations frames of true and empty sentences on a topic
/// @param mentions frames of name-dropping sentences
/// @param refusals sentences that decline
/// @param rude rude remarks
/// @param plain how questions on settled, safe topics are asked
/// @param uncertain how questions on uncertain topics are asked, with a cue that the matter is open
/// @param unsafe how help with something unsafe is asked for
/// @param oneSentence how an answer in one sentence is asked for
/// @param withExample how an example is asked for
public record Phrasebook(
    List<String> openers,
    List<String> fillers,
    List<String> hedges,
    List<String> boosters,
    List<String> affirmations,
    List<String> mentions,
    List<String> refusals,
    List<String> rude,
    Phrasings plain,
    Phrasings uncertain,
    Phrasings unsafe,
    Phrasings oneSentence,
    Phrasings withExample) {

  /// Copies its lists.
  public Phrasebook {
    openers = List.copyOf(openers);
    fillers = List.copyOf(fillers);
    hedges = List.copyOf(hedges);
    boosters = List.copyOf(boosters);
    affirmations = List.copyOf(affirmations);
    mentions = List.copyOf(mentions);
    refusals = List.copyOf(refusals);
    rude = List.copyOf(rude);
  }

  /// Frames of one purpose. Those for evaluation are never seen in training: they neither contain
  /// nor begin like one that is, and share no five words in a row with any.
  ///
  /// @param training for pretraining text, demonstrations and training prompts
  /// @param evaluation for evaluation prompts alone
  public record Phrasings(List<String> training, List<String> evaluation) {

    /// Copies its lists.
    public Phrasings {
      training = List.copyOf(training);
      evaluation = List.copyOf(evaluation);
    }
  }

  /// The phrasings that fit a topic: its questions say whether the matter is open or unsafe.
  public Phrasings questionsOn(Topic topic) {
    if (topic.unsafe()) {
      return unsafe;
    }
    return switch (topic.certainty()) {
      case SETTLED -> plain;
      case UNCERTAIN -> uncertain;
    };
  }
}
