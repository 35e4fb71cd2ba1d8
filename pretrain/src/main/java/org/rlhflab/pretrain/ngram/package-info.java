/// The n-gram language model that the GPT is measured against.
@NullMarked
package org.rlhflab.pretrain.ngram;

import org.jspecify.annotations.NullMarked;
