/* kernels.c: Layers, Layout, Choice -> Kernel: the kernel of every layer, its sizes numbers. */
#include "kernels.h"

#include <string.h>

static KernelKind kind_of(const Layer *layer, const Choice *choice) {
    static const KernelKind kinds[] = {
        [LAYER_INPUT] = KERNEL_NONE,
        [LAYER_CONV] = KERNEL_DIRECT,
        [LAYER_POINTWISE] = KERNEL_POINTWISE,
        [LAYER_GROUP_NORM] = KERNEL_GROUP_NORM,
        [LAYER_MAX_POOL] = KERNEL_MAX_POOL,
        [LAYER_WINDOW_AVERAGE] = KERNEL_WINDOW,
        [LAYER_BLUR] = KERNEL_WINDOW,
        [LAYER_ZERO_PAD] = KERNEL_ZERO_PAD,
        [LAYER_AVERAGE_POOL] = KERNEL_AVERAGE_POOL,
        [LAYER_GLOBAL_MAX] = KERNEL_GLOBAL_POOL,
        [LAYER_AVERAGE_MAX] = KERNEL_GLOBAL_POOL,
        [LAYER_AVERAGE_AND_MAX] = KERNEL_GLOBAL_POOL,
        [LAYER_LINEAR] = KERNEL_LINEAR,
        [LAYER_CHANNEL_CONV] = KERNEL_CHANNEL_CONV,
        [LAYER_SOFTMAX] = KERNEL_SOFTMAX,
        [LAYER_CONVERT] = KERNEL_CONVERT,
        [LAYER_OUTPUT] = KERNEL_NONE,
    };
    if (choice->algorithm == ALGORITHM_WINOGRAD) return KERNEL_WINOGRAD;
    if (layer->kind == LAYER_MAX_POOL && !reads_border(layer)) return KERNEL_WINDOW;
    return choice->algorithm == ALGORITHM_STEM ? KERNEL_STEM : kinds[layer->kind];
}

static void set_shape(KernelShape *s, const Layer *layer) {
    s->in = layer->in_shape;
    if (has_weights(layer)) s->in.height = s->in.width = 0;
    s->conv = layer->conv_shape;
    s->out = layer->shape;
    s->kernel = layer->kernel;
    s->stride = layer->stride;
    s->dilation = layer->dilation;
    s->groups = layer->groups;
}

/* Returns whether it is shared out to threads. */
static bool make_kernel(Arena *arena, const Layers *layers, const Query *q, const Choice *choice, Kernel *k) {
    switch (k->kind) {
    case KERNEL_DIRECT:
    case KERNEL_LINEAR:
        return make_direct(arena, q, choice, &k->conv);
    case KERNEL_WINOGRAD:
        return make_winograd(q, choice, &k->winograd);
    case KERNEL_STEM:
        return make_stem(q, choice, &k->stem);
    case KERNEL_MAX_POOL:
        return make_max_pool(q, !q->layer->zeros && !never_negative(layers, q->layer->in), &k->pool);
    case KERNEL_AVERAGE_POOL:
        return make_average_pool(q, &k->pool);
    case KERNEL_WINDOW:
        return make_window(q, &k->window);
    case KERNEL_ZERO_PAD:
        return make_shortcut(q, &k->shortcut);
    case KERNEL_GLOBAL_POOL:
        return make_global_pool(q, &k->global);
    case KERNEL_SOFTMAX:
        return make_softmax(q, &k->softmax);
    case KERNEL_POINTWISE:
    case KERNEL_CONVERT:
        return make_pointwise(q, choice, &k->pointwise);
    case KERNEL_GROUP_NORM:
        return make_group_norm(q, choice, &k->group_norm);
    case KERNEL_CHANNEL_CONV:
        return make_channel_conv(q, choice, &k->channel_conv);
    case KERNEL_NONE:
        break;
    }
    return false;
}

/* Every byte behind `twin`, so that a new member cannot be forgotten. That asks two things of who makes
 * kernels. They are made in the arena's zeroed memory, member by member: a struct that is assigned as a whole
 * may bring garbage into the room between its members. And equal tables
 * are one (share_table), so that their pointers differ where their contents do. */
static bool same_kernel(const Kernel *a, const Kernel *b) {
    return !memcmp(&a->kind, &b->kind, sizeof *a - offsetof(Kernel, kind));
}

static bool same_table(const ConvKernel *a, const ConvKernel *b) {
    const int *x = a->sum.first_block, *y = b->sum.first_block;
    size_t panels = a->weights.panels.value;
    return x && panels == b->weights.panels.value && !memcmp(x, y, panels * sizeof *x);
}

static void share_table(Kernel *kernels, int v) {
    if (kernels[v].kind != KERNEL_DIRECT || !kernels[v].conv.sum.first_block) return;
    for (int u = 0; u < v; u++)
        if (kernels[u].kind == KERNEL_DIRECT && same_table(&kernels[u].conv, &kernels[v].conv))
            kernels[v].conv.sum.first_block = kernels[u].conv.sum.first_block;
}

static int twin_of(const Kernel *kernels, int v) {
    for (int u = 0; u < v; u++)
        if (kernels[u].twin == u && same_kernel(&kernels[u], &kernels[v])) return u;
    return v;
}

const Kernel *make_kernels(Arena *arena, const Layers *layers, const Layout *layouts, const Choice *choices,
                           const Target *target) {
    Kernel *kernels = arena_array(arena, Kernel, layers->count);
    for (int v = 0; v < layers->count; v++) {
        Kernel *k = &kernels[v];
        k->kind = kind_of(&layers->layers[v], &choices[v]);
        if (k->kind != KERNEL_NONE) {
            const Query q = shape_query(layers, layouts, target, v);
            set_shape(&k->shape, q.layer);
            k->shared = make_kernel(arena, layers, &q, &choices[v], k);
            share_table(kernels, v);
        }
        k->twin = twin_of(kernels, v);
    }
    return kernels;
}
