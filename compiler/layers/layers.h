/* layers.h: Graph, shapes, Weights -> Layers: norm, activation, residual add and bias are inside the
 * convolution, a Layer cannot express a batch norm (layer.h); how each layer's value lies in memory
 * (layout.h); the geometry of register tiles, of Winograd's transforms and of the stem. */
#ifndef RESNETC_LAYERS_H
#define RESNETC_LAYERS_H

#include "layer.h"
#include "layout.h"
#include "magnitude.h"
#include "stem.h"
#include "tiling.h"
#include "winograd.h"

#endif
