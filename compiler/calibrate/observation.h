/* observation.h: what was seen of a value, image by image. */
#ifndef RESNETC_CALIBRATE_OBSERVATION_H
#define RESNETC_CALIBRATE_OBSERVATION_H

#include "histogram.h"
#include "layers/layers.h"

typedef struct {
    Histogram histogram;
    Shape shape;
    double *sums;  /* [channel]: of all its numbers */
    double images; /* that they are of */
} Observation;

Observation *observation_new(Arena *arena, Shape shape);
/* An image more, NCHW: the same whatever images come before it. False where a number is not finite. */
bool observe_image(Observation *o, const float *image);
double observed_mean(const Observation *o, int channel);

#endif
