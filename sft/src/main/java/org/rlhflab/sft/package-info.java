/// Placeholder page, written with the module's stage.
@NullMarked
package org.rlhflab.sft;

import org.jspecify.annotations.NullMarked;
