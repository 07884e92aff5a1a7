/* together.c: weights of fewer bits, of which a lane takes several at once: [panel][in block][kernel
 * row][kernel column][input channels / together][out channel][together]. Where a target has a vector's lanes
 * in halves (Extension.halved), its part is [2][out channel of the vector][together / 2]. Of an input that
 * lies whole, runs of elements one after another in it, filled up with zeros: [panel][run][elements /
 * together][out channel][together].
 */
#include "pack.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Input channels and taps that make up a step: where an element of it comes from. */
typedef struct {
    int channel, tap; /* channel: of the whole layer's input; what lies beyond has the weight 0 */
} Source;

static int pixel_count(const Layer *layer) {
    return layer->kind == LAYER_LINEAR ? layer->in_shape.height * layer->in_shape.width : 1;
}

static int tap_count(const Layer *layer) {
    return layer->kind == LAYER_LINEAR ? pixel_count(layer) : layer->kernel * layer->kernel;
}

/* Index of a filter's weight, -1 where the two channels are not connected: what lies beyond the layer's is of
 * no group that an output channel has. */
static long filter_index(const Layer *layer, int out, Source from) {
    int out_group = layer->shape.channels / layer->groups,
        in_group = layer->in_shape.channels / layer->groups;
    if (out >= layer->shape.channels || out / out_group != from.channel / in_group) return -1;
    return (long)(from.channel % in_group) * tap_count(layer) + from.tap;
}

typedef void PutWeight(const Packing *p, int out, long index, size_t at, void *packed);

/* Where in a step weight t of a lane lies. */
static int place_in_step(const Packing *p, int c, int t) {
    const int together = p->choice->together, half = together / 2, lanes = p->out->lanes, lane = c % lanes;
    if (!p->target->extensions[p->choice->weights].halved) return c * together + t;
    assert(half > 0);
    return (c - lane) * together + t / half * half * lanes + lane * half + t % half;
}

/* A step of each output channel of the panel, to `packed` from element `at` on. */
static size_t put_step(const Packing *p, int panel, const Source *sources, PutWeight *put, size_t at,
                       void *packed) {
    int width = panel_channels(p->out, p->choice), together = p->choice->together;
    for (int c = 0; c < width; c++)
        for (int t = 0; t < together; t++) {
            long index = filter_index(p->layer, panel * width + c, sources[t]);
            if (index >= 0) put(p, panel * width + c, index, at + (size_t)place_in_step(p, c, t), packed);
        }
    return at + (size_t)(width * together);
}

enum { MOST_TOGETHER = 16 };

/* Of a run: which channel and tap an element of it is. `first`: the panel's first channel. */
static Source run_source(const Packing *p, Runs runs, int first, int run, int element) {
    const int pixel = (int)p->in->pixel, beyond = p->layer->in_shape.channels;
    if (element >= runs.elements) return (Source){ beyond, 0 };
    if (runs.joined) return (Source){ element % pixel, run * p->layer->kernel + element / pixel };
    if (p->layer->kind == LAYER_LINEAR) return (Source){ element % pixel, element / pixel };
    return (Source){ first * p->in->lanes + element, run };
}

static void put_runs(const Packing *p, int panel, PutWeight *put, size_t at, void *packed) {
    const int together = p->choice->together,
              first = panel_first_block(p->layer, p->in, p->out, p->choice, panel);
    const Runs runs = runs_of(p->layer, p->in, p->choice);
    for (int run = 0; run < runs.count; run++)
        for (int element = 0; element < runs.padded; element += together) {
            Source sources[MOST_TOGETHER];
            for (int t = 0; t < together; t++) sources[t] = run_source(p, runs, first, run, element + t);
            at = put_step(p, panel, sources, put, at, packed);
        }
}

static void put_blocks(const Packing *p, int panel, PutWeight *put, size_t at, void *packed) {
    int lanes = p->in->lanes, together = p->choice->together, taps = tap_count(p->layer);
    int first = panel_first_block(p->layer, p->in, p->out, p->choice, panel);
    for (int block = first; block < first + p->choice->in_blocks / pixel_count(p->layer); block++)
        for (int tap = 0; tap < taps; tap++)
            for (int lane = 0; lane < lanes; lane += together) {
                Source sources[MOST_TOGETHER];
                for (int t = 0; t < together; t++) sources[t] = (Source){ block * lanes + lane + t, tap };
                at = put_step(p, panel, sources, put, at, packed);
            }
}

static void put_panel(const Packing *p, int panel, PutWeight *put, void *packed) {
    size_t at = (size_t)panel * panel_units(p->layer, p->in, p->out, p->choice); /* a unit is an element */
    if (p->in->whole)
        put_runs(p, panel, put, at, packed);
    else
        put_blocks(p, panel, put, at, packed);
}

static void put_bf16(const Packing *p, int out, long index, size_t at, void *packed) {
    float weight;
    layer_weights(p->layer, out, (size_t)index, 1, &weight);
    ((unsigned short *)packed)[at] = to_bf16(weight);
}

static void put_s8(const Packing *p, int out, long index, size_t at, void *packed) {
    size_t filter = filter_floats(p->layer);
    ((signed char *)packed)[at] = p->integers->weights[(size_t)out * filter + (size_t)index];
}

void pack_bf16(const Packing *p, int panel, void *packed) { put_panel(p, panel, put_bf16, packed); }

void pack_s8(const Packing *p, int panel, void *packed) { put_panel(p, panel, put_s8, packed); }
