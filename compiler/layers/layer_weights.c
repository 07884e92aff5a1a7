/* layer_weights.c: weights as kernels want them: the file's, with the norm folded in. Nobody keeps them: they
 * are made where they are packed, in the first cache.
 *
 * Loops that compilers make vectors of. No multiply-add is fused, there being none: bits are those of any
 * compiler. */
#include "base/base.h"
#include "layers.h"

FOR_EACH_PROCESSOR
void layer_weights(const Layer *layer, int channel, size_t first, size_t count, float *to) {
    const float *weight = layer->weight + (size_t)channel * filter_floats(layer) + first;
    const double scale = layer->scale[channel], centre = layer->centre ? layer->centre[channel] : 0;
    for (size_t i = 0; i < count; i++) to[i] = (float)((weight[i] - centre) * scale);
}
