/// From text to tokens and back.
@NullMarked
package org.rlhflab.pretrain.text;

import org.jspecify.annotations.NullMarked;
