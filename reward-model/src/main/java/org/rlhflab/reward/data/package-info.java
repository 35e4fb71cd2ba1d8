/// How is everything in `data/` that is not written by hand made?
///
/// Read [DataGeneration] first (the list of what is derived, and the comparison with what is on
/// disk), then [AnswerHabits] and [AnswerWriter] (how simulated people answer), then the five
/// parts: [CorpusFiles] with [RawText] and [ProgramText], [PromptFiles], [DemonstrationFiles],
/// [LabelFiles] with [SlipWriter] (answers as a small model gets them wrong), [RatingFiles] (some
/// of the same answers, each marked by itself). [HeldOutPhrasings] is the check that no evaluation
/// phrasing leaks into training text. All chances come from [Dice], seeded by file and item, so
/// that one item more or less leaves the others as they are.
///
/// Why demonstrations vary: Ouyang et al. (2022), "Training language models to follow instructions
/// with human feedback", had some 40 labelers write theirs; labels can prefer a length only if
/// there are several to choose from.
///
/// Imports the world, the prompt format, annotators, labels and Jackson; no model. `DataCommand` is
/// its way in.
///
/// For example `DataValidation.of(Path.of("data"), 7, Progress.NONE).problems()` is empty for a
/// sound folder.
@NullMarked
package org.rlhflab.reward.data;

import org.jspecify.annotations.NullMarked;
