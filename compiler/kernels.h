/* kernels.h: the kernel that a layer needs, as the emitters take it. */
#ifndef RESNETC_KERNELS_H
#define RESNETC_KERNELS_H

#include "emit.h"

ConvKernel conv_kernel(Arena *arena, const Plan *plan,
                       int layer); /* direct convolutions, and linear layers */
WinogradKernel winograd_kernel(const Plan *plan, int layer);
StemKernel stem_kernel(const Plan *plan, int layer);
PoolKernel pool_kernel(const Plan *plan, int layer);
SoftmaxKernel softmax_kernel(const Plan *plan, int layer);

/* ---- What they have in common ---- */

const Layout *in_layout(const Plan *plan, int layer);
bool is_small(const Plan *plan, int layer); /* too small to be shared out to threads */
/* A tile's share of a panel's lines, for each block of input channels and tap. */
void set_prefetch(ConvKernel *kernel, const Choice *choice);

#endif
