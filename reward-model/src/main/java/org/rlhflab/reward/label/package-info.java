/// Labels as people give them, and the files that hold them.
///
/// Question answered: who preferred which response to what, under which circumstances, and can the
/// file that says so be used?
///
/// Reading order: [Preference] (one label), [PreferenceFile] (the format, and every complaint about
/// it), [Rating] and [RatingFile] (the same for marks of single responses), [LabelValidation] (what
/// a whole file is worth), [LabelConversion] (one form rewritten as another), [SkippedLines] (what
/// was left out, and why). `TextHash` and `LongKeyTable` keep a million labels in mind in little
/// memory.
///
/// Papers: Bai et al. 2022 (the HH transcripts); TRL's documentation of preference formats.
///
/// May import `pretrain` and `label.format`; not the annotators, who write labels, nor the model,
/// which learns them.
///
/// Example: `PreferenceFile.read(Path.of("data/labels/careful.jsonl"))`.
@NullMarked
package org.rlhflab.reward.label;

import org.jspecify.annotations.NullMarked;
