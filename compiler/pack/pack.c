/* pack.c: the weights in the order in which the kernels read them, behind the header of a weights file. */
#include "pack.h"
#include "base/base.h"
#include "layers/layers.h"

#include <string.h>

static size_t aligned(size_t bytes) { return (bytes + BLOB_ALIGNMENT - 1) / BLOB_ALIGNMENT * BLOB_ALIGNMENT; }

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

/* Sizes are asked for before they are checked (sizes.c): more of them than an int has. */
static size_t panel_steps(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    const size_t channels = (size_t)choice->in_blocks * (size_t)in->lanes;
    const size_t taps = (size_t)(layer->kernel * layer->kernel);
    switch (choice->algorithm) {
    case ALGORITHM_WINOGRAD:
        return channels * (choice->raw ? taps : 1);
    case ALGORITHM_STEM:
        return (size_t)stem_plan(layer, out, 1).steps;
    default:
        if (in->whole) {
            const Runs runs = runs_of(layer, in, choice);
            return (size_t)runs.count * (size_t)runs.padded;
        }
        return (choice->lane_group ? (size_t)choice->lane_group : channels) * taps;
    }
}

size_t panel_units(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    size_t channels = (size_t)panel_channels(out, choice),
           elements = panel_steps(layer, in, out, choice) * channels;
    return number_units(choice->weights, elements) + scale_units(choice->weights, channels);
}

size_t winograd_panel(const Packing *p, int panel) {
    size_t group = (size_t)p->choice->group, units = panel_units(p->layer, p->in, p->out, p->choice);
    return (size_t)panel / group * group * units * (size_t)weight_planes(p->layer, p->choice) +
           (size_t)panel % group * units;
}

size_t pair_limits(const Layout *out) { return 3 * (size_t)(out->blocks * out->lanes); }

size_t bias_floats(const Layout *out, const Choice *choice) {
    return choice->pairs ? pair_limits(out) + 2 : (size_t)(out->blocks * out->lanes);
}

size_t slope_offset(const Layout *out, const Choice *choice) {
    return (bias_floats(out, choice) + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS;
}

size_t bias_and_slope_floats(const Layer *layer, const Layout *out, const Choice *choice) {
    return has_slope(layer) ? slope_offset(out, choice) + (size_t)(out->blocks * out->lanes)
                            : bias_floats(out, choice);
}

int weight_planes(const Layer *layer, const Choice *choice) {
    bool transformed = choice->algorithm == ALGORITHM_WINOGRAD && !choice->raw;
    int side = transformed ? winograd_points(choice->outputs, layer->stride) : 1;
    return choice->algorithm == ALGORITHM_STEM ? stem_points(layer) : side * side;
}

size_t packed_bytes(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    const bool scaled = !adds_integers(layer, in) || layer->kind == LAYER_CHANNEL_CONV;
    if (!has_weights(layer)) return scaled ? aligned((size_t)(out->blocks * out->lanes) * sizeof(float)) : 0;
    size_t panels = (size_t)weight_planes(layer, choice) * (size_t)panel_count(out, choice);
    return aligned(panels * panel_units(layer, in, out, choice) * (size_t)number_types[choice->weights].unit);
}

/* ---- All panels of all layers, shared out to threads: none needs another, none allocates ---- */

typedef struct {
    const Packing *packings; /* [layer] */
    const Blob *blob;
    unsigned char *bytes; /* the blob's */
    int layers;
    const int *first; /* [layers + 1]: the number of a layer's first panel; those of a stem are one */
} Work;

static int layer_of(const Work *work, int item) {
    int low = 0, high = work->layers;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (work->first[middle] <= item)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void pack_slopes(const Packing *p, float *bias) {
    memcpy(bias + slope_offset(p->out, p->choice), p->layer->slope,
           sizeof *bias * (size_t)p->layer->shape.channels);
}

/* What layers without weights have: a scale and a bias a channel, or the taps of a channel convolution. */
static void pack_channels(const Packing *p, float *scale, float *bias) {
    const Layer *layer = p->layer;
    if (layer->weight) memcpy(scale, layer->weight, sizeof *scale * (size_t)layer->kernel);
    for (int c = 0; layer->scale && c < layer->shape.channels; c++) {
        scale[c] = (float)layer->scale[c];
        bias[c] = layer->bias[c];
    }
    if (has_slope(layer)) pack_slopes(p, bias);
}

static void pack_integer_channels(const Packing *p, float *weight, float *bias) {
    pack_integer_bias(p, bias);
    if (p->layer->kind == LAYER_CHANNEL_CONV) pack_integer_taps(p, weight);
}

/* The bias of a panel, by who packs it: memory is fresh, and whoever touches a page of it first has it
 * zeroed. */
static void pack_bias(const Packing *p, int panel, float *bias) {
    int channels = p->layer->shape.channels;
    int width = p->choice->algorithm == ALGORITHM_STEM ? channels : panel_channels(p->out, p->choice);
    int first = panel * width, count = channels - first < width ? channels - first : width;
    if (count > 0) memcpy(bias + first, p->layer->bias + first, sizeof *bias * (size_t)count);
    if (p->choice->pairs && panel == 0) pack_pair_limits(p->magnitude, bias + pair_limits(p->out));
    if (has_slope(p->layer) && panel == 0) pack_slopes(p, bias);
}

const Packers packers[NUMBER_COUNT] = {
    [NUMBER_F32] = { .direct = pack_direct, .winograd = pack_winograd },
    [NUMBER_S24] = { .winograd = pack_narrow },
    [NUMBER_BF16] = { .direct = pack_bf16, .winograd = pack_winograd_bf16 },
    [NUMBER_S8] = { .direct = pack_s8 },
    [NUMBER_S8_PAIRS] = { .direct = pack_s8 },
    [NUMBER_S16] = { .winograd = pack_words },
};

static void pack_item(void *context, int item) {
    const Work *work = context;
    int v = layer_of(work, item), panel = item - work->first[v];
    const Packing *p = &work->packings[v];
    void *weight = work->bytes + work->blob->weight[v], *bias = work->bytes + work->blob->bias[v];
    if (!has_weights(p->layer)) {
        (p->integers ? pack_integer_channels : pack_channels)(p, weight, bias);
        return;
    }
    if (p->integers && panel == 0)
        pack_integer_bias(p, bias);
    else if (!p->integers)
        pack_bias(p, panel, bias);
    if (p->choice->algorithm == ALGORITHM_STEM)
        pack_stem(p, weight);
    else if (p->choice->algorithm == ALGORITHM_WINOGRAD && !p->choice->raw)
        packers[p->choice->weights].winograd(p, panel, weight);
    else if (p->choice->pairs)
        pack_pairs(p, panel, weight, bias);
    else
        packers[p->choice->weights].direct(p, panel, weight);
}

/* Whether anything of it is packed. */
static bool has_block(const Layer *layer, const Layout *in) {
    return adds_integers(layer, in) || has_parameters(layer);
}

static int item_count(const Packing *p) {
    if (!has_weights(p->layer)) return has_block(p->layer, p->in);
    return p->choice->algorithm == ALGORITHM_STEM ? 1 : panel_count(p->out, p->choice);
}

static void pack_all(Arena *arena, const Packing *packings, int layers, const Blob *blob,
                     unsigned char *bytes, const Progress *progress) {
    int *first = arena_array(arena, int, layers + 1);
    for (int v = 1; v < layers; v++) /* the first is the input */
        first[v + 1] = first[v] + item_count(&packings[v]);
    const Work work = { packings, blob, bytes, layers, first };
    parallel_for(first[layers], pack_item, (void *)&work, progress);
}

/* What most layers do not have: files of networks without it are those of earlier versions. */
static uint64_t add_rare_facts(uint64_t hash, const Layer *l) {
    const int facts[] = { l->gate, l->left, l->dilation, l->zeros, l->affine };
    bool rare = l->gate >= 0 || l->left != l->top || l->dilation > 1 || l->zeros || l->affine;
    if (rare) hash = fnv1a(hash, facts, sizeof facts);
    return l->number == NUMBER_F32 ? hash : fnv1a(hash, &l->number, sizeof l->number);
}

/* Whatever changes the meaning of a byte of the file: the graph, the target, the packing. Not how a layer is
 * walked: the same file serves whatever the tuned order of its loops, and any batch. */
static uint64_t fingerprint_of(const Layers *layers, const Layout *layouts, const Choice *choices,
                               const Target *target) {
    uint64_t hash = fnv1a(FNV_BASIS, target->name, strlen(target->name));
    for (int v = 0; v < layers->count; v++) {
        const Layer *l = &layers->layers[v];
        const Choice *c = &choices[v];
        const int facts[] = { l->kind,         l->in,          l->residual,     l->shape.channels,
                              l->shape.height, l->shape.width, l->kernel,       l->stride,
                              l->top,          l->groups,      l->activation,   l->output,
                              l->pool,         c->algorithm,   c->tile.vectors, c->in_blocks,
                              c->lane_group,   c->outputs,     c->group,        plane_lanes(&layouts[v]),
                              c->pairs,        c->raw,         c->weights };
        hash = fnv1a(hash, facts, sizeof facts);
        hash = add_rare_facts(hash, l);
    }
    return hash;
}

/* Scales and zero points are in the text. */
static uint64_t add_quanta(uint64_t hash, const Quantized *quantized) {
    for (int v = 0; quantized && v < quantized->count; v++) {
        const Quantum *quantum = &quantized->quanta[v];
        hash = fnv1a(hash, &quantum->scale, sizeof quantum->scale);
        hash = fnv1a(hash, &quantum->zero, sizeof quantum->zero);
    }
    return hash;
}

uint64_t blob_checksum(const unsigned char *bytes, size_t size) {
    uint64_t hash = FNV_BASIS;
    for (size_t i = BLOB_CHECKED; i + 8 <= size; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        hash = (hash ^ word) * FNV_PRIME;
        hash ^= hash >> 32;
    }
    return hash;
}

static void write_header(unsigned char *bytes, const Blob *blob) {
    const uint64_t header[] = { BLOB_MAGIC, blob->fingerprint, blob->size, blob_checksum(bytes, blob->size) };
    memcpy(bytes, header, sizeof header);
}

static size_t bias_bytes(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    const size_t floats =
        adds_integers(layer, in) ? integer_places(layer, out).end : bias_and_slope_floats(layer, out, choice);
    return aligned(floats * sizeof(float));
}

size_t stored_bytes(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice) {
    if (!has_block(layer, in)) return 0;
    return packed_bytes(layer, in, out, choice) + bias_bytes(layer, in, out, choice);
}

/* Where each layer's weights and bias lie. */
static Blob *lay_out(Arena *arena, const Packing *packings, int layers) {
    size_t *weight = arena_array(arena, size_t, layers), *bias = arena_array(arena, size_t, layers);
    size_t bytes = BLOB_HEADER;
    for (int v = 0; v < layers; v++) {
        const Packing *p = &packings[v];
        if (!has_block(p->layer, p->in)) continue;
        weight[v] = bytes;
        bias[v] = bytes + packed_bytes(p->layer, p->in, p->out, p->choice);
        bytes += stored_bytes(p->layer, p->in, p->out, p->choice);
    }
    Blob *blob = arena_alloc(arena, sizeof *blob);
    *blob = (Blob){ .size = bytes, .weight = weight, .bias = bias };
    return blob;
}

static bool are_present(const Layers *layers) {
    for (int v = 0; v < layers->count; v++)
        if (has_weights(&layers->layers[v]) && !layers->layers[v].weight) return false;
    return true;
}

const Blob *pack_weights(Arena *arena, const Layers *layers, const Quantized *quantized,
                         const Layout *layouts, const Choice *choices, const Target *target,
                         const Progress *progress) {
    Packing *packings = arena_array(arena, Packing, layers->count);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        int in = layer->in < 0 ? v : layer->in;
        packings[v] =
            (Packing){ .layer = layer,
                       .in = &layouts[in],
                       .out = &layouts[v],
                       .choice = &choices[v],
                       .magnitude = layers->layers[in].magnitude,
                       .integers = adds_integers(layer, &layouts[in]) ? &quantized->integers[v] : NULL,
                       .target = target };
    }
    Blob *blob = lay_out(arena, packings, layers->count);
    blob->fingerprint = add_quanta(fingerprint_of(layers, layouts, choices, target), quantized);
    if (!are_present(layers)) return blob;
    unsigned char *bytes = arena_alloc(arena, blob->size);
    pack_all(arena, packings, layers->count, blob, bytes, progress);
    blob->bytes = bytes;
    if (!target->catalogue) write_header(bytes, blob); /* else nobody writes or checks it */
    return blob;
}
