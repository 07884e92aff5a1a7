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

#endif
