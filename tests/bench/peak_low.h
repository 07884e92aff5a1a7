/* peak_low.h: how many multiply-adds a second a processor can do at most in low precision: its instructions
 * on registers alone. What bench_peak.c is for floats. */
#ifndef RESNETC_PEAK_LOW_H
#define RESNETC_PEAK_LOW_H

#include "measure/measure.h"

typedef struct {
    const char *instructions; /* "vpdpbusd zmm" */
    NumberKind weights;
    bool dots; /* the target has an instruction for it (Extension.dots) */
    int lanes;
    double multiply_adds; /* of a round */
    void (*run)(long rounds, const void *factors);
} LowPeak;

/* NULL: there is nothing faster than multiply-adds of floats, or not on this processor. */
const LowPeak *low_peak_find(Arena *arena, const Target *target, NumberKind weights);
double low_peak_measure(const LowPeak *peak); /* operations a second, two a multiply-add */

#endif
