/* kernels.c: a function for each layer or, where the catalogue has it, its sizes; layers of one shape
 * share them. */
#include "ending.h"
#include "integers.h"
#include "parts.h"
#include "tile.h"

#include <string.h>

static const char *stem_about(Arena *arena, const KernelShape *s, const StemKernel *k) {
    const ConvKernel *p = &k->products;
    Text about = { .arena = arena };
    text_printf(&about,
                "/* %dx%d convolution, stride %d, %d -> %d channels at %dx%d, by F(%d,%d) along its rows",
                s->kernel, s->kernel, s->stride, s->in.channels, s->out.channels, s->conv.height,
                s->conv.width, STEM_OUTPUTS, k->taps);
    text_printf(&about, "%s", ending_about(arena, &k->ending));
    if (k->pool) text_printf(&about, ",\n * then 3x3 max pool of stride 2");
    text_printf(&about, ".\n * x: its border's corner; w: [%zu][%zu][%zu][%d]; y: its pixel (0, 0);",
                p->plane.images.value, p->weights.panels.value, p->sum.in_blocks.value,
                p->weights.vectors * k->target->lanes);
    text_printf(&about, "\n * scratch: %zu floats a thread. */", k->scratch.value);
    return about.bytes;
}

static const char *winograd_suffix(Arena *arena, const WinogradKernel *k) {
    return arena_printf(arena, "_f%d%s", k->outputs,
                        k->raw ? "_raw" : number_suffix(arena, k->products.weights.number));
}

static const char *conv_name(Arena *arena, const Kernel *k, const char *algorithm, const Ending *ending) {
    const KernelShape *s = &k->shape;
    Text name = { .arena = arena };
    text_printf(&name, "conv%dx%d", s->kernel, s->kernel);
    if (s->stride > 1) text_printf(&name, "s%d", s->stride);
    if (s->dilation > 1) text_printf(&name, "d%d", s->dilation);
    if (s->groups > 1) text_printf(&name, "g%d", s->groups);
    text_printf(&name, "_%d_%d_%dx%d%s", s->in.channels, s->out.channels, s->conv.height, s->conv.width,
                algorithm);
    text_printf(&name, "%s", ending_suffix(arena, ending));
    if (k->kind == KERNEL_STEM && k->stem.pool) text_printf(&name, "_pool");
    return name.bytes;
}

/* Kernels of one name may still differ, in their borders, say. */
static const char *kernel_name(Arena *arena, const Kernel *k) {
    Shape in = k->shape.in, out = k->shape.out;
    switch (k->kind) {
    case KERNEL_DIRECT:
        return conv_name(arena, k, "", &k->conv.ending);
    case KERNEL_WINOGRAD:
        return conv_name(arena, k, winograd_suffix(arena, &k->winograd), &k->winograd.ending);
    case KERNEL_STEM:
        return conv_name(arena, k, "_rows", &k->stem.ending);
    case KERNEL_LINEAR:
        return arena_printf(arena, "linear_%d_%d%s", in.channels, out.channels,
                            ending_suffix(arena, &k->conv.ending));
    case KERNEL_MAX_POOL:
        return arena_printf(arena, "maxpool_%d_%dx%d", out.channels, out.height, out.width);
    case KERNEL_AVERAGE_POOL:
        return arena_printf(arena, "avgpool_%d_%dx%d", out.channels, in.height, in.width);
    case KERNEL_WINDOW:
        return window_name(arena, &k->shape, &k->window);
    case KERNEL_ZERO_PAD:
        return shortcut_name(arena, &k->shape);
    case KERNEL_GLOBAL_POOL:
        return global_name(arena, &k->shape, &k->global);
    case KERNEL_SOFTMAX:
        return arena_printf(arena, "softmax_%d", out.channels);
    case KERNEL_POINTWISE:
        return arena_printf(arena, "pointwise_%d_%dx%d%s%s", out.channels, out.height, out.width,
                            k->pointwise.affine ? "_norm" : "", ending_suffix(arena, &k->pointwise.ending));
    case KERNEL_GROUP_NORM:
        return arena_printf(arena, "groupnorm%d_%d_%dx%d%s", k->shape.groups, out.channels, out.height,
                            out.width, ending_suffix(arena, &k->group_norm.pass.ending));
    case KERNEL_CHANNEL_CONV:
        return arena_printf(arena, "channelconv%d_%d%s", k->shape.kernel, out.channels,
                            ending_suffix(arena, &k->channel_conv.ending));
    case KERNEL_CONVERT:
        return arena_printf(arena, "to_%s_%d_%dx%d",
                            number_types[k->pointwise.y].integers ? "integers" : "floats", out.channels,
                            out.height, out.width);
    case KERNEL_NONE:
        break;
    }
    return NULL;
}

static const char *conv_about(Arena *arena, const KernelShape *s, const ConvKernel *k) {
    Text about = { .arena = arena };
    int width = k->weights.vectors * k->target->lanes, lanes = k->sum.in_lanes;
    text_printf(&about, "/* %dx%d convolution", s->kernel, s->kernel);
    if (s->stride > 1) text_printf(&about, ", stride %d", s->stride);
    if (s->dilation > 1) text_printf(&about, ", dilated by %d", s->dilation);
    if (s->groups > 1) text_printf(&about, ", %d groups", s->groups);
    text_printf(&about, ", %d -> %d channels at %dx%d", s->in.channels, s->out.channels, s->out.height,
                s->out.width);
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

static const char *winograd_about(Arena *arena, const KernelShape *s, const WinogradKernel *k) {
    const ConvKernel *p = &k->products;
    Text about = { .arena = arena };
    text_printf(&about, "/* 3x3 convolution%s by F(%d,3), %d -> %d channels at %dx%d",
                k->stride > 1 ? ", stride 2," : "", k->outputs, s->in.channels, s->out.channels,
                s->out.height, s->out.width);
    text_printf(&about, "%s", ending_about(arena, &k->ending));
    int width = p->weights.vectors * k->target->lanes;
    const char *w =
        p->weights.number == NUMBER_S24
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

static const char *max_pool_about(Arena *arena, const KernelShape *s, const PoolKernel *k) {
    return arena_printf(arena, "/* 3x3 max pool, stride 2, %d channels, %dx%d -> %dx%d%s. */", s->in.channels,
                        s->in.height, s->in.width, s->out.height, s->out.width,
                        k->cut ? "; what lies outside of the image gives way to the middle of the window"
                               : ", of values that are not negative");
}

static const char *average_pool_about(Arena *arena, const KernelShape *s) {
    return arena_printf(arena, "/* Average over %dx%d pixels, %d channels. */", s->in.height, s->in.width,
                        s->in.channels);
}

static const char *pointwise_about(Arena *arena, const KernelShape *s, const PointwiseKernel *k) {
    return arena_printf(arena, "/* %d channels at %dx%d: x%s%s. */", s->out.channels, s->out.height,
                        s->out.width, k->affine ? " * w + bias, numbers a channel" : "",
                        ending_about(arena, &k->ending));
}

static const char *group_norm_about(Arena *arena, const KernelShape *s, const GroupNormKernel *k) {
    return arena_printf(arena, "/* Group norm, %d channels in %d groups at %dx%d%s. */", s->out.channels,
                        s->groups, s->out.height, s->out.width, ending_about(arena, &k->pass.ending));
}

static const char *channel_conv_about(Arena *arena, const KernelShape *s, const ChannelConvKernel *k) {
    return arena_printf(arena, "/* A filter of %d along %d channels%s. */", s->kernel, s->out.channels,
                        ending_about(arena, &k->ending));
}

static void emit_kernel(Out *out, const Kernel *k, const char *name) {
    Arena *arena = out->text.arena;
    switch (k->kind) {
    case KERNEL_DIRECT:
    case KERNEL_LINEAR:
        emit_conv(out, name, conv_about(arena, &k->shape, &k->conv), &k->conv);
        break;
    case KERNEL_WINOGRAD:
        emit_winograd(out, name, winograd_about(arena, &k->shape, &k->winograd), &k->winograd);
        break;
    case KERNEL_STEM:
        emit_stem(out, name, stem_about(arena, &k->shape, &k->stem), &k->stem);
        break;
    case KERNEL_MAX_POOL:
        emit_max_pool(out, name, max_pool_about(arena, &k->shape, &k->pool), &k->pool);
        break;
    case KERNEL_AVERAGE_POOL:
        (k->pool.sums ? emit_integer_average
                      : emit_average_pool)(out, name, average_pool_about(arena, &k->shape), &k->pool);
        break;
    case KERNEL_WINDOW:
        emit_windows(out, name, window_about(arena, &k->shape, &k->window), &k->window);
        break;
    case KERNEL_ZERO_PAD:
        emit_shortcut(out, name, shortcut_about(arena, &k->shape), &k->shortcut);
        break;
    case KERNEL_GLOBAL_POOL:
        (number_types[k->global.pool.x].integers ? emit_integer_global : emit_global_pool)(
            out, name, global_about(arena, &k->shape, &k->global), &k->global);
        break;
    case KERNEL_SOFTMAX:
        emit_softmax(out, name, "/* exp(x - max) / sum. */", &k->softmax);
        break;
    case KERNEL_POINTWISE:
        (number_types[k->pointwise.x].integers ? emit_integer_pointwise : emit_pointwise)(
            out, name, pointwise_about(arena, &k->shape, &k->pointwise), &k->pointwise);
        break;
    case KERNEL_GROUP_NORM:
        emit_group_norm(out, name, group_norm_about(arena, &k->shape, &k->group_norm), &k->group_norm);
        break;
    case KERNEL_CHANNEL_CONV:
        (number_types[k->channel_conv.x].integers ? emit_integer_channel_conv : emit_channel_conv)(
            out, name, channel_conv_about(arena, &k->shape, &k->channel_conv), &k->channel_conv);
        break;
    case KERNEL_CONVERT:
        emit_convert(out, name, &k->shape, &k->pointwise);
        break;
    case KERNEL_NONE:
        break;
    }
}

/* The first of so many kernels of one name has it as it is, the others get their number behind it: what they
 * differ in, strides mostly, stands in them. */
static const char *numbered(Arena *arena, const char *const *known, int v) {
    int before = 0;
    for (int u = 0; u < v; u++) before += known[u] && !strcmp(known[u], known[v]);
    return before ? arena_printf(arena, "%s_%d", known[v], before + 1) : known[v];
}

const char *const *emit_kernels(Out *out, const Plan *plan, const Library *library) {
    Arena *arena = out->text.arena;
    void (*emit)(Out *, const Kernel *, const char *) = library ? library->emit_sizes : emit_kernel;
    const char **known = arena_array(arena, const char *, plan->layers->count); /* [layer]: NULL for twins */
    const char **names = arena_array(arena, const char *, plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) {
        const Kernel *k = &plan->kernels[v];
        if (k->kind == KERNEL_NONE) continue;
        names[v] = names[k->twin];
        if (k->twin != v) continue;
        known[v] = kernel_name(arena, k);
        names[v] = numbered(arena, known, v);
        emit(out, k, names[v]);
    }
    return names;
}
