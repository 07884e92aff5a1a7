/* narrow.c: transformed filters as numbers of 24 bits, four vectors of sixteen in the room of three.
 *
 * An output channel has a scale at each point, that of its largest weight; its weights there are multiples of
 * 2^8 scale, as exact, beside the largest, as a float is. Three vectors of 32-bit integers i0, i1, i2 have
 * theirs in the upper 24 bits of a lane; the lowest 8 bits are there for the fourth vector, which is i0 << 24
 * ^ i1 << 16 ^ i2 << 8, and are part of their own numbers, too: the upper bits are those that bring the whole
 * nearest to the weight. */
#include "base/base.h"
#include "filters.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { LANES = FILTER_CHANNELS, RUN = NARROW_RUN, MOST_VECTORS = RUN };

/* Of the largest weight: rounding up its upper 24 bits must not overflow. */
static const double LARGEST = 127.0 * (1 << 24);

/* Four vectors that are packed together: [number][point][lane]; of `vectors` a step, RUN / vectors input
 * channels. */
typedef float Run[RUN][MOST_FILTER_POINTS][LANES];

typedef struct {
    const Packing *packing;
    FilterMatrix g;
    int vectors, first; /* of the panel: vectors of channels, its first channel */
    size_t plane;       /* units from one point of a panel to the next */
    float *packed;      /* in units */
    float scale[MOST_VECTORS][MOST_FILTER_POINTS][LANES]; /* a weight's, for integers */
    double inverse[MOST_VECTORS][MOST_FILTER_POINTS]
                  [LANES]; /* 1 / scale; 0 where that is 0: its weights are below 1e-29 */
} Panel;

typedef void Visit(Panel *panel, int in, Run run);

static int between(int low, int value, int high) { return value < low ? low : value > high ? high : value; }

/* How many of the vector's channels exist. */
static int count_of(const Panel *panel, int vector) {
    return between(0, panel->packing->layer->shape.channels - panel->first - vector * LANES, LANES);
}

/* Hands all of a panel's filters to `visit`, a run at a time; those that do not exist are 0. */
static void for_each_run(Panel *panel, Visit *visit) {
    const Layer *layer = panel->packing->layer;
    FilterRun filters[MOST_VECTORS][LANES];
    Run run;
    for (int in = 0; in < layer->in_shape.channels; in += FILTER_INPUTS) {
        int inputs = between(0, layer->in_shape.channels - in, FILTER_INPUTS);
        for (int v = 0; v < panel->vectors; v++)
            load_filters(layer, panel->first + v * LANES, count_of(panel, v), in, inputs, filters[v]);
        for (int i = 0; i < inputs; i += RUN / panel->vectors) {
            for (int k = 0; k < RUN; k++) {
                int input = i + k / panel->vectors, v = k % panel->vectors;
                transform_filters(&panel->g, filters[v], input < inputs ? count_of(panel, v) : 0,
                                  input < inputs ? input : 0, run[k]);
            }
            visit(panel, in + i, run);
        }
    }
}

static int points_of(const Panel *panel) { return panel->g.points * panel->g.points; }

/* The largest weight of each channel at each point. */
FOR_EACH_PROCESSOR
static void find_largest(Panel *panel, int in, Run run) {
    (void)in;
    for (int k = 0; k < RUN; k++)
        for (int point = 0; point < points_of(panel); point++)
            for (int c = 0; c < LANES; c++) {
                float *largest = &panel->scale[k % panel->vectors][point][c], w = fabsf(run[k][point][c]);
                *largest = w > *largest ? w : *largest;
            }
}

static void set_scales(Panel *panel) {
    for (int v = 0; v < panel->vectors; v++)
        for (int point = 0; point < points_of(panel); point++) {
            float *scale = panel->scale[v][point];
            for (int c = 0; c < LANES; c++) {
                scale[c] = (float)(scale[c] / LARGEST);
                if (scale[c] < FLT_MIN)
                    scale[c] = 0; /* and its inverse stays so */
                else
                    panel->inverse[v][point][c] = 1.0 / scale[c];
            }
        }
}

/* The number nearest to `value` whose low byte is that of `low`. */
static uint32_t nearest(double value, uint32_t low) {
    double upper = (value - (low & 0xff)) / 256;
    int32_t whole = (int32_t)(upper < 0 ? upper - 0.5 : upper + 0.5);
    return (uint32_t)whole << 8 | (low & 0xff);
}

/* value[number][lane] of one point -> i[3][lane]. */
FOR_EACH_PROCESSOR
static void narrow(const double (*value)[LANES], uint32_t (*i)[LANES]) {
    for (int c = 0; c < LANES; c++) {
        uint32_t rest = nearest(value[3][c], 0);
        i[2][c] = nearest(value[2][c], rest >> 8);
        rest ^= i[2][c] << 8;
        i[1][c] = nearest(value[1][c], rest >> 16);
        rest ^= i[1][c] << 16;
        i[0][c] = nearest(value[0][c], rest >> 24);
    }
}

static void pack_run(Panel *panel, int in, Run run) {
    float *to = panel->packed + number_units(NUMBER_S24, (size_t)(in * panel->vectors * LANES));
    for (int point = 0; point < points_of(panel); point++, to += panel->plane) {
        double value[RUN][LANES];
        uint32_t integers[RUN - 1][LANES];
        for (int k = 0; k < RUN; k++)
            for (int c = 0; c < LANES; c++)
                value[k][c] = run[k][point][c] * panel->inverse[k % panel->vectors][point][c];
        narrow((const double(*)[LANES])value, integers);
        memcpy(to, integers, sizeof integers);
    }
}

/* Behind a point's weights. */
static void pack_scales(const Panel *panel, size_t units) {
    float *to = panel->packed + units - (size_t)(panel->vectors * LANES);
    for (int point = 0; point < points_of(panel); point++, to += panel->plane)
        for (int v = 0; v < panel->vectors; v++)
            memcpy(to + v * LANES, panel->scale[v][point], sizeof panel->scale[v][point]);
}

void pack_narrow(const Packing *p, int panel, void *weights) {
    size_t units = panel_units(p->layer, p->in, p->out, p->choice);
    Panel all = { .packing = p,
                  .g = filter_matrix(p->choice, p->layer),
                  .vectors = p->choice->tile.vectors,
                  .first = panel * panel_channels(p->out, p->choice),
                  .plane = units * (size_t)p->choice->group,
                  .packed = (float *)weights + winograd_panel(p, panel) };
    for_each_run(&all, find_largest);
    set_scales(&all);
    for_each_run(&all, pack_run);
    pack_scales(&all, units);
}
