/* kernels.h: what the makers of kernels share. */
#ifndef RESNETC_PLAN_KERNELS_H
#define RESNETC_PLAN_KERNELS_H

#include "plan.h"

const Layout *in_layout(const Plan *plan, int layer);
bool is_small(const Plan *plan, int layer); /* too small to be shared out to threads */
/* A tile's share of a panel's lines, for each block of input channels and tap. */
void set_prefetch(ConvKernel *kernel, const Choice *choice);

#endif
