/* mutate.c: what changes inputs by their structure: half of the time; else libFuzzer changes their bytes. */
#include "fuzz.h"

#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed);

__attribute__((weak)) bool mutate(Mutation *mutation) { return (void)mutation, false; }

size_t mutate_below(Mutation *mutation, size_t count) {
    return count ? (size_t)(split_mix(&mutation->state) % count) : 0;
}

bool mutate_replace(Mutation *mutation, size_t at, size_t size, const void *bytes, size_t length) {
    if (mutation->size - size + length > mutation->most) return false;
    memmove(mutation->bytes + at + length, mutation->bytes + at + size, mutation->size - at - size);
    if (length) memcpy(mutation->bytes + at, bytes, length);
    mutation->size += length - size;
    return true;
}

size_t mutate_part(Mutation *mutation, size_t at, size_t size) {
    uint8_t part[4096];
    if (size > sizeof part / 2) { /* a stretch of what is long: it keeps its size */
        at += mutate_below(mutation, size - 64);
        LLVMFuzzerMutate(mutation->bytes + at, 64, 64);
        return size;
    }
    memcpy(part, mutation->bytes + at, size);
    size_t length = LLVMFuzzerMutate(part, size, size + 64);
    return mutate_replace(mutation, at, size, part, length) ? length : size;
}

unsigned mutate_crc32(const uint8_t *bytes, size_t size) {
    static unsigned table[256];
    unsigned crc = ~0u;
    if (!table[1])
        for (unsigned i = 0; i < 256; i++) {
            table[i] = i;
            for (int bit = 0; bit < 8; bit++) table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320u : 0);
        }
    for (size_t i = 0; i < size; i++) crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 255];
    return ~crc;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed) {
    Mutation mutation = { .state = seed, .bytes = bytes, .size = size, .most = most };
    if (mutate_below(&mutation, 2) && mutate(&mutation)) return mutation.size;
    return LLVMFuzzerMutate(bytes, size, most);
}
