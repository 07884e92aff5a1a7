/* archive.h: the members of a zip file, by libzip; only this room needs it. */
#ifndef RESNETC_TENSORS_ARCHIVE_H
#define RESNETC_TENSORS_ARCHIVE_H

#include "tensors.h"

#include <zip.h>

typedef struct {
    const char *name;
    zip_uint64_t index;
    size_t size; /* unpacked; what the file's size allows */
} Member;

typedef struct {
    Arena *arena;
    Diag *diag;
    const char *path;
    zip_t *zip;
    const Member *members; /* in the file's order, folders left out */
    int count;
    const Member **by_name; /* sorted: no two are equal */
} Archive;

/* NULL where the zip is damaged, or would unpack to much more than a weights file does. */
const Archive *archive_open(Arena *arena, const char *path, FileView file, Diag *diag);
const Member *archive_find(const Archive *archive, const char *name); /* NULL: none */
/* Unpacked, in `arena`, 64-byte aligned. False where the member is damaged. */
bool archive_read(const Archive *archive, Arena *arena, const Member *member, FileView *content);

#endif
