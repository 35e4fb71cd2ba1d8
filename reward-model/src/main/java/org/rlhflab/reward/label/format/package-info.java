/// The forms in which other people publish labels.
///
/// Question answered: how does a line of a preference, rating or demonstration file that was not
/// made here become one of ours, and one of ours theirs, with nothing lost that both have room for?
///
/// Reading order: [LabelKind] (the forms, by name, and what a line looks like), [LabelLines] (a
/// file of any kind, line by line in our form), [LineFormat] (one form; an implementation for each:
/// `TrlImplicit`, `TrlConversational`, `PromptCompletion`, `HhTranscript`, `ShpComparison`,
/// `UltraFeedbackBinarized`, `SummarizeComparison`, `HelpSteerRating`), `Conversation` (messages as
/// one text), `CsvTable`.
///
/// Sources: TRL's page on data set formats; the README or data card of each data set.
///
/// May import `pretrain.stage`; knows JSON objects only, not the records made from them.
///
/// Example: `LabelKind.HH.theirs(LabelKind.SHP.ours(line))`.
@NullMarked
package org.rlhflab.reward.label.format;

import org.jspecify.annotations.NullMarked;
