/// What every stage shares: run folders, records, metrics, errors.
@NullMarked
package org.rlhflab.pretrain.stage;

import org.jspecify.annotations.NullMarked;
