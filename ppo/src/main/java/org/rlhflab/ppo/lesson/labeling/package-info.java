/// Fifty pairs of one's own: which pairs, what was said of them, and how good it was.
///
/// Reading order: [LabelingTasks] (the pairs, drawn once and kept in a file), [OwnLabels] (every
/// choice saved at once as a standard label file, and undone),
/// [org.rlhflab.reward.label.KnownAnswer] (what the gold rubric says of a pair), [OwnLabelsReport]
/// (the measures that a platform would take).
///
/// It imports the label formats and measures, the rubric and the world; no keyboard, no screen: a
/// terminal and a page use it alike.
///
/// `OwnLabels.open(file, tasks, "anna").label(Side.FIRST, 12.5)`
@NullMarked
package org.rlhflab.ppo.lesson.labeling;

import org.jspecify.annotations.NullMarked;
