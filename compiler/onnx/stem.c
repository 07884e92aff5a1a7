/* stem.c: what stands before the first block: one convolution or three, and perhaps a pool. */
#include "network.h"

/* How far behind the image windows reach. */
static int reached(const Part *pool, int axis, int size) {
    int count = axis ? pool->shape.width : pool->shape.height;
    int behind = (count - 1) * pool->stride[axis] + pool->kernel[axis] - size - pool->before[axis];
    return behind > 0 ? behind : 0;
}

/* As TensorFlow pads it. */
static bool is_same(const Part *pool, int axis, int size) {
    int stride = pool->stride[axis],
        all = ((size + stride - 1) / stride - 1) * stride + pool->kernel[axis] - size;
    return pool->before[axis] == (all > 0 ? all / 2 : 0);
}

/* Windows that reach outside find zeros, or behind an activation that is never negative what is as good. */
static void guess_max_pool(Network *n, const Part *pool) {
    Shape from = n->r->parts[pool->in[0]].shape;
    StemPool *to = &n->spec.stem.pool;
    *to = (StemPool){ .kind = STEM_POOL_MAX, .kernel = 3, .stride = 2, .before = 1, .behind = 1 };
    bool usual = pool->kernel[0] == 3 && (pool->stride[0] == 2 || n->spec.antialias);
    bool same =
        n->spec.same_padding && !pool->zeros && is_same(pool, 0, from.height) && is_same(pool, 1, from.width);
    if (usual && (same || (pool->before[0] == 1 && pool->before[1] == 1))) {
        to->zeros = pool->zeros;
        return;
    }
    int down = reached(pool, 0, from.height), right = reached(pool, 1, from.width);
    *to = (StemPool){ .kind = STEM_POOL_MAX,
                      .kernel = pool->kernel[0],
                      .stride = pool->stride[0],
                      .before = pool->before[0],
                      .behind = down > right ? down : right,
                      .zeros = true };
}

static bool guess_pool(Network *n, int convs) {
    int pool = path_find(n, n->stem, OP_MAX_POOL), average = path_find(n, n->stem, OP_WINDOW_AVERAGE);
    n->spec.stem.pool = (StemPool){ .kind = STEM_POOL_NONE };
    if (convs % 2 == 0)
        n->spec.stem.pool = (StemPool){ .kind = STEM_POOL_CONV, .kernel = 3, .stride = 2 };
    else if (pool >= 0)
        guess_max_pool(n, path_part(n, n->stem, pool));
    else if (average >= 0)
        n->spec.stem.pool =
            (StemPool){ .kind = STEM_POOL_MAX, .kernel = 3, .stride = 2, .before = 1, .behind = 1 };
    return true;
}

bool guess_stem(Network *n) {
    Stem *stem = &n->spec.stem;
    int convs = 0, widths[4];
    for (int i = 0; i < n->stem.count; i++) {
        const Part *part = path_part(n, n->stem, i);
        if (part->kind != OP_CONV) continue;
        if (convs == 4)
            return refuse_node(n->r->model, part->node,
                               "expected four convolutions or less before the first block");
        if (convs == 0) stem->kernel = part->kernel[0], stem->stride = part->stride[0];
        widths[convs++] = part->shape.channels;
    }
    if (!convs)
        return refuse_node(n->r->model, n->r->parts[n->blocks[0].add].node,
                           "expected a convolution before the first block");
    stem->deep = convs > 2;
    stem->width = widths[stem->deep ? 2 : 0];
    for (int i = 0; i < 3 && stem->deep; i++) stem->widths[i] = widths[i];
    return guess_pool(n, convs);
}
