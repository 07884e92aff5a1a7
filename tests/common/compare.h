/* compare.h: how far computed floats are from reference floats. */
#ifndef TESTS_COMPARE_H
#define TESTS_COMPARE_H

#include "resnetc.h"

/* Largest error over largest finite reference value. Infinite for a number where there should be none, or
 * none where there should be one (NaN may stand for an infinity, nothing else for NaN), or where all
 * references are 0 and a result is not. */
double relative_error(const float *got, const float *expected, size_t count);

/* The same for each of the plan's outputs, which stand one after another; the largest, and whose it is. */
double outputs_error(const Plan *plan, const float *got, const float *expected, const char **worst);

#endif
