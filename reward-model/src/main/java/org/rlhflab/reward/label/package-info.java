/// Labels as people give them, and the files that hold them.
///
/// Question answered: who preferred which response to what, under which circumstances, and can the
/// file that says so be used?
///
/// Reading order: [Preference] (one label), [PreferenceFile] (the format, and every complaint about
/// it), [LabelFormat] (the other forms that are read), [HhTranscript] (one of them), [Rating] and
/// [RatingFile] (marks for single responses instead), [LabelValidation] (what a whole file is
/// worth).
///
/// Papers: Bai et al. 2022 (the HH transcripts); TRL's documentation of preference formats.
///
/// May import `pretrain`; not the annotators, who write labels, nor the model, which learns them.
///
/// Example: `PreferenceFile.read(Path.of("data/labels/careful.jsonl"))`.
@NullMarked
package org.rlhflab.reward.label;

import org.jspecify.annotations.NullMarked;
