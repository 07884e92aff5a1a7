/* kernel.c: what follows from a kernel's numbers. */
#include "plan.h"

static Cut cut_by(Split split) {
    int count = split.big_count + split.small_count;
    return (Cut){ number((size_t)split.big), split.small_count > 0, number((size_t)split.big_count),
                  number((size_t)count) };
}

Cut cut_axis(int total, int most) { return cut_by(split_evenly(total, most)); }

Cut cut_in_halves(int total, int most) {
    int count = ceil_div(total, most);
    return cut_by(split_into(total, halves_evenly(total, most) ? count : count + 1));
}

bool has_panels_inside(const ConvKernel *k) {
    return k->order == ORDER_PIXELS || is_number(k->weights.panels, 1);
}

bool has_parts(const ConvKernel *k) { return !has_panels_inside(k) && !k->shares.serial && !k->catalogue; }
