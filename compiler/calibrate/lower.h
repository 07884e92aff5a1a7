/* lower.h: which number type each layer's value is of. */
#ifndef RESNETC_CALIBRATE_LOWER_H
#define RESNETC_CALIBRATE_LOWER_H

#include "quantized.h"

/* The same layers, their values of fewer bits. bf16: all but the input, the classifier's and what reads it,
 * which are floats. int8: as `quantized` says, bytes as the
 * target multiplies them. */
const Layers *lower_layers(Arena *arena, const Layers *layers, Precision precision,
                           const Quantized *quantized, const Target *target);

#endif
