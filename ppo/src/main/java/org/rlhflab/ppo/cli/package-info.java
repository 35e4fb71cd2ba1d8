/// How does `rlhf` start? It puts the modules' commands together and turns failures into exit
/// codes.
///
/// Reading order: [Main] (the list of commands), [Failures] (the exit codes).
///
/// It imports the modules' commands and picocli, and holds no command's work: a command lives in
/// the module of its stage. Nothing imports it.
///
/// `rlhf demo --json`
@NullMarked
package org.rlhflab.ppo.cli;

import org.jspecify.annotations.NullMarked;
