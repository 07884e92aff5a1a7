/* kernels.h: what makes the kernels of a plan. Each maker fills in zeroed memory, member by member
 * (kernels.c: same_kernel says why), and returns whether threads share the kernel. */
#ifndef RESNETC_PLAN_KERNELS_H
#define RESNETC_PLAN_KERNELS_H

#include "plan.h"

bool make_direct(Arena *arena, const Query *q, const Choice *choice, ConvKernel *k); /* linear layers, too */
bool make_winograd(const Query *q, const Choice *choice, WinogradKernel *k);
bool make_stem(const Query *q, const Choice *choice, StemKernel *k);
/* What kernels over pixels and blocks of channels share. plane: whose pixels they walk over, `stride` of the
 * input's apart. */
bool make_pool(const Query *q, Shape plane, size_t stride, PoolKernel *k);
/* cut: zero may not stand for minus infinity around the image. */
bool make_max_pool(const Query *q, bool cut, PoolKernel *k);
bool make_average_pool(const Query *q, PoolKernel *k);
bool make_window(const Query *q, WindowKernel *k);
bool make_shortcut(const Query *q, ShortcutKernel *k);
bool make_global_pool(const Query *q, GlobalKernel *k);
bool make_softmax(const Query *q, SoftmaxKernel *k);
bool make_pointwise(const Query *q, const Choice *choice, PointwiseKernel *k);
bool make_group_norm(const Query *q, const Choice *choice, GroupNormKernel *k);
bool make_channel_conv(const Query *q, const Choice *choice, ChannelConvKernel *k);

/* ---- What they share ---- */

void set_ending(Ending *ending, const Query *q, const Choice *choice);
bool is_small(const Query *q); /* too small to be shared out to threads */
/* Below this a pass over values takes some 10 us on one core, and sharing it out costs three. */
enum { SMALL_VALUES = 200000 };
/* What a plain kernel multiplies, which an algorithm with transforms calls: images are its points, and each
 * has weights of its own, `panels` of them. */
void set_products(ConvKernel *k, const Query *q, const Choice *choice, int panels);
void set_panels(ConvKernel *k, const Query *q, const Choice *choice, int panels);
/* A tile's share of a panel's lines, for each block of input channels and tap. */
void set_prefetch(ConvKernel *k, const Choice *choice);

/* What stands for 0 in such values; where each channel has its own, no kernel asks. */
static inline Extent zero_of(const Layout *in) { return number(in->zero > 0 ? (size_t)in->zero : 0); }

/* From an image to the next; 0 where there is one: so kernels do not differ by what lies behind it. */
static inline Extent image_step(Extent images, size_t elements) {
    return number(images.value > 1 ? elements : 0);
}

#endif
