/// How does the lesson look on a page? The words, exercises and demonstrations of `ppo.lesson`,
/// handed to the tour as they are, and everybody's progress kept beside his or her labels.
///
/// Reading order: [LessonRoutes].
///
/// It imports the lesson and the lab's server.
///
/// `GET /api/lesson/shown?name=padding`
@NullMarked
package org.rlhflab.ppo.lab.tour;

import org.jspecify.annotations.NullMarked;
