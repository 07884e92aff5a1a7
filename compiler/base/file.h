/* file.h: whole files, read or mapped. */
#ifndef RESNETC_BASE_FILE_H
#define RESNETC_BASE_FILE_H

#include "diag.h"

/* ---- Files ---- */

typedef struct {
    const unsigned char
        *bytes; /* mapped read-only, or in the arena; a NUL follows the last byte where it is in the arena */
    size_t size;
} FileView;

/* The whole file, in the arena, NUL-terminated. False (STATUS_SYSTEM, "PATH: reason") where it cannot be
 * read. */
bool file_read(Arena *arena, const char *path, FileView *view, Diag *diag);
/* The same by mmap for large files, unmapped by arena_free; no NUL behind. */
bool file_map(Arena *arena, const char *path, FileView *view, Diag *diag);

#endif
