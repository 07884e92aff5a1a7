/* pointwise.c: a norm, a gate, a sum, an activation, over a value: a scale a channel. */
#include "quantize.h"

#include <assert.h>

#define MOST_SCALE 16384.0
#define MOST_GATED 8192.0 /* times 255 and 255 it leaves room for bias and residual */

/* Of a gate's products: their own by a power of two, so that they are exact; coarser only where they are
 * hardly a step of what is added to them. */
static double gated_unit(double product, double least) {
    double scale = MOST_GATED;
    while (scale > 1 && product / scale < least) scale /= 2;
    return fmax(product / scale, least);
}

static bool scale_channel(Quantizer *q, int v, int c) {
    const Layer *layer = &q->layers->layers[v];
    const Quantum *in = &q->quanta[layer->in], *gate = layer->gate < 0 ? NULL : &q->quanta[layer->gate];
    double bias = layer->affine ? layer->bias[c] : 0, least = least_unit(q, v, bias);
    double step = in->scale * (layer->affine ? layer->scale[c] : 1) * (gate ? (double)gate->scale : 1);
    double unit = gate ? gated_unit(step, least) : fmax(fabs(step) / MOST_SCALE, least);
    double scale = rint(step / unit), most = 255 * fabs(scale) * (gate ? 255 : 1);
    const Sum sum = { unit, rint(bias / unit) - (gate ? 0 : scale * in->zero), most };
    q->arrays.scales[c] = (short)scale;
    return end_channel(q, v, c, &sum);
}

bool quantize_pointwise(Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    if (layer->affine && layer->gate >= 0) return refuse(q, v, "a norm or a gate, got both at once");
    assert(layer->gate < 0 || q->quanta[layer->gate].zero == 0); /* a sigmoid's */
    assert(!q->quanta[layer->in].factors);                       /* a convolution alone reads the input */
    begin_ending(q, v, layer->shape.channels);
    q->arrays.scales = arena_array(q->arena, short, layer->shape.channels);
    for (int c = 0; c < layer->shape.channels; c++)
        if (!scale_channel(q, v, c)) return refuse(q, v, "sums that fit into 32 bits, got larger ones");
    return true;
}
