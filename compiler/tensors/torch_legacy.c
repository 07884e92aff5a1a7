/* torch_legacy.c: PyTorch's container before 1.6: five pickles (a magic number, a version, facts of the
 * machine, what was saved, the keys of its storages), then for each key its number of elements and these. */
#include "torch.h"

#include <stdlib.h>
#include <string.h>

enum { VERSION = 1001 };

typedef struct {
    PickleText key;
    FileView bytes;
} Stored;

typedef struct {
    Arena *arena;
    Diag *diag;
    const char *path;
    FileView file;
    size_t at;
    const PickleStorage **declared; /* of the pickle, by key */
    size_t declared_count;
    Stored *stored; /* in the file, by key */
    size_t stored_count;
} Legacy;

/* LONG1 of ten bytes, behind PROTO and, from protocol 4 on, FRAME. */
bool torch_legacy_recognise(FileView file) {
    static const char magic[] = "\x8a\x0al\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
    size_t length = sizeof magic - 1;
    if (file.size < 2 || file.bytes[0] != 0x80) return false;
    size_t begin = file.size > 2 && file.bytes[2] == 0x95 ? 11 : 2;
    return file.size >= begin + length && !memcmp(file.bytes + begin, magic, length);
}

static bool fail(const Legacy *l, const char *what) {
    return diag_fail(l->diag, STATUS_INPUT, "%s: byte %zu: %s", l->path, l->at, what);
}

static bool next_pickle(Legacy *l, Pickled *pickled) {
    if (!pickle_read(l->arena, l->path, l->file, l->at, pickled, l->diag)) return false;
    l->at = pickled->end;
    return true;
}

static const PickleValue *value_of(const PickleValue *dict, const char *key) {
    if (dict->kind != PICKLE_DICT) return NULL;
    for (size_t i = 0; i + 1 < dict->as.items.count; i += 2)
        if (pickle_is_text(dict->as.items.at[i], key)) return dict->as.items.at[i + 1];
    return NULL;
}

static bool read_head(Legacy *l) {
    Pickled magic, version, machine;
    if (!next_pickle(l, &magic) || !next_pickle(l, &version)) return false;
    if (version.root->kind != PICKLE_INTEGER || version.root->as.integer != VERSION)
        return fail(l, "expected version 1001 of PyTorch's container");
    if (!next_pickle(l, &machine)) return false;
    const PickleValue *little = value_of(machine.root, "little_endian");
    return !little || (little->kind == PICKLE_BOOL && little->as.integer) ||
           fail(l, "saved on a big-endian machine: torch.load and torch.save it on a little-endian one");
}

/* ---- Keys ---- */

static int compare(PickleText a, PickleText b) {
    if (a.length != b.length) return a.length < b.length ? -1 : 1;
    return a.length ? memcmp(a.bytes, b.bytes, a.length) : 0;
}

static int by_key(const void *left, const void *right) {
    const PickleStorage *a = *(const PickleStorage *const *)left, *b = *(const PickleStorage *const *)right;
    return compare(a->key, b->key);
}

static int by_stored_key(const void *left, const void *right) {
    return compare(((const Stored *)left)->key, ((const Stored *)right)->key);
}

static const PickleStorage *find_declared(const Legacy *l, PickleText key) {
    const PickleStorage wanted = { .key = key }, *pointer = &wanted;
    const PickleStorage **found =
        bsearch(&pointer, l->declared, l->declared_count, sizeof *l->declared, by_key);
    return found ? *found : NULL;
}

/* ---- Behind the pickles ---- */

static bool read_storage(Legacy *l, const PickleValue *key) {
    const PickleStorage *declared = key->kind == PICKLE_TEXT ? find_declared(l, key->as.text) : NULL;
    if (!declared) return fail(l, "a key of no storage in what was saved");
    uint64_t count;
    size_t left = l->file.size - l->at, bytes;
    if (left < sizeof count) return fail(l, "expected a storage's number of elements, got the file's end");
    memcpy(&count, l->file.bytes + l->at, sizeof count);
    if (__builtin_mul_overflow(count, declared->type->size, &bytes) || bytes > left - sizeof count)
        return fail(l, arena_printf(l->arena, "%llu elements of %zu bytes go beyond the file's end",
                                    (unsigned long long)count, declared->type->size));
    l->at += sizeof count;
    l->stored[l->stored_count++] = (Stored){ key->as.text, { l->file.bytes + l->at, bytes } };
    l->at += bytes;
    return true;
}

static bool read_storages(Legacy *l, const PickleValue *keys) {
    if (keys->kind != PICKLE_LIST) return fail(l, "expected the list of storages' keys before it");
    const PickleItems *items = &keys->as.items;
    l->stored = arena_array(l->arena, Stored, items->count);
    for (size_t i = 0; i < items->count; i++)
        if (!read_storage(l, items->at[i])) return false;
    if (l->at != l->file.size) return fail(l, "expected the file's end behind the last storage");
    qsort(l->stored, l->stored_count, sizeof *l->stored, by_stored_key);
    return true;
}

static bool find_storage(const void *context, const PickleStorage *storage, FileView *bytes) {
    const Legacy *l = context;
    const Stored key = { .key = storage->key };
    const Stored *found = bsearch(&key, l->stored, l->stored_count, sizeof key, by_stored_key);
    if (found) *bytes = found->bytes;
    return found || diag_fail(l->diag, STATUS_INPUT, "%s: no storage %s", l->path,
                              printable(l->arena, storage->key.bytes, storage->key.length));
}

const TensorFile *torch_legacy_read(Arena *arena, const char *path, FileView file, Diag *diag) {
    Legacy legacy = { .arena = arena, .diag = diag, .path = path, .file = file };
    Pickled saved, keys;
    if (!read_head(&legacy) || !next_pickle(&legacy, &saved) || !next_pickle(&legacy, &keys)) return NULL;
    legacy.declared_count = saved.storage_count;
    legacy.declared = arena_array(arena, const PickleStorage *, saved.storage_count);
    if (saved.storage_count)
        memcpy(legacy.declared, saved.storages, sizeof *legacy.declared * saved.storage_count);
    qsort(legacy.declared, legacy.declared_count, sizeof *legacy.declared, by_key);
    if (!read_storages(&legacy, keys.root)) return NULL;
    return torch_tensors(arena, path, saved.root, (TorchData){ find_storage, &legacy }, diag);
}
