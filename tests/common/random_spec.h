/* random_spec.h: small networks with every key drawn. */
#ifndef TESTS_RANDOM_SPEC_H
#define TESTS_RANDOM_SPEC_H

#include "measure/measure.h"

/* The JSON text of a valid spec; the same for the same seed on every machine. */
const char *random_spec_text(Arena *arena, uint64_t seed);
const Spec *random_spec(Arena *arena, uint64_t seed, Diag *diag);

#endif
