/* averages.c: averages of windows and images, blurs: sums without weights of their own. */
#include "quantize.h"

/* A whole image's numbers, `halves` times: to a scale of its own. */
static bool average_image(Quantizer *q, int v, double halves) {
    const Layer *layer = &q->layers->layers[v];
    const Quantum *in = &q->quanta[layer->in];
    double all = halves * layer->in_shape.height * layer->in_shape.width;
    const Sum sum = { in->scale / all, -in->zero * all, 255 * all };
    begin_ending(q, v, 1);
    return end_channel(q, v, 0, &sum) || refuse(q, v, "sums that fit into 32 bits, got larger ones");
}

/* What keeps its input's steps needs no bias. */
static bool divide(Quantizer *q, int v, double count) {
    begin_ending(q, v, 1);
    q->arrays.factor[0] = (float)(1 / count);
    return 255 * count <= INT_MAX || refuse(q, v, "sums that fit into 32 bits, got larger ones");
}

bool quantize_averages(Quantizer *q, int v) {
    const Shape in = q->layers->layers[v].in_shape;
    switch (q->layers->layers[v].kind) {
    case LAYER_AVERAGE_POOL:
        return average_image(q, v, 1);
    case LAYER_AVERAGE_MAX: /* as many times the largest are added */
        return average_image(q, v, 2);
    case LAYER_AVERAGE_AND_MAX:
        return divide(q, v, (double)in.height * in.width);
    case LAYER_BLUR:
        return divide(q, v, 16);
    default: /* windows: each divides by its own pixels */
        return divide(q, v, 1);
    }
}
