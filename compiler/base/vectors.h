/* vectors.h: for functions that compilers turn into vectors: one copy for each instruction set, chosen when
 * the program starts. Their bits must not depend on it: the Makefile keeps multiply-adds apart. */
#ifndef RESNETC_BASE_VECTORS_H
#define RESNETC_BASE_VECTORS_H

#include <stddef.h>

#if defined __x86_64__ && defined __gnu_linux__ && !defined __SANITIZE_ADDRESS__ &&                          \
    !defined __SANITIZE_THREAD__ && !defined __clang__
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

float largest_magnitude(const float *values, size_t count); /* infinity or NaN where there is one */
double sum_of_squares(const float *values, size_t count);   /* the same bits on every processor */

#endif
