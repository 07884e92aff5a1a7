/* stem.c: how the first convolution is cut up. */
#include "stem.h"

static int phase_taps(int kernel, int stride) { return (kernel + stride - 1) / stride; }

bool stem_suits(int in, int kernel, int stride) {
    int taps = phase_taps(kernel, stride);
    return in == 0 && taps > 1 && taps <= STEM_MOST_TAPS;
}

static size_t whole_lines(size_t floats) { return (floats + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS; }

int stem_points(const Layer *layer) { return STEM_OUTPUTS + phase_taps(layer->kernel, layer->stride) - 1; }

/* A pooled row reads three rows of the convolution, of which the first belongs to the pair before: with a
 * pool a strip may have to compute one pair more than it has results. */
StemPlan stem_plan(const Layer *layer, const Layout *out, int strip) {
    StemPlan p = { .taps = phase_taps(layer->kernel, layer->stride),
                   .phases = layer->stride,
                   .strip = strip };
    size_t blocks = (size_t)out->blocks, lanes = (size_t)out->lanes;
    p.points = stem_points(layer);
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

void stem_overhang(const Layer *layer, int *rows, int *columns) {
    const Layout no_layout = { .lanes = 1, .blocks = 1 };
    StemPlan p = stem_plan(layer, &no_layout, 1);
    *rows = (2 * p.pairs - 1) * layer->stride + layer->kernel - (layer->in_shape.height + 2 * layer->top);
    *columns =
        (p.tiles * STEM_OUTPUTS - 1 + p.taps) * layer->stride - (layer->in_shape.width + 2 * layer->left);
}
