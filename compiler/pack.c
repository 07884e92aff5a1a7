/* pack.c: the weights in the order in which the kernels read them, behind the header of a weights file. */
#include "pack.h"
#include "stem.h"
#include "winograd.h"

#include <string.h>

enum { ALIGN_FLOATS = 16 };

typedef struct {
    const Layer *layer;
    const Layout *in, *out;
    const Choice *choice;
} Packing;

static size_t round_floats(size_t floats) {
    return (floats + ALIGN_FLOATS - 1) / ALIGN_FLOATS * ALIGN_FLOATS;
}

static bool has_weights(const Layer *layer) {
    return layer->kind == LAYER_CONV || layer->kind == LAYER_LINEAR;
}

int panel_channels(const Layout *out, const Choice *choice) { return choice->tile.vectors * out->lanes; }

int panel_count(const Layout *out, const Choice *choice) { return out->blocks / choice->tile.vectors; }

/* Panels near the last channel begin early enough for in_blocks blocks to exist; what they need not has zero
 * weights. */
int panel_first_block(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice,
                      int panel) {
    if (layer->groups == 1) return 0;
    int out_group = layer->shape.channels / layer->groups,
        in_group = layer->in_shape.channels / layer->groups;
    int channel = panel * panel_channels(out, choice);
    int first = channel / out_group * in_group / in->lanes;
    return first + choice->in_blocks <= in->blocks ? first : in->blocks - choice->in_blocks;
}

static int panel_steps(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    switch (choice->algorithm) {
    case ALGORITHM_WINOGRAD:
        return choice->in_blocks * in->lanes;
    case ALGORITHM_STEM:
        return stem_plan(layer, out, 1).steps;
    default:
        return (choice->lane_group ? choice->lane_group : choice->in_blocks * in->lanes) * layer->kernel *
               layer->kernel;
    }
}

size_t panel_floats(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    return (size_t)panel_steps(layer, in, out, choice) * (size_t)panel_channels(out, choice);
}

int weight_planes(const Layer *layer, const Choice *choice) {
    int side = choice->algorithm == ALGORITHM_WINOGRAD ? winograd_points(choice->outputs, layer->stride) : 1;
    const Layout no_layout = { .lanes = 1, .blocks = 1 };
    return choice->algorithm == ALGORITHM_STEM ? stem_plan(layer, &no_layout, 1).points : side * side;
}

/* The weight between an output and an input channel (both of the whole layer); 0 where they are not
 * connected. */
static float weight_at(const Layer *layer, int out, int in, int tap) {
    int out_group = layer->shape.channels / layer->groups,
        in_group = layer->in_shape.channels / layer->groups;
    if (out >= layer->shape.channels || in >= layer->in_shape.channels || out / out_group != in / in_group)
        return 0;
    size_t taps = (size_t)(layer->kernel * layer->kernel);
    return layer->weight[((size_t)out * (size_t)in_group + (size_t)(in % in_group)) * taps + (size_t)tap];
}

/* [in block][kernel row][kernel column][in lane][out channel of the panel] */
static float *pack_panel(const Packing *p, int panel, float *packed) {
    int width = panel_channels(p->out, p->choice);
    int first = panel_first_block(p->layer, p->in, p->out, p->choice, panel);
    for (int block = first; block < first + p->choice->in_blocks; block++)
        for (int tap = 0; tap < p->layer->kernel * p->layer->kernel; tap++)
            for (int lane = 0; lane < p->in->lanes; lane++)
                for (int c = 0; c < width; c++)
                    *packed++ = weight_at(p->layer, panel * width + c, block * p->in->lanes + lane, tap);
    return packed;
}

/* [kernel row][kernel column][channel within the group][out channel of the panel] */
static float *pack_lane_groups(const Packing *p, int panel, float *packed) {
    int width = panel_channels(p->out, p->choice), group = p->choice->lane_group;
    for (int tap = 0; tap < p->layer->kernel * p->layer->kernel; tap++)
        for (int member = 0; member < group; member++)
            for (int c = panel * width; c < (panel + 1) * width; c++)
                *packed++ = weight_at(p->layer, c, c / group * group + member, tap);
    return packed;
}

/* [group of panels][point][panel][in block][in lane][out channel of the panel] */
static void pack_winograd(const Packing *p, float *packed) {
    Winograd w = winograd_matrices(p->choice->outputs, p->layer->stride);
    int width = panel_channels(p->out, p->choice), group = p->choice->group,
        points = weight_planes(p->layer, p->choice);
    size_t panel = panel_floats(p->layer, p->in, p->out, p->choice), plane = panel * (size_t)group;
    for (int out = 0; out < p->layer->shape.channels; out++) {
        int index = out / width;
        float *row = packed + (size_t)(index / group) * plane * (size_t)points +
                     (size_t)(index % group) * panel + (size_t)(out % width);
        for (int in = 0; in < p->layer->in_shape.channels; in++) {
            double u[WINOGRAD_MOST * WINOGRAD_MOST];
            size_t filter = (size_t)out * (size_t)p->layer->in_shape.channels + (size_t)in;
            winograd_filter(&w, p->layer->weight + filter * WINOGRAD_TAPS * WINOGRAD_TAPS, u);
            for (int point = 0; point < points; point++)
                row[(size_t)point * plane + (size_t)in * (size_t)width] = (float)u[point];
        }
    }
}

/* [point][panel][kernel row][channel][phase][out channel of the panel] */
static void pack_stem(const Packing *p, float *packed) {
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

static void pack_layer(const Packing *p, float *weight, float *bias) {
    if (p->choice->algorithm == ALGORITHM_WINOGRAD)
        pack_winograd(p, weight);
    else if (p->choice->algorithm == ALGORITHM_STEM)
        pack_stem(p, weight);
    else
        for (int panel = 0; panel < panel_count(p->out, p->choice); panel++)
            weight =
                p->choice->lane_group ? pack_lane_groups(p, panel, weight) : pack_panel(p, panel, weight);
    memcpy(bias, p->layer->bias, sizeof *bias * (size_t)p->layer->shape.channels);
}

static uint64_t mix(uint64_t hash, uint64_t value) { return fnv1a(hash, &value, sizeof value); }

/* Whatever changes the meaning of a byte of the file: the graph, the target, the packing. */
static uint64_t fingerprint_of(const Spec *spec, const Layers *layers, const Layout *layouts,
                               const Choice *choices, const Target *target) {
    uint64_t hash = fnv1a(FNV_BASIS, target->name, strlen(target->name));
    hash = mix(hash, (uint64_t)spec->batch);
    for (int v = 0; v < layers->count; v++) {
        const Layer *l = &layers->layers[v];
        const Choice *c = &choices[v];
        const int facts[] = {
            l->kind,          l->in,           l->residual, l->shape.channels, l->shape.height,
            l->shape.width,   l->kernel,       l->stride,   l->padding,        l->groups,
            l->activation,    l->output,       l->pool,     c->algorithm,      c->tile.rows,
            c->tile.columns,  c->tile.vectors, c->order,    c->in_blocks,      c->flat,
            c->lane_group,    c->outputs,      c->strip,    c->group,          c->span,
            layouts[v].lanes, layouts[v].halo
        };
        hash = fnv1a(hash, facts, sizeof facts);
    }
    return hash;
}

uint64_t blob_checksum(const unsigned char *bytes, size_t size) {
    uint64_t hash = FNV_BASIS;
    for (size_t i = BLOB_HEADER; i + 8 <= size; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        hash = (hash ^ word) * 0x100000001b3u;
    }
    return hash;
}

static void write_header(unsigned char *bytes, const Blob *blob) {
    const uint64_t header[] = { BLOB_MAGIC, blob->fingerprint, blob->size, blob_checksum(bytes, blob->size) };
    memcpy(bytes, header, sizeof header);
}

const Blob *pack_weights(Arena *arena, const Spec *spec, const Layers *layers, const Layout *layouts,
                         const Choice *choices, const Target *target) {
    size_t *weight = arena_array(arena, size_t, layers->count),
           *bias = arena_array(arena, size_t, layers->count);
    size_t floats = BLOB_HEADER / sizeof(float);
    bool present = true;
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (!has_weights(layer)) continue;
        weight[v] = floats;
        floats += round_floats((size_t)weight_planes(layer, &choices[v]) *
                               (size_t)panel_count(&layouts[v], &choices[v]) *
                               panel_floats(layer, &layouts[layer->in], &layouts[v], &choices[v]));
        bias[v] = floats;
        floats += round_floats((size_t)(layouts[v].blocks * layouts[v].lanes));
        present = present && layer->weight;
    }
    Blob *blob = arena_alloc(arena, sizeof *blob);
    *blob = (Blob){ .size = floats * sizeof(float), .weight = weight, .bias = bias };
    blob->fingerprint = fingerprint_of(spec, layers, layouts, choices, target);
    if (!present) return blob;
    float *packed = arena_array(arena, float, floats);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        Packing packing = { layer, &layouts[layer->in < 0 ? v : layer->in], &layouts[v], &choices[v] };
        if (has_weights(layer)) pack_layer(&packing, packed + weight[v], packed + bias[v]);
    }
    blob->bytes = (const unsigned char *)packed;
    write_header((unsigned char *)packed, blob);
    return blob;
}
