/* cost_stem.c: what the first convolution by minimal filtering along its rows costs. */
#include "query.h"

enum { STRIPS = 8 }; /* strips are what threads share */

bool suits_stem(const Query *q) {
    return q->layer->kind == LAYER_CONV && q->in->number == NUMBER_F32 && is_plain(q->layer) &&
           !(q->target->catalogue && q->out->number != NUMBER_F32) &&
           stem_suits(q->layer->in, q->layer->kernel, q->layer->stride) && holds_stem_tiles(q->layer, q->in);
}

/* A row costs its products, its share of the input's transform and of the output's. */
Candidate cost_stem(const Query *q, int strip, Tile tile) {
    StemPlan p = stem_plan(q->layer, q->out, strip);
    const Core *core = q->target->core;
    const Plane plane = stem_plane(q);
    double products = tiling_by(&plane, q->target, tile).cycles * p.steps;
    double transforms =
        (core->stem_in * p.phases * p.row_steps + core->winograd_out * q->out->blocks) * p.tiles;
    return (Candidate){ { .algorithm = ALGORITHM_STEM,
                          .tile = tile,
                          .order = ORDER_CHANNELS,
                          .in_blocks = q->in->blocks,
                          .outputs = STEM_OUTPUTS,
                          .strip = strip,
                          .group = q->out->blocks / tile.vectors,
                          .scratch = number_bytes(NUMBER_F32, p.scratch) },
                        2.0 * p.pairs * p.points * (products + transforms) * q->batch };
}

Candidate best_stem(const Query *q) {
    const Plane plane = stem_plane(q);
    return cost_stem(q, ceil_div(stem_pairs(q), STRIPS), best_tiling(&plane, q->target).tile);
}
