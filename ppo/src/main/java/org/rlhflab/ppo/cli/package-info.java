/// How does `rlhf` start? It puts the modules' commands together and turns failures into exit
/// codes.
///
/// Reading order: [Main] (the list of commands), [Failures] (the exit codes), [Interruption] (an
/// end before the end); then the commands that belong to no stage: [GenerateCommand] and
/// [ChatCommand], with [Speaker], [Answer] and [Conversation]; [LessonCommand], with [LessonTalk]
/// and [LabelingTalk] (what is asked), [LessonPage] (how it looks) and [Keyboard]; [LabCommand],
/// [ExportCommand], [BenchCommand].
///
/// It imports the modules' commands, models and picocli; every other command lives in the module of
/// its stage. Nothing imports it.
///
/// `rlhf demo --json`
@NullMarked
package org.rlhflab.ppo.cli;

import org.jspecify.annotations.NullMarked;
