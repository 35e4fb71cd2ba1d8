/// What does each sentence of an answer do? The same questions answered by every model, each
/// sentence with the kind that a reader should see at a glance.
///
/// Reading order: [Tint], [TintedSentence], [Tinting] (from a text to its tinted sentences),
/// [Exhibit] (one question with all its answers).
///
/// It imports the world and its parser, and the runs as read.
///
/// `new Tinting(world).of(prompt, response)`
@NullMarked
package org.rlhflab.ppo.report.answer;

import org.jspecify.annotations.NullMarked;
