/* pack_winograd.c: weights of minimal filtering, transformed: G g G^T of every filter, in double precision.
 *
 * Sixteen output channels at once, each step a loop over them that compilers turn into vectors. Bits are
 * those of winograd_filter(): the same sums in the same order, without fused multiply-adds (the Makefile says
 * so). */
#include "pack.h"
#include "winograd.h"

#include <string.h>

enum { CHANNELS = 16, TAPS = WINOGRAD_TAPS };

#if defined __x86_64__ && defined __gnu_linux__ && !defined __SANITIZE_ADDRESS__ && !defined __clang__
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

typedef struct {
    int points;
    double at[WINOGRAD_MOST][TAPS]; /* G */
} FilterMatrix;

typedef double Channels[CHANNELS];

static FilterMatrix filter_matrix(const Winograd *w) {
    FilterMatrix g = { .points = w->points };
    for (int i = 0; i < w->points; i++)
        for (int k = 0; k < TAPS; k++) g.at[i][k] = fraction_value(w->filter.at[i][k]);
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

/* The filters of `count` output channels from `out` on that read input channel `in`. */
static void gather(const Layer *layer, int out, int count, int in, Channels *taps) {
    size_t pitch = (size_t)layer->in_shape.channels * TAPS * TAPS;
    const float *filter = layer->weight + (size_t)out * pitch + (size_t)in * TAPS * TAPS;
    for (int c = 0; c < count; c++, filter += pitch)
        for (int k = 0; k < TAPS * TAPS; k++) taps[k][c] = filter[k];
}

static int least(int a, int b) { return a < b ? a : b; }

/* Up to CHANNELS of a panel's channels, of which `count` exist, for all input channels. */
static void pack_channels(const Packing *p, const FilterMatrix *g, int out, int count, size_t plane,
                          float *packed) {
    Channels taps[TAPS * TAPS] = { { 0 } };
    float u[WINOGRAD_MOST * WINOGRAD_MOST][CHANNELS];
    for (int in = 0; in < p->layer->in_shape.channels; in++, packed += panel_channels(p->out, p->choice)) {
        gather(p->layer, out, count, in, taps);
        transform(g, taps, u);
        for (int point = 0; point < g->points * g->points; point++)
            memcpy(packed + (size_t)point * plane, u[point], (size_t)count * sizeof **u);
    }
}

/* [group of panels][point][panel][in block][in lane][out channel of the panel] */
void pack_winograd(const Packing *p, int panel, float *packed) {
    const Winograd w = winograd_matrices(p->choice->outputs, p->layer->stride);
    const FilterMatrix g = filter_matrix(&w);
    int group = p->choice->group, first = panel * panel_channels(p->out, p->choice);
    int channels = least(panel_channels(p->out, p->choice), p->layer->shape.channels - first);
    size_t floats = panel_floats(p->layer, p->in, p->out, p->choice), plane = floats * (size_t)group;
    packed +=
        (size_t)(panel / group) * plane * (size_t)(g.points * g.points) + (size_t)(panel % group) * floats;
    for (int c = 0; c < channels; c += CHANNELS)
        pack_channels(p, &g, first + c, least(CHANNELS, channels - c), plane, packed + c);
}
