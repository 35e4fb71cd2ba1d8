/// What the small world knows, and the language it is asked and answered in.
@NullMarked
package org.rlhflab.pretrain.world;

import org.jspecify.annotations.NullMarked;
