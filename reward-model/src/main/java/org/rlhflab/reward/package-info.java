/// Placeholder page, written with the module's stage.
@NullMarked
package org.rlhflab.reward;

import org.jspecify.annotations.NullMarked;
