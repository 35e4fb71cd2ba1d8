/// What does a person learn who labels data for a language model, and how does one see that it is
/// so? The lesson's words, exercises and progress; no screen and no keyboard.
///
/// Reading order: [Lesson] (sections of claims, read from `lesson.json`), [Exercises] (from
/// `exercises.json`), [RationaleJudgment] (is a typed reason a reason?), [LessonProgress] (where
/// somebody is). The evidence beside each claim is in `lesson.demonstration`, the fifty pairs of
/// the last exercise in `lesson.labeling`.
///
/// All words stand in the two JSON resources beside this package, and all figures are computed, so
/// that the terminal (`ppo.cli`) and a web page tell the same lesson: a page reads [Lesson] and
/// [Exercises], asks `Demonstrations` for each claim's `Shown`, and draws its pieces.
///
/// It imports `report.run`, the label formats and measures, the rubric and the world; it prints
/// nothing and trains nothing.
///
/// `Lesson.load().sections().getFirst().title()`
@NullMarked
package org.rlhflab.ppo.lesson;

import org.jspecify.annotations.NullMarked;
