/* stem.c: weights of the first convolution by minimal filtering along its rows. */
#include "layers/layers.h"
#include "pack.h"

#include <assert.h>

enum { MOST_KERNEL = 31 }; /* that a spec may have */

/* u[points] of one row of a filter, `taps` apart by the stride: the phase's share. */
static void stem_filter(const Winograd *w, const Layer *layer, const float *row, int phase, float *u) {
    for (int point = 0; point < w->points; point++) {
        double sum = 0;
        for (int t = 0; phase + t * layer->stride < layer->kernel; t++)
            sum += fraction_value(w->filter.at[point][t]) * row[phase + t * layer->stride];
        u[point] = (float)sum;
    }
}

/* [point][panel][kernel row][channel][phase][out channel of the panel] */
void pack_stem(const Packing *p, float *packed) {
    const Layer *layer = p->layer;
    StemPlan plan = stem_plan(layer, p->out, 1);
    assert(layer->kernel <= MOST_KERNEL);
    Winograd w = minimal_filter(STEM_OUTPUTS, plan.taps);
    size_t width = (size_t)panel_channels(p->out, p->choice), panel = (size_t)plan.steps * width;
    size_t plane = panel * (size_t)panel_count(p->out, p->choice);
    for (int out = 0; out < layer->shape.channels; out++)
        for (int step = 0; step < plan.steps; step++) {
            float u[WINOGRAD_MOST], taps[MOST_KERNEL];
            int phase = step % plan.phases, in = step / plan.phases % layer->in_shape.channels;
            size_t row = (size_t)(in * layer->kernel + step / plan.row_steps), count = (size_t)layer->kernel;
            float *at = packed + (size_t)out / width * panel + (size_t)step * width + (size_t)out % width;
            layer_weights(layer, out, row * count, count, taps);
            stem_filter(&w, layer, taps, phase, u);
            for (int point = 0; point < w.points; point++) at[(size_t)point * plane] = u[point];
        }
}
