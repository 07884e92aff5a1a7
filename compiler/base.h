/* base.h: what every pass stands on: memory, diagnostics, growing text, files. */
#ifndef RESNETC_BASE_H
#define RESNETC_BASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))
#define COUNT_OF(array)            ((int)(sizeof(array) / sizeof((array)[0])))

/* ---- Arena: all memory of one compilation, freed at once. Not thread-safe: one thread, one arena. ---- */

typedef struct ArenaChunk ArenaChunk;
typedef struct {
    ArenaChunk *chunks;
    jmp_buf *no_memory; /* where to jump when malloc fails; set it before the first allocation */
} Arena;

/* Zeroed, 64-byte aligned. Never NULL: jumps to arena->no_memory (aborts where that is not set). */
void *arena_alloc(Arena *arena, size_t bytes);
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), sizeof(type), (size_t)(count)))
void *arena_alloc_array(Arena *arena, size_t size,
                        size_t count); /* an overflowing product is no memory, too */
char *arena_copy(Arena *arena, const char *text, size_t length); /* adds the closing NUL */
char *arena_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(Arena *arena, const char *format, va_list arguments);
/* Has cleanup(object) called by arena_free, latest first: for what a library allocated. */
void arena_defer(Arena *arena, void (*cleanup)(void *), void *object);
void arena_free(Arena *arena);

/* ---- Diag: what went wrong, for the user. First error wins; notes pile up. Nothing below main prints. ----
 */

typedef enum {
    STATUS_OK = 0,
    STATUS_INPUT = 1,    /* the content of an input is wrong: spec, weights, image */
    STATUS_USAGE = 2,    /* wrong command line */
    STATUS_SYSTEM = 3,   /* missing, unreadable, unwritable file; no memory */
    STATUS_DISAGREES = 4 /* --verify found a disagreement */
} Status;

typedef struct {
    Arena *arena;
    Status status;
    const char *message; /* one line, without "resnetc: " and newline; NULL while all is well */
    const char **notes;  /* one line each, the same way */
    int note_count, note_room;
} Diag;

/* Records the error unless there is one already. Always returns false, so that a reader can `return
 * diag_fail(...)`. */
bool diag_fail(Diag *diag, Status status, const char *format, ...) PRINTF_LIKE(3, 4);
void diag_note(Diag *diag, const char *format, ...) PRINTF_LIKE(2, 3);

/* ---- Progress: who is told how far a long task is. All zero: nobody. ---- */

typedef struct {
    void (*tell)(void *context, int done, int total); /* done grows up to total */
    void *context;
} Progress;

/* ---- Text: a growing string in an arena ---- */

typedef struct {
    Arena *arena;
    char *bytes; /* always NUL-terminated once anything was added */
    size_t length, room;
} Text;

void text_printf(Text *text, const char *format, ...) PRINTF_LIKE(2, 3);
void text_vprintf(Text *text, const char *format, va_list arguments);
void text_append(Text *text, const char *bytes, size_t length);
bool ends_with(const char *text, const char *end);
const char *without_folder(const char *path); /* "d/foo.c": its "foo.c" */

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

/* 64-bit FNV-1a over bytes (Fowler, Noll, Vo; draft-eastlake-fnv): fingerprints, not secrets. Start from
 * FNV_BASIS. */
#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
uint64_t fnv1a(uint64_t hash, const void *bytes, size_t count);

/* The next of a stream of 64-bit numbers, the same on every machine: SplitMix64 (Steele, Lea, Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014). Any state is a good seed. Not for secrets. */
uint64_t split_mix(uint64_t *state);

#endif
