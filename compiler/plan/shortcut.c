/* shortcut.c: the kernel of the shortcut without weights. */
#include "kernels.h"

/* Beyond the input's last channel something else than zero may lie: such a block is no whole one. */
bool make_shortcut(const Query *q, ShortcutKernel *k) {
    const Layer *layer = q->layer;
    int lanes = q->out->lanes, channels = layer->in_shape.channels;
    int first = (layer->shape.channels - channels) / 2;
    k->lanes = lanes;
    k->whole = first % lanes == 0 && channels % lanes == 0;
    k->before = number((size_t)(k->whole ? first / lanes : first));
    k->inside = number((size_t)(k->whole ? channels / lanes : channels));
    return make_pool(q, layer->shape, (size_t)layer->stride, &k->pool);
}
