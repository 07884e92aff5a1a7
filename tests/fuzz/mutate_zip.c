/* mutate_zip.c: a zip file of members that are not packed (as PyTorch and NumPy write them) stays one: a
 * member's bytes or name change, and sums, sizes and offsets with them. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBERS = 64, LOCAL = 30, CENTRAL = 46, END = 22 };

typedef struct {
    size_t name, name_size, bytes, size; /* offsets into the file, sizes */
} Member;

typedef struct {
    Member members[MEMBERS];
    size_t count;
} Zip;

static unsigned get(const uint8_t *at, int bytes) {
    unsigned value = 0;
    for (int i = bytes; i--;) value = value << 8 | at[i];
    return value;
}

static void put(uint8_t *at, int bytes, size_t value) {
    for (int i = 0; i < bytes; i++) at[i] = (uint8_t)(value >> 8 * i);
}

/* By the central directory, whose end stands at the file's end. */
static bool read_zip(const Mutation *m, Zip *zip) {
    const uint8_t *bytes = m->bytes;
    zip->count = 0;
    if (m->size < END || memcmp(bytes + m->size - END, "PK\5\6", 4) != 0) return false;
    size_t at = get(bytes + m->size - END + 16, 4), wanted = get(bytes + m->size - END + 10, 2);
    for (; zip->count < wanted && zip->count < MEMBERS; zip->count++) {
        if (at > m->size - END || m->size - END - at < CENTRAL) return false;
        Member *member = &zip->members[zip->count];
        size_t local = get(bytes + at + 42, 4);
        *member = (Member){ at + CENTRAL, get(bytes + at + 28, 2), 0, get(bytes + at + 20, 4) };
        if (get(bytes + at + 10, 2) != 0 || local > m->size || m->size - local < LOCAL) return false;
        member->bytes = local + LOCAL + get(bytes + local + 26, 2) + get(bytes + local + 28, 2);
        if (member->bytes > m->size || member->size > m->size - member->bytes) return false;
        if (member->name_size > m->size - member->name) return false;
        at += CENTRAL + member->name_size + get(bytes + at + 30, 2) + get(bytes + at + 32, 2);
    }
    return zip->count > 0;
}

/* ---- Written anew ---- */

typedef struct {
    uint8_t *bytes; /* [room] */
    size_t size, room;
    bool full;
} Out;

static uint8_t *add(Out *out, const void *bytes, size_t size) {
    uint8_t *at = out->bytes + out->size;
    if (size > out->room - out->size) return out->full = true, out->bytes;
    if (size && bytes) memcpy(at, bytes, size);
    if (size && !bytes) memset(at, 0, size);
    out->size += size;
    return at;
}

typedef struct {
    const uint8_t *name, *bytes;
    size_t name_size, size, offset;
} Entry;

/* What stands in both heads: from "version needed" on. */
static void add_head(Out *out, const Entry *entry, const char *magic, size_t size) {
    uint8_t *head = add(out, NULL, size);
    if (out->full) return;
    uint8_t *common = head + (size == LOCAL ? 4 : 6);
    memcpy(head, magic, 4);
    put(common, 2, 20);
    put(common + 10, 4, mutate_crc32(entry->bytes, entry->size));
    put(common + 14, 4, entry->size);
    put(common + 18, 4, entry->size);
    put(common + 22, 2, entry->name_size);
    if (size == CENTRAL) put(head + 42, 4, entry->offset);
    add(out, entry->name, entry->name_size);
}

static bool write_zip(Out *out, Entry *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        entries[i].offset = out->size;
        add_head(out, &entries[i], "PK\3\4", LOCAL);
        add(out, entries[i].bytes, entries[i].size);
    }
    size_t directory = out->size;
    for (size_t i = 0; i < count; i++) add_head(out, &entries[i], "PK\1\2", CENTRAL);
    size_t size = out->size - directory;
    uint8_t *end = add(out, NULL, END);
    if (out->full) return false;
    memcpy(end, "PK\5\6", 4);
    put(end + 8, 2, count);
    put(end + 10, 2, count);
    put(end + 12, 4, size);
    put(end + 16, 4, directory);
    return true;
}

/* ---- Changed ---- */

static size_t change_part(Mutation *m, const uint8_t **part, size_t size, uint8_t *room) {
    Mutation inside = { .state = split_mix(&m->state), .bytes = room, .size = size, .most = m->most };
    if (size) memcpy(room, *part, size);
    mutate_part(&inside, 0, size);
    *part = room;
    return inside.size;
}

/* Most often its bytes; else its name, or it goes, or stands twice. */
static size_t change(Mutation *m, Entry *entries, size_t count, uint8_t *room) {
    Entry *entry = &entries[mutate_below(m, count)];
    size_t what = mutate_below(m, 16);
    if (what == 0) return *entry = entries[count - 1], count - 1;
    if (what == 1 && count < MEMBERS) return entries[count] = *entry, count + 1;
    if (what == 2 && entry->name_size < 200)
        entry->name_size = change_part(m, &entry->name, entry->name_size, room);
    else
        entry->size = change_part(m, &entry->bytes, entry->size, room);
    return count;
}

bool mutate_zip(Mutation *m) {
    Zip zip;
    Entry entries[MEMBERS + 1];
    if (!read_zip(m, &zip)) return false;
    for (size_t i = 0; i < zip.count; i++) {
        const Member *member = &zip.members[i];
        entries[i] =
            (Entry){ m->bytes + member->name, m->bytes + member->bytes, member->name_size, member->size, 0 };
    }
    uint8_t *room = malloc(m->most), *written = malloc(m->most);
    Out out = { .bytes = written, .room = m->most };
    size_t count = change(m, entries, zip.count, room);
    bool good = write_zip(&out, entries, count);
    if (good) memcpy(m->bytes, written, m->size = out.size);
    free(room);
    free(written);
    return good;
}
