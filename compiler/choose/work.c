/* work.c: what a choice that was made takes: for who reports, not for who chooses. */
#include "query.h"

/* Every other pair of channels takes one multiplication for two (emit/pairs.c). */
static const double PAIRS_DONE = 0.75;

static double winograd_macs(const Query *q, const Choice *choice) {
    const Shape out = q->layer->shape;
    const double tiles = (double)ceil_div(out.height, choice->outputs) * ceil_div(out.width, choice->outputs);
    return tiles * (double)point_count(q, choice) * q->layer->in_shape.channels * out.channels;
}

static double stem_macs(const Query *q, const Choice *choice) {
    const StemPlan p = stem_plan(q->layer, q->out, choice->strip);
    return 2.0 * p.pairs * p.tiles * p.points * p.steps * q->layer->shape.channels;
}

double done_macs(const Query *q, const Choice *choice) {
    if (choice->algorithm == ALGORITHM_WINOGRAD) return winograd_macs(q, choice);
    if (choice->algorithm == ALGORITHM_STEM) return stem_macs(q, choice);
    return layer_macs(q->layer) * (choice->pairs ? PAIRS_DONE : 1);
}

double model_cycles(const Query *q, const Choice *c) {
    switch (c->algorithm) {
    case ALGORITHM_DIRECT:
        return cost_direct(q, c).cycles;
    case ALGORITHM_STEM:
        return cost_stem(q, c->strip, c->tile).cycles;
    case ALGORITHM_WINOGRAD:
        return c->raw ? cost_raw(q, c->outputs, c->strip, c->tile.columns).cycles
                      : cost_winograd(q, c->outputs, c->strip, c->tile, c->group).cycles;
    case ALGORITHM_NONE:
        break;
    }
    return 0;
}
