/// The GPT in Deeplearning4j.
@NullMarked
package org.rlhflab.pretrain.model;

import org.jspecify.annotations.NullMarked;
