/* mutate_png.c: a chunk of a PNG changes, and its length and sum with it; or it goes, or stands twice. */
#include "fuzz.h"

#include <string.h>

enum { SIGNATURE = 8, FRAME = 12, CHUNKS = 64 };

static size_t get(const uint8_t *at) {
    return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
}

static void put(uint8_t *at, size_t value) {
    for (int i = 0; i < 4; i++) at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static size_t find_chunks(const Mutation *m, size_t *chunks) {
    size_t count = 0, at = SIGNATURE;
    while (count < CHUNKS && m->size - at >= FRAME && get(m->bytes + at) <= m->size - at - FRAME) {
        chunks[count++] = at;
        at += FRAME + get(m->bytes + at);
    }
    return count;
}

bool mutate_png(Mutation *m) {
    size_t chunks[CHUNKS];
    if (m->size < SIGNATURE || memcmp(m->bytes, "\x89PNG", 4) != 0) return false;
    size_t count = find_chunks(m, chunks), at = count ? chunks[mutate_below(m, count)] : 0;
    if (!count) return false;
    size_t length = get(m->bytes + at), what = mutate_below(m, 12);
    if (what == 0) return mutate_replace(m, at, FRAME + length, "", 0);
    if (what == 1) {
        uint8_t copy[256];
        if (FRAME + length > sizeof copy) return false;
        memcpy(copy, m->bytes + at, FRAME + length);
        return mutate_replace(m, at, 0, copy, FRAME + length);
    }
    length = mutate_part(m, at + 8, length);
    put(m->bytes + at, length);
    put(m->bytes + at + 8 + length, mutate_crc32(m->bytes + at + 4, length + 4));
    return true;
}
