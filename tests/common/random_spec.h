/* random_spec.h: small networks with every key drawn. */
#ifndef TESTS_RANDOM_SPEC_H
#define TESTS_RANDOM_SPEC_H

#include "measure/measure.h"

/* The JSON text of a valid spec; the same for the same seed on every machine. */
const char *random_spec_text(Arena *arena, uint64_t seed);
const Spec *random_spec(Arena *arena, uint64_t seed, Diag *diag);

/* The same of any width from 1 to 130 and any size from 1 to 97, of so many multiply-adds a call at the most.
 */
const char *random_whole_text(Arena *arena, uint64_t seed, double most_macs);
double random_macs(Arena *arena, const char *text); /* of a call; infinite where it is no spec */

#endif
