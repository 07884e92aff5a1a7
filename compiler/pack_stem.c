/* pack_stem.c: weights of the first convolution by minimal filtering along its rows. */
#include "pack.h"
#include "stem.h"

/* [point][panel][kernel row][channel][phase][out channel of the panel] */
void pack_stem(const Packing *p, float *packed) {
    const Layer *layer = p->layer;
    StemPlan plan = stem_plan(layer, p->out, 1);
    Winograd w = minimal_filter(STEM_OUTPUTS, plan.taps);
    size_t width = (size_t)panel_channels(p->out, p->choice), panel = (size_t)plan.steps * width;
    size_t plane = panel * (size_t)panel_count(p->out, p->choice);
    for (int out = 0; out < layer->shape.channels; out++)
        for (int step = 0; step < plan.steps; step++) {
            float u[WINOGRAD_MOST];
            int phase = step % plan.phases, in = step / plan.phases % layer->in_shape.channels;
            size_t filter = (size_t)out * (size_t)layer->in_shape.channels + (size_t)in;
            size_t row = filter * (size_t)layer->kernel + (size_t)(step / plan.row_steps);
            float *at = packed + (size_t)out / width * panel + (size_t)step * width + (size_t)out % width;
            stem_filter(&w, layer, layer->weight + row * (size_t)layer->kernel, phase, u);
            for (int point = 0; point < w.points; point++) at[(size_t)point * plane] = u[point];
        }
}
