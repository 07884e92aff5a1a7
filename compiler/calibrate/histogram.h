/* histogram.h: how often a value's numbers were seen, by their size. It depends on these numbers alone: not
 * on their order, nor on how many came at once. */
#ifndef RESNETC_CALIBRATE_HISTOGRAM_H
#define RESNETC_CALIBRATE_HISTOGRAM_H

#include "base/base.h"

enum { HISTOGRAM_SIDE = 4096 }; /* bins on each side of 0 */

/* All zero: nothing was seen. Bins are 2^exponent wide, the least power of two that all numbers fit by: where
 * one does not, neighbours become one bin. */
typedef struct {
    uint64_t count, zeros;
    float least, most; /* of the numbers */
    int exponent;
    uint64_t bins[2 * HISTOGRAM_SIDE]; /* bin HISTOGRAM_SIDE begins at 0 */
} Histogram;

/* They are finite, and lie between these two. */
void histogram_add(Histogram *h, const float *values, size_t count, float least, float most);
/* One number, so many times. */
void histogram_add_times(Histogram *h, float value, uint64_t times);

double histogram_edge(const Histogram *h, int bin);     /* where it begins */
double histogram_centre(const Histogram *h, int bin);   /* of the numbers that can be in it */
uint64_t histogram_others(const Histogram *h, int bin); /* how many of it are not exactly 0 */

#endif
