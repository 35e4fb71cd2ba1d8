/// Placeholder page, written with the module's stage.
@NullMarked
package org.rlhflab.ppo;

import org.jspecify.annotations.NullMarked;
