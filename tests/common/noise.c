/* noise.c: a linear congruential generator (Knuth's MMIX constants); its high bits are random enough here. */
#include "noise.h"

float *noise(Arena *arena, uint64_t seed, size_t count) {
    float *floats = arena_array(arena, float, count);
    uint64_t state = seed;
    for (size_t i = 0; i < count; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        floats[i] = (float)((int)(state >> 53) - 1024) / 1024;
    }
    return floats;
}
