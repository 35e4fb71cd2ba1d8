/// The model's hot loops: vectors over native memory, matrix products by ND4J's own BLAS.
///
/// Question answered: what does a training step spend its time on?
///
/// Reading order: [NativeArray] (memory), [Lanes] (sums and exponentials with fixed bits), [Blas]
/// and [BlasCoreType], [LayerNorm], [Gelu], [SmallProduct], [CausalAttention], [CachedAttention],
/// [Softmax], [OnlineSoftmax], [Rows], [Adam], [Muon] with [NewtonSchulz], [Workers]. The tests'
/// `KernelBenchmarks` times each against its plain loop.
///
/// Kernels take addresses and check nothing: their callers do. Each is compiled by itself, see the
/// launcher's CompileCommand options. The same bytes come out on one thread and on two.
///
/// May import the Vector API and JavaCPP's OpenBLAS; no graph, no files.
///
/// Example: `LayerNorm.forward(x, gain, bias, y, mean, scale, 0, rows, width)`.
@NullMarked
package org.rlhflab.pretrain.model.kernel;

import org.jspecify.annotations.NullMarked;
