/// How does a command meet its user? The options that all commands have, and all that goes to the
/// screen.
///
/// Reading order: [GlobalOptions] (what the user may ask of every command), [Console] (narration,
/// result, warnings, and where each goes with `--json` and `--quiet`), [Table], [ProgressBar] and
/// [ProgressLines], [Streams].
///
/// It imports picocli, Jackson and `stage`. Beside the command line's entry point this is the only
/// package that may touch the standard streams.
///
/// `global.console().print(new Table("model", "words").row("sft", "21.4").toString())`
@NullMarked
package org.rlhflab.pretrain.terminal;

import org.jspecify.annotations.NullMarked;
