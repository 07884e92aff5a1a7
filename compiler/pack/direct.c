/* direct.c: weights of direct convolutions: [panel][in block][kernel row][kernel column][in lane][out
 * channel].
 *
 * PyTorch's order is [out channel][in channel][tap]: a transpose, made in blocks that stay in the first
 * cache. */
#include "pack.h"

enum { BLOCK = 16, MOST_TAPS = 9 };

/* Of a filter; a linear layer reads each channel's pixels as if they were taps. */
static int tap_count(const Layer *layer) {
    return layer->kind == LAYER_LINEAR ? layer->in_shape.height * layer->in_shape.width
                                       : layer->kernel * layer->kernel;
}

/* The weight between an output and an input channel (both of the whole layer); 0 where they are not
 * connected. */
static float weight_at(const Layer *layer, int out, int in, int tap) {
    int out_group = layer->shape.channels / layer->groups,
        in_group = layer->in_shape.channels / layer->groups;
    if (out >= layer->shape.channels || in >= layer->in_shape.channels || out / out_group != in / in_group)
        return 0;
    size_t taps = (size_t)tap_count(layer);
    float weight;
    layer_weights(layer, out, (size_t)(in % in_group) * taps + (size_t)tap, 1, &weight);
    return weight;
}

static void pack_any(const Packing *p, int panel, float *packed) {
    int width = panel_channels(p->out, p->choice);
    int first = panel_first_block(p->layer, p->in, p->out, p->choice, panel);
    int taps = tap_count(p->layer), pixels = p->layer->kind == LAYER_LINEAR ? taps : 1;
    for (int block = first; block < first + p->choice->in_blocks / pixels; block++)
        for (int tap = 0; tap < taps; tap++)
            for (int lane = 0; lane < p->in->lanes; lane++)
                for (int c = 0; c < width; c++)
                    *packed++ = weight_at(p->layer, panel * width + c, block * p->in->lanes + lane, tap);
}

/* [kernel row][kernel column][step][out channel of the panel]: in each step an output channel meets the one
 * so many places behind its own in the group (emit/groups.c). */
static void pack_lane_groups(const Packing *p, int panel, float *packed) {
    int width = panel_channels(p->out, p->choice), group = p->choice->lane_group;
    for (int tap = 0; tap < p->layer->kernel * p->layer->kernel; tap++)
        for (int member = 0; member < group; member++)
            for (int c = panel * width; c < (panel + 1) * width; c++)
                *packed++ = weight_at(p->layer, c, c / group * group + (c + member) % group, tap);
}

static int least(int a, int b) { return a < b ? a : b; }

/* packed[(tap * lanes + lane) * width + c] = weight `first` + lane * taps + tap of channel out + c, for c
 * below count, at most BLOCK. */
static void transpose(const Layer *layer, int out, size_t first, int count, int taps, int used, int lanes,
                      int width, float *packed) {
    float block[BLOCK][BLOCK * MOST_TAPS];
    size_t run = (size_t)(used * taps);
    for (int c = 0; c < count; c++) layer_weights(layer, out + c, first, run, block[c]);
    for (int lane = 0; lane < used; lane++)
        for (int tap = 0; tap < taps; tap++) {
            float *to = packed + (size_t)(tap * lanes + lane) * (size_t)width;
            if (count == BLOCK)
                for (int c = 0; c < BLOCK; c++) to[c] = block[c][lane * taps + tap];
            else
                for (int c = 0; c < count; c++) to[c] = block[c][lane * taps + tap];
        }
}

static void pack_plain(const Packing *p, int panel, float *packed) {
    const Layer *layer = p->layer;
    int width = panel_channels(p->out, p->choice), taps = tap_count(layer), lanes = p->in->lanes;
    int channels = least(width, layer->shape.channels - panel * width);
    for (int block = 0; block < p->in->blocks; block++, packed += lanes * taps * width)
        for (int c = 0; c < channels; c += BLOCK)
            transpose(layer, panel * width + c, (size_t)(block * lanes * taps), least(BLOCK, channels - c),
                      taps, least(lanes, layer->in_shape.channels - block * lanes), lanes, width, packed + c);
}

void pack_direct(const Packing *p, int panel, void *weights) {
    float *packed = (float *)weights + (size_t)panel * panel_units(p->layer, p->in, p->out, p->choice);
    bool small = tap_count(p->layer) <= MOST_TAPS && p->in->lanes <= BLOCK;
    if (p->choice->lane_group)
        pack_lane_groups(p, panel, packed);
    else if (p->layer->groups == 1 && small)
        pack_plain(p, panel, packed);
    else
        pack_any(p, panel, packed);
}
