/* kernel.c: what follows from a kernel's numbers. */
#include "plan.h"

static void cut_by(Cut *cut, Split split) {
    cut->big = number((size_t)split.big);
    cut->has_small = split.small_count > 0;
    cut->big_count = number((size_t)split.big_count);
    cut->count = number((size_t)(split.big_count + split.small_count));
}

void cut_axis(Cut *cut, int total, int most) { cut_by(cut, split_evenly(total, most)); }

void cut_in_halves(Cut *cut, int total, int most) {
    int count = ceil_div(total, most);
    cut_by(cut, split_into(total, halves_evenly(total, most) ? count : count + 1));
}

bool has_panels_inside(const ConvKernel *k) {
    return k->order == ORDER_PIXELS || is_number(k->weights.panels, 1);
}

bool has_parts(const ConvKernel *k) { return !has_panels_inside(k) && !k->shares.serial && !k->catalogue; }
