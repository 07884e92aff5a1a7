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

/* Where each element of a panel's plane lies: `together` input channels of an output channel side by side. */
static size_t element_at(const Packing *p, int in, int out) {
    const size_t together = (size_t)p->choice->together, channels = (size_t)panel_channels(p->out, p->choice);
    return ((size_t)in / together * channels + (size_t)out) * together + (size_t)in % together;
}

static void pack_halves(const Packing *p, const FilterMatrix *g, int first, int out, int count, int in,
                        size_t plane, unsigned short *packed) {
    FilterRun runs[CHANNELS];
    float u[MOST_FILTER_POINTS][CHANNELS];
    const int inputs = least(INPUTS, p->layer->in_shape.channels - in);
    load_filters(p->layer, first + out, count, in, inputs, runs);
    for (int i = 0; i < inputs; i++) {
        transform_filters(g, runs, count, i, u);
        for (int point = 0; point < g->points * g->points; point++)
            for (int c = 0; c < count; c++)
                packed[(size_t)point * plane + element_at(p, in + i, out + c)] = to_bf16(u[point][c]);
    }
}

/* What a panel of transformed filters begins with. */
typedef struct {
    FilterMatrix g;
    int first, channels; /* output channels that exist */
    size_t plane, start; /* units from a point to the next, and from the first panel of all to this one */
} Panel;

static Panel panel_of(const Packing *p, int panel) {
    const int width = panel_channels(p->out, p->choice), first = panel * width;
    return (Panel){ .g = filter_matrix(p->choice, p->layer),
                    .first = first,
                    .channels = least(width, p->layer->shape.channels - first),
                    .plane = panel_units(p->layer, p->in, p->out, p->choice) * (size_t)p->choice->group,
                    .start = winograd_panel(p, panel) };
}

/* [group of panels][point][panel][in block][in lane][out channel of the panel] */
void pack_winograd(const Packing *p, int panel, void *weights) {
    const Panel to = panel_of(p, panel);
    float *packed = (float *)weights + to.start;
    for (int in = 0; in < p->layer->in_shape.channels; in += INPUTS)
        for (int c = 0; c < to.channels; c += CHANNELS)
            pack_block(p, &to.g, to.first + c, least(CHANNELS, to.channels - c), in,
                       least(INPUTS, p->layer->in_shape.channels - in), to.plane, packed + c);
}

/* [group of panels][point][panel][in block][in lane / together][out channel of the panel][together] */
void pack_winograd_bf16(const Packing *p, int panel, void *weights) {
    const Panel to = panel_of(p, panel);
    unsigned short *packed = (unsigned short *)weights + to.start;
    for (int in = 0; in < p->layer->in_shape.channels; in += INPUTS)
        for (int c = 0; c < to.channels; c += CHANNELS)
            pack_halves(p, &to.g, to.first, c, least(CHANNELS, to.channels - c), in, to.plane, packed);
}
