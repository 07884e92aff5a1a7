/* normal.h: a channel's numbers as they are expected: normally distributed, perhaps behind an activation. */
#ifndef RESNETC_CALIBRATE_NORMAL_H
#define RESNETC_CALIBRATE_NORMAL_H

#include "observation.h"

typedef struct {
    double mean, deviation;
    Activation activation;
    double slope;
} Normal;

typedef struct {
    double mean, variance;
} Moments;

Moments normal_moments(const Normal *n); /* behind the activation */
Normal normal_of(Moments moments);       /* before one, that is none */
/* Adds numbers as it draws them. False where one is infinite as a float, or no number. */
bool normal_observe(const Normal *n, Observation *o, int channel);

#endif
