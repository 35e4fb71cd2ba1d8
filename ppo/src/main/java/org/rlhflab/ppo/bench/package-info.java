/// How fast is this machine, and how near to it does the model's hot loop come?
///
/// Reading order: [BenchPreset] (the sizes), [SgemmYardstick] (the machine), [ModelFlops] (the
/// arithmetic that a model needs), [Repetitions] (medians and allocation), [Bench] (training step,
/// decoding, PPO iteration), [BenchResult].
///
/// Papers: Chowdhery et al. 2022, arXiv 2204.02311, section 4.1 and appendix B, for model FLOPs
/// utilisation (MFU).
///
/// It imports stages' parts and kernels; it trains throw-away models on random tokens, reads no
/// files and writes none.
///
/// `rlhf bench --preset reference`
@NullMarked
package org.rlhflab.ppo.bench;

import org.jspecify.annotations.NullMarked;
