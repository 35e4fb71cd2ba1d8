/// Everything that meets the user's terminal.
@NullMarked
package org.rlhflab.pretrain.terminal;

import org.jspecify.annotations.NullMarked;
