/// The gold rubric: how good a response is, where the truth is known.
@NullMarked
package org.rlhflab.pretrain.rubric;

import org.jspecify.annotations.NullMarked;
