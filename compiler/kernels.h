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
/* Whether the layer's loops are shared out to threads. */
bool is_shared(Arena *arena, const Plan *plan, int layer);
/* Where panels are outside, a thread's share is a part of them and a part of the tiles (emit_shares.c); the
 * catalogue's threads take both as they come. */
bool has_parts(const ConvKernel *kernel);
enum { TILES_A_THREAD = 10 }; /* of a part, at least: one more or less is then a tenth of its work */

/* ---- What they have in common ---- */

const Layout *in_layout(const Plan *plan, int layer);
bool is_small(const Plan *plan, int layer); /* too small to be shared out to threads */
/* A tile's share of a panel's lines, for each block of input channels and tap. */
void set_prefetch(ConvKernel *kernel, const Choice *choice);

#endif
