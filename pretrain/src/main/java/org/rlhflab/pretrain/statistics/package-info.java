/// Intervals and corrections for multiple comparisons.
@NullMarked
package org.rlhflab.pretrain.statistics;

import org.jspecify.annotations.NullMarked;
