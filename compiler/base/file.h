/* file.h: whole files, read or mapped, of a size that fits what they are for. */
#ifndef RESNETC_BASE_FILE_H
#define RESNETC_BASE_FILE_H

#include "diag.h"

/* ---- Files ---- */

typedef struct {
    const unsigned char *bytes; /* until arena_free: mapped read-only, or in memory, a NUL behind them */
    size_t size;
} FileView;

/* How large a file may be: no file is read until memory ends. */
typedef struct {
    const char *what; /* "a text": messages name it */
    size_t most;      /* bytes of a regular file */
    size_t most_read; /* of a pipe: what cannot be mapped is read into memory */
} FileKind;

extern const FileKind file_text;    /* JSON, names a line: 16 MiB */
extern const FileKind file_weights; /* 64 GiB, from a pipe 256 MiB */
extern const FileKind file_input;   /* arrays and pictures: 64 GiB, from a pipe 64 MiB */

/* The whole file of a kind; what has no end of its own, as /dev/zero, may have no more bytes than a text.
 * False where it has more (STATUS_INPUT), or cannot be read (STATUS_SYSTEM, "PATH: reason"). */
bool file_map_kind(Arena *arena, const char *path, const FileKind *kind, FileView *view, Diag *diag);
bool file_map(Arena *arena, const char *path, FileView *view, Diag *diag); /* weights */
/* Whether what was read as another kind is small enough for a text. */
bool file_check_text(const char *path, FileView view, Diag *diag);
/* A text, in memory, NUL-terminated. */
bool file_read(Arena *arena, const char *path, FileView *view, Diag *diag);

#endif
