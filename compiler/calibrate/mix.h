/* mix.h: networks of which some layers compute in integers and the others in floats. */
#ifndef RESNETC_CALIBRATE_MIX_H
#define RESNETC_CALIBRATE_MIX_H

#include "ranges.h"

typedef struct {
    const Layers *layers;
    const Ranges *ranges; /* of these layers */
} Mixed;

/* A convolution or linear layer of which floats[layer] is true computes in floats (Layer.in_floats), the
 * others in integers. What has no weights computes as what it reads does; a group norm, which has no
 * integers, in floats; the input as what reads it, in floats where that differs. Each layer reads values of
 * its own kind alone: a value that is read as the other one is converted once, by a LAYER_CONVERT behind it,
 * named "layer1.0.conv1.u8" or ".f32". Outputs read any. `floats` NULL: all compute in integers. */
Mixed mix_layers(Arena *arena, const Layers *layers, const Ranges *ranges, const bool *floats);

/* Whether mix_layers asks `floats` about it: it may be lowered, or stay. */
bool is_chosen(const Layers *layers, int layer);

#endif
