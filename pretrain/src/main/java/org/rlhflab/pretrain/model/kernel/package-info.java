/// The model's hot loops over native memory.
@NullMarked
package org.rlhflab.pretrain.model.kernel;

import org.jspecify.annotations.NullMarked;
