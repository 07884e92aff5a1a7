/* hash.h: fingerprints and random numbers, the same on every machine. */
#ifndef RESNETC_BASE_HASH_H
#define RESNETC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* 64-bit FNV-1a over bytes (Fowler, Noll, Vo; draft-eastlake-fnv): fingerprints, not secrets. Start from
 * FNV_BASIS. */
#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
uint64_t fnv1a(uint64_t hash, const void *bytes, size_t count);

/* The next of a stream of 64-bit numbers, the same on every machine: SplitMix64 (Steele, Lea, Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014). Any state is a good seed. Not for secrets. */
uint64_t split_mix(uint64_t *state);

#endif
