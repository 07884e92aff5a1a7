/* stem.c: how the first convolution is cut up, what that costs, and its weights' transform. */
#include "stem.h"
#include "select.h"

enum { STRIPS = 8 }; /* strips are what threads share */

static int phase_taps(int kernel, int stride) { return (kernel + stride - 1) / stride; }

bool stem_suits(int in, int kernel, int stride) {
    int taps = phase_taps(kernel, stride);
    return in == 0 && taps > 1 && taps <= STEM_MOST_TAPS;
}

static size_t whole_lines(size_t floats) { return (floats + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS; }

/* A pooled row reads three rows of the convolution, of which the first belongs to the pair before: with a
 * pool a strip may have to compute one pair more than it has results. */
StemPlan stem_plan(const Layer *layer, const Layout *out, int strip) {
    StemPlan p = { .taps = phase_taps(layer->kernel, layer->stride),
                   .phases = layer->stride,
                   .strip = strip };
    size_t blocks = (size_t)out->blocks, lanes = (size_t)out->lanes;
    p.points = STEM_OUTPUTS + p.taps - 1;
    p.tiles = (layer->conv_shape.width + STEM_OUTPUTS - 1) / STEM_OUTPUTS;
    p.row_steps = layer->in_shape.channels * p.phases;
    p.steps = p.row_steps * layer->kernel;
    p.pairs = (layer->conv_shape.height + 1) / 2;
    p.in_rows = (2 * (strip + layer->pool) - 1) * layer->stride + layer->kernel;
    p.v_plane = whole_lines((size_t)p.in_rows * (size_t)p.row_steps * (size_t)p.tiles) + LINE_FLOATS;
    p.m_plane = blocks * 2 * (size_t)p.tiles * lanes + LINE_FLOATS;
    p.ring_row = layer->pool ? blocks * (size_t)(layer->conv_shape.width + 2) * lanes : 0;
    p.scratch = (size_t)p.points * (p.v_plane + p.m_plane) + 3 * p.ring_row;
    return p;
}

/* ---- What is chosen ---- */

bool suits_stem(const Query *q) {
    return q->layer->kind == LAYER_CONV && stem_suits(q->layer->in, q->layer->kernel, q->layer->stride);
}

int stem_pairs(const Query *q) { return stem_plan(q->layer, q->out, 1).pairs; }

Plane stem_plane(const Query *q) {
    return (Plane){ q->layer, q->in, q->out, 1, stem_plan(q->layer, q->out, 1).tiles, false, false };
}

/* A row costs its products, its share of the input's transform (0.4 cycles a point: a twentieth of the
 * products of ResNet's) and the output's (as Winograd's in cost_winograd.c). */
Candidate cost_stem(const Query *q, int strip, Tile tile) {
    StemPlan p = stem_plan(q->layer, q->out, strip);
    const Plane plane = stem_plane(q);
    double products = tiling_by(&plane, tile).cycles * p.steps;
    double transforms = (0.4 * p.phases * p.row_steps + 2.5 * q->out->blocks) * p.tiles;
    return (Candidate){ { .algorithm = ALGORITHM_STEM,
                          .tile = tile,
                          .order = ORDER_CHANNELS,
                          .in_blocks = q->in->blocks,
                          .outputs = STEM_OUTPUTS,
                          .strip = strip,
                          .group = q->out->blocks / tile.vectors,
                          .scratch = p.scratch },
                        2.0 * p.pairs * p.points * (products + transforms) * q->batch };
}

Candidate best_stem(const Query *q) {
    const Plane plane = stem_plane(q);
    return cost_stem(q, ceil_div(stem_pairs(q), STRIPS), best_tiling(&plane, q->target).tile);
}

/* ---- What follows ---- */

void stem_overhang(const Layer *layer, int *rows, int *columns) {
    const Layout no_layout = { .lanes = 1, .blocks = 1 };
    StemPlan p = stem_plan(layer, &no_layout, 1);
    *rows = (2 * p.pairs - 1) * layer->stride + layer->kernel - (layer->in_shape.height + 2 * layer->padding);
    *columns =
        (p.tiles * STEM_OUTPUTS - 1 + p.taps) * layer->stride - (layer->in_shape.width + 2 * layer->padding);
}

void stem_filter(const Winograd *w, const Layer *layer, const float *row, int phase, float *u) {
    for (int point = 0; point < w->points; point++) {
        double sum = 0;
        for (int t = 0; phase + t * layer->stride < layer->kernel; t++)
            sum += fraction_value(w->filter.at[point][t]) * row[phase + t * layer->stride];
        u[point] = (float)sum;
    }
}
