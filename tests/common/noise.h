/* noise.h: inputs without files. */
#ifndef TESTS_NOISE_H
#define TESTS_NOISE_H

#include "base/base.h"

/* `count` floats between -1 and 1, multiples of 2^-10 (so that sums of a few are exact), in the arena; the
 * same for the same seed. */
float *noise(Arena *arena, uint64_t seed, size_t count);

#endif
