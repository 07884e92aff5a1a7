/* winograd.c: weights of minimal filtering, transformed: G g G^T of every filter, in double precision.
 *
 * Sixteen output channels at once, each step a loop over them that compilers turn into vectors. Bits are
 * those of winograd_filter(): the same sums in the same order, without fused multiply-adds (the Makefile says
 * so). */
#include "base/base.h"
#include "filters.h"

#include <string.h>

enum { CHANNELS = FILTER_CHANNELS, INPUTS = FILTER_INPUTS, TAPS = WINOGRAD_TAPS };

typedef double Channels[CHANNELS];

FilterMatrix filter_matrix(const Choice *choice, const Layer *layer) {
    const Winograd w = winograd_matrices(choice->outputs, layer->stride);
    FilterMatrix g = { .points = w.points };
    for (int i = 0; i < w.points; i++)
        for (int k = 0; k < TAPS; k++) g.at[i][k] = fraction_value(w.filter.at[i][k]);
    return g;
}

/* u[i * points + j][c] of filters taps[TAPS * TAPS][c]. The 0 makes -0 a 0, as a sum that begins with it. */
FOR_EACH_PROCESSOR
static void transform(const FilterMatrix *g, const Channels *taps, float (*u)[CHANNELS]) {
    for (int i = 0; i < g->points; i++) {
        Channels half[TAPS];
        for (int j = 0; j < TAPS; j++)
            for (int c = 0; c < CHANNELS; c++)
                half[j][c] = g->at[i][0] * taps[j][c] + g->at[i][1] * taps[TAPS + j][c] +
                             g->at[i][2] * taps[2 * TAPS + j][c];
        for (int j = 0; j < g->points; j++, u++)
            for (int c = 0; c < CHANNELS; c++)
                (*u)[c] = (float)(0 + half[0][c] * g->at[j][0] + half[1][c] * g->at[j][1] +
                                  half[2][c] * g->at[j][2]);
    }
}

/* Channels lie a power of two apart in the file: a cache keeps few lines of each. */
void load_filters(const Layer *layer, int out, int count, int in, int inputs, FilterRun *runs) {
    for (int c = 0; c < count; c++)
        layer_weights(layer, out + c, (size_t)in * FILTER_TAPS, (size_t)inputs * FILTER_TAPS, runs[c]);
}

void transform_filters(const FilterMatrix *g, const FilterRun *runs, int count, int in,
                       float (*u)[CHANNELS]) {
    Channels taps[FILTER_TAPS] = { { 0 } };
    for (int k = 0; k < FILTER_TAPS; k++)
        for (int c = 0; c < count; c++) taps[k][c] = runs[c][in * FILTER_TAPS + k];
    transform(g, taps, u);
}

static int least(int a, int b) { return a < b ? a : b; }

/* Up to CHANNELS of a panel's channels, of which `count` exist, for `inputs` input channels from `in` on. */
static void pack_block(const Packing *p, const FilterMatrix *g, int out, int count, int in, int inputs,
                       size_t plane, float *packed) {
    FilterRun runs[CHANNELS];
    float u[MOST_FILTER_POINTS][CHANNELS];
    load_filters(p->layer, out, count, in, inputs, runs);
    packed += (size_t)in * (size_t)panel_channels(p->out, p->choice);
    for (int i = 0; i < inputs; i++, packed += panel_channels(p->out, p->choice)) {
        transform_filters(g, runs, count, i, u);
        for (int point = 0; point < g->points * g->points; point++)
            memcpy(packed + (size_t)point * plane, u[point], (size_t)count * sizeof **u);
    }
}

/* [group of panels][point][panel][in block][in lane][out channel of the panel] */
void pack_winograd(const Packing *p, int panel, void *weights) {
    const FilterMatrix g = filter_matrix(p->choice, p->layer);
    int first = panel * panel_channels(p->out, p->choice);
    int channels = least(panel_channels(p->out, p->choice), p->layer->shape.channels - first);
    size_t plane = panel_units(p->layer, p->in, p->out, p->choice) * (size_t)p->choice->group;
    float *packed = (float *)weights + winograd_panel(p, panel);
    for (int in = 0; in < p->layer->in_shape.channels; in += INPUTS)
        for (int c = 0; c < channels; c += CHANNELS)
            pack_block(p, &g, first + c, least(CHANNELS, channels - c), in,
                       least(INPUTS, p->layer->in_shape.channels - in), plane, packed + c);
}
