/* kernels.c: a function for each layer or, where the catalogue has it, its sizes; layers of one shape
 * share them. */
#include "parts.h"

#include <assert.h>
#include <string.h>

typedef struct {
    const char *name, *text; /* the text with the name left out tells kernels of one name apart */
} Known;

typedef struct {
    const Plan *plan;
    const Library *library;
    Known *known;
    int count;
} Shared;

static const char *stem_about(Arena *arena, const Layer *layer, const StemKernel *k) {
    const ConvKernel *p = &k->products;
    Text about = { .arena = arena };
    text_printf(&about,
                "/* %dx%d convolution, stride %d, %d -> %d channels at %dx%d, by F(%d,%d) along its rows",
                layer->kernel, layer->kernel, layer->stride, layer->in_shape.channels, layer->shape.channels,
                layer->conv_shape.height, layer->conv_shape.width, STEM_OUTPUTS, k->taps);
    text_printf(&about, "%s", ending_about(arena, &k->ending));
    if (layer->pool) text_printf(&about, ",\n * then 3x3 max pool of stride 2");
    text_printf(&about, ".\n * x: its border's corner; w: [%zu][%zu][%zu][%d]; y: its pixel (0, 0);",
                p->plane.images.value, p->weights.panels.value, p->sum.in_blocks.value,
                p->weights.vectors * k->target->lanes);
    text_printf(&about, "\n * scratch: %zu floats a thread. */", k->scratch.value);
    return about.bytes;
}

static const char *conv_name(Arena *arena, const Layer *layer, const Choice *choice) {
    Text name = { .arena = arena };
    text_printf(&name, "conv%dx%d", layer->kernel, layer->kernel);
    if (layer->stride > 1) text_printf(&name, "s%d", layer->stride);
    if (layer->groups > 1) text_printf(&name, "g%d", layer->groups);
    text_printf(&name, "_%d_%d_%dx%d", layer->in_shape.channels, layer->shape.channels,
                layer->conv_shape.height, layer->conv_shape.width);
    if (choice->algorithm == ALGORITHM_WINOGRAD)
        text_printf(&name, "_f%d%s", choice->outputs, choice->raw ? "_raw" : choice->narrow ? "_narrow" : "");
    if (choice->algorithm == ALGORITHM_STEM) text_printf(&name, "_rows");
    const Ending ending = ending_of(layer);
    text_printf(&name, "%s", ending_suffix(arena, &ending));
    if (layer->pool) text_printf(&name, "_pool");
    return name.bytes;
}

static const char *kernel_name(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    Shape in = layer->in_shape, shape = layer->shape;
    switch (layer->kind) {
    case LAYER_CONV:
        return conv_name(arena, layer, &plan->choices[v]);
    case LAYER_LINEAR:
        return arena_printf(arena, "linear_%d_%d", in.channels, shape.channels);
    case LAYER_MAX_POOL:
        return arena_printf(arena, "maxpool_%d_%dx%d", shape.channels, shape.height, shape.width);
    case LAYER_AVERAGE_POOL:
        return arena_printf(arena, "avgpool_%d_%dx%d", shape.channels, in.height, in.width);
    case LAYER_SOFTMAX:
        return arena_printf(arena, "softmax_%d", shape.channels);
    case LAYER_INPUT:
    case LAYER_OUTPUT:
        break;
    }
    return NULL;
}

static const char *conv_about(Arena *arena, const Layer *layer, const ConvKernel *k) {
    Text about = { .arena = arena };
    int width = k->weights.vectors * k->target->lanes, lanes = k->sum.in_lanes;
    text_printf(&about, "/* %dx%d convolution", layer->kernel, layer->kernel);
    if (layer->stride > 1) text_printf(&about, ", stride %d", layer->stride);
    if (layer->groups > 1) text_printf(&about, ", %d groups", layer->groups);
    text_printf(&about, ", %d -> %d channels at %dx%d", layer->in_shape.channels, layer->shape.channels,
                layer->shape.height, layer->shape.width);
    text_printf(&about, "%s", ending_about(arena, &k->ending));
    size_t slices = (size_t)k->sum.slices, blocks = slices * k->sum.in_blocks.value;
    if (slices > 1)
        text_printf(
            &about,
            ".\n * A slice of %zu input channels at a time, whose weights of a panel stay in the first "
            "cache; sums wait in y",
            k->sum.in_blocks.value * (size_t)lanes);
    text_printf(&about,
                ".\n * x: its first tap's first pixel; w: [%zu][%zu][%zu][%zu][%d][%d]; y: its pixel (0, 0)",
                k->weights.panels.value, blocks, k->sum.kernel.value, k->sum.kernel.value,
                k->sum.lane_group ? k->sum.lane_group : lanes, width);
    if (k->sum.gathered) text_printf(&about, ";\n * scratch: %zu floats a thread", k->sum.scratch);
    text_printf(&about, ". */");
    return about.bytes;
}

static const char *winograd_about(Arena *arena, const Layer *layer, const WinogradKernel *k) {
    const ConvKernel *p = &k->products;
    Text about = { .arena = arena };
    text_printf(&about, "/* 3x3 convolution%s by F(%d,3), %d -> %d channels at %dx%d",
                k->stride > 1 ? ", stride 2," : "", k->outputs, layer->in_shape.channels,
                layer->shape.channels, layer->shape.height, layer->shape.width);
    text_printf(&about, "%s", ending_about(arena, &k->ending));
    int width = p->weights.vectors * k->target->lanes;
    const char *w =
        p->sum.narrow
            ? arena_printf(arena, "[%zu][%zu][%zu] panels of 24-bit numbers, [%zu][3][%d], and [%d] scales",
                           k->groups.value, p->plane.images.value, p->weights.panels.value,
                           p->sum.in_blocks.value * (size_t)(p->sum.in_lanes * p->weights.vectors) /
                               NARROW_RUN,
                           k->target->lanes, width)
        : k->raw ? arena_printf(arena, "[%zu][%zu][3][3][%d][%d]", k->groups.value, p->sum.in_blocks.value,
                                p->sum.in_lanes, width)
                 : arena_printf(arena, "[%zu][%zu][%zu][%zu][%d][%d]", k->groups.value, p->plane.images.value,
                                p->weights.panels.value, p->sum.in_blocks.value, p->sum.in_lanes, width);
    text_printf(&about, ".\n * x: its border's corner; w: %s; y: its pixel (0, 0);", w);
    text_printf(&about, "\n * scratch: %zu floats a thread. */", k->scratch.value);
    return about.bytes;
}

static void emit_weighted_kernel(Out *out, const Plan *plan, int v, const char *name) {
    Arena *arena = out->text.arena;
    const Layer *layer = &plan->layers->layers[v];
    assert(layer->gate < 0); /* kernels have no parameter for it yet */
    if (plan->choices[v].algorithm == ALGORITHM_STEM) {
        StemKernel k = stem_kernel(plan, v);
        emit_stem(out, name, stem_about(arena, layer, &k), &k);
    } else if (plan->choices[v].algorithm == ALGORITHM_WINOGRAD) {
        WinogradKernel k = winograd_kernel(plan, v);
        emit_winograd(out, name, winograd_about(arena, layer, &k), &k);
    } else {
        ConvKernel k = conv_kernel(arena, plan, v);
        emit_conv(out, name, conv_about(arena, layer, &k), &k);
    }
}

static void emit_max_pool_kernel(Out *out, const Plan *plan, int v, const char *name) {
    PoolKernel k = pool_kernel(plan, v);
    const Layer *layer = &plan->layers->layers[v];
    Shape in = layer->in_shape, shape = layer->shape;
    const char *about =
        arena_printf(out->text.arena, "/* 3x3 max pool, stride 2, %d channels, %dx%d -> %dx%d%s. */",
                     in.channels, in.height, in.width, shape.height, shape.width,
                     k.cut ? "; what lies outside of the image gives way to the middle of the window"
                           : ", of values that are not negative");
    emit_max_pool(out, name, about, &k);
}

static void emit_average_pool_kernel(Out *out, const Plan *plan, int v, const char *name) {
    PoolKernel k = pool_kernel(plan, v);
    Shape in = plan->layers->layers[v].in_shape;
    const char *about = arena_printf(out->text.arena, "/* Average over %dx%d pixels, %d channels. */",
                                     in.height, in.width, in.channels);
    emit_average_pool(out, name, about, &k);
}

static void emit_softmax_kernel(Out *out, const Plan *plan, int v, const char *name) {
    SoftmaxKernel k = softmax_kernel(plan, v);
    emit_softmax(out, name, "/* exp(x - max) / sum. */", &k);
}

static void emit_kernel(Out *out, const Plan *plan, int v, const char *name) {
    switch (plan->layers->layers[v].kind) {
    case LAYER_CONV:
    case LAYER_LINEAR:
        emit_weighted_kernel(out, plan, v, name);
        break;
    case LAYER_MAX_POOL:
        emit_max_pool_kernel(out, plan, v, name);
        break;
    case LAYER_AVERAGE_POOL:
        emit_average_pool_kernel(out, plan, v, name);
        break;
    case LAYER_SOFTMAX:
        emit_softmax_kernel(out, plan, v, name);
        break;
    case LAYER_INPUT:
    case LAYER_OUTPUT:
        break; /* every file has their functions */
    }
}

/* Kernels of one name that differ (in their borders, say) get a letter. Returns the name; prints new ones. */
static const char *share_kernel(Out *out, Shared *c, int v) {
    Arena *arena = out->text.arena;
    const char *base = kernel_name(arena, c->plan, v), *name = base;
    void (*emit)(Out *, const Plan *, int, const char *) = c->library ? c->library->emit_sizes : emit_kernel;
    Out body = { .text = { .arena = arena } };
    emit(&body, c->plan, v, base);
    char letter = 'b';
    for (int i = 0; i < c->count; i++) {
        if (strcmp(c->known[i].name, base)) continue;
        if (!strcmp(c->known[i].text, body.text.bytes)) return arena_printf(arena, "%s", name);
        name = arena_printf(arena, "%s_%c", base, letter++);
    }
    c->known[c->count++] = (Known){ base, body.text.bytes };
    emit(out, c->plan, v, name);
    return name;
}

const char *const *emit_kernels(Out *out, const Plan *plan, const Library *library) {
    Arena *arena = out->text.arena;
    const char **names = arena_array(arena, const char *, plan->layers->count);
    Shared c = { plan, library, arena_array(arena, Known, plan->layers->count), 0 };
    for (int v = 0; v < plan->layers->count; v++)
        if (kernel_name(arena, plan, v)) names[v] = share_kernel(out, &c, v);
    return names;
}
