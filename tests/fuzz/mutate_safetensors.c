/* mutate_safetensors.c: the header's JSON changes, and the length in front of it with it. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 8 };

bool mutate_safetensors(Mutation *m) {
    uint64_t length;
    if (m->size < WORD) return false;
    memcpy(&length, m->bytes, WORD);
    if (length > m->size - WORD) return false;
    uint8_t *header = malloc(m->most);
    Mutation inside = { .state = m->state, .bytes = header, .size = length, .most = m->most };
    memcpy(header, m->bytes + WORD, length);
    bool good = mutate_json(&inside) && mutate_replace(m, WORD, length, header, inside.size);
    length = inside.size;
    if (good) memcpy(m->bytes, &length, WORD);
    free(header);
    return good;
}
