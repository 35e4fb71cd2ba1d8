/// Placeholder page, written with the module's stage.
@NullMarked
package org.rlhflab.pretrain;

import org.jspecify.annotations.NullMarked;
