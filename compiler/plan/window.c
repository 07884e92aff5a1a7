/* window.c: the kernels of windows that need no border: max pools, averages, blurs. */
#include "kernels.h"

#include <assert.h>

static WindowKind window_kind(LayerKind kind) {
    return kind == LAYER_MAX_POOL ? WINDOW_LARGEST : kind == LAYER_BLUR ? WINDOW_BLUR : WINDOW_AVERAGE;
}

/* Where the border is reflected: how many pixels of the result have a next one in the input. */
static Extent whole_pixels(int size, int stride) { return number((size_t)((size - 2) / stride + 1)); }

static void set_blur(const Layer *layer, WindowKernel *k) {
    assert(layer->stride <= 2 && layer->in_shape.height > 1 && layer->in_shape.width > 1);
    k->pool.whole_rows = whole_pixels(layer->in_shape.height, layer->stride);
    k->pool.whole_columns = whole_pixels(layer->in_shape.width, layer->stride);
}

bool make_window(const Query *q, WindowKernel *k) {
    const Layer *layer = q->layer;
    k->kind = window_kind(layer->kind);
    k->zeros = layer->zeros;
    k->cut_rows = layer->top > 0 || layer->bottom > 0;
    k->cut_columns = layer->left > 0 || layer->right > 0;
    k->height = number((size_t)layer->in_shape.height);
    k->width = number((size_t)layer->in_shape.width);
    k->kernel = number((size_t)layer->kernel);
    k->stride = number((size_t)layer->stride);
    k->top = number((size_t)layer->top);
    k->left = number((size_t)layer->left);
    if (k->kind == WINDOW_BLUR) set_blur(layer, k);
    return make_pool(q, layer->shape, (size_t)layer->stride, &k->pool);
}
