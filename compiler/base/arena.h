/* arena.h: memory of one compilation, freed at once. */
#ifndef RESNETC_BASE_ARENA_H
#define RESNETC_BASE_ARENA_H

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
/* Another one for what lives shorter: the parent frees it, too, where a jump leaves it behind. */
Arena *arena_scratch(Arena *parent);
_Noreturn void arena_exhausted(Arena *arena); /* jumps to no_memory: where a library's allocation failed */
void arena_free(Arena *arena);

#endif
