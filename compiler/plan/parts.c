/* parts.c: what several makers of kernels need. */
#include "kernels.h"

/* Below this a layer takes some 10 us on one core, and sharing it out costs three. A weight of a linear layer
 * comes from memory in the time of so many products. */
enum { SMALL_MACS = 1500000, WEIGHT_MACS = 8 };

bool is_small(const Query *q) {
    double macs = layer_macs(q->layer) * q->out->run;
    if (q->layer->kind == LAYER_LINEAR) macs += WEIGHT_MACS * layer_macs(q->layer);
    return macs < SMALL_MACS;
}

static void set_integers(Ending *e, const Query *q) {
    e->integers = integer_places(q->layer, q->out);
    e->all_channels = number(e->integers.part);
    e->times = number((size_t)e->integers.residual * e->integers.part);
    e->below = number((size_t)e->integers.below * e->integers.part);
    e->table = number((size_t)e->integers.table * e->integers.part);
    e->integers.part = e->integers.end = 0;
}

void set_ending(Ending *e, const Query *q, const Choice *choice) {
    const Layer *layer = q->layer;
    e->gate = layer->gate >= 0;
    e->residual = layer->residual >= 0;
    e->activation = layer->activation;
    if (adds_integers(layer, q->in)) set_integers(e, q);
    if (has_slope(layer)) e->slopes = number(slope_offset(q->out, choice));
    e->floats = number(q->out->number != q->in->number && q->out->number == NUMBER_F32);
    e->adds = number(e->residual);
    e->activates[layer->activation] = number(1);
    e->number = number((size_t)layer->activation);
}

void set_panels(ConvKernel *k, const Query *q, const Choice *choice, int panels) {
    k->weights.vectors = choice->tile.vectors;
    k->weights.panels = number((size_t)panels);
    k->weights.number = choice->weights;
    k->weights.channels = number((size_t)panel_channels(q->out, choice));
    k->weights.panel_units = number(panel_units(q->layer, q->in, q->out, choice));
}

void set_products(ConvKernel *k, const Query *q, const Choice *choice, int panels) {
    k->target = q->target;
    k->order = ORDER_CHANNELS;
    k->sum.kernel = number(1);
    k->ending.plain = true;
    k->shares.serial = true;
    set_panels(k, q, choice, panels);
    k->weights.w_image = number((size_t)panels * k->weights.panel_units.value);
}

void set_prefetch(ConvKernel *k, const Choice *choice) {
    size_t units = number_units(choice->weights, (size_t)k->sum.in_lanes * k->weights.channels.value);
    size_t tiles = k->plane.rows.count.value * k->plane.columns.count.value;
    size_t taps = k->sum.kernel.value * (k->sum.runs ? 1 : k->sum.kernel.value);
    if (!choice->prefetch || k->sum.in_lanes == 1 || k->target->lanes == 1) return;
    size_t line = line_units(k->target, choice->weights), lines = (units + line * tiles - 1) / (line * tiles);
    size_t share = lines * line * k->sum.in_blocks.value * taps;
    k->fetch.lines = number(lines);
    k->fetch.next_column = number(share);
    k->fetch.next_row = number(share * k->plane.columns.count.value);
}
