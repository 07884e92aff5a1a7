/* arena.c: memory of one compilation, freed at once. */
#include "arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* The address sanitizer sees who leaves an allocation: what is behind it, up to the next one, is poisoned. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif
#if defined SANITIZED || defined __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GAP = 64 };
#else
#define ASAN_POISON_MEMORY_REGION(start, bytes)   ((void)(start), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(start, bytes) ((void)(start), (void)(bytes))
enum { GAP = 0 };
#endif

enum { ALIGNMENT = 64, CHUNK_BYTES = 1 << 16, LARGE_PAGE = 1 << 21 };

typedef struct Deferred {
    struct Deferred *next;
    void (*cleanup)(void *);
    void *object;
} Deferred;

struct ArenaChunk {
    ArenaChunk *next;
    Deferred *deferred;
    size_t used, room;
    void *block;
    bool zeroed; /* by calloc, which knows where memory is fresh */
};

static size_t round_up(size_t value) { return (value + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }

void arena_exhausted(Arena *arena) {
    if (arena->no_memory) longjmp(*arena->no_memory, 1);
    abort();
}

/* A large block gets large pages, where the system has them: a page fault takes longer than to pack a page.
 */
static void *large_block(size_t bytes) {
    unsigned char *block = calloc(1, bytes);
    uintptr_t first = ((uintptr_t)block + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    uintptr_t end = (uintptr_t)block + bytes;
    if (block && first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
    return block;
}

static ArenaChunk *new_chunk(Arena *arena, size_t bytes) {
    size_t head = round_up(sizeof(ArenaChunk));
    size_t room = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    bool large = room >= LARGE_PAGE;
    void *block = room > SIZE_MAX / 2 ? NULL
                  : large             ? large_block(ALIGNMENT + head + room)
                                      : aligned_alloc(ALIGNMENT, head + room);
    if (!block) arena_exhausted(arena);
    ArenaChunk *chunk = (ArenaChunk *)round_up((uintptr_t)block);
    *chunk = (ArenaChunk){ .next = arena->chunks, .room = room, .block = block, .zeroed = large };
    ASAN_POISON_MEMORY_REGION((unsigned char *)chunk + head, room);
    return arena->chunks = chunk;
}

void *arena_alloc(Arena *arena, size_t bytes) {
    if (bytes > SIZE_MAX / 2) arena_exhausted(arena);
    const size_t room = round_up(bytes ? bytes : 1) + GAP;
    ArenaChunk *chunk = arena->chunks;
    if (!chunk || chunk->room - chunk->used < room) chunk = new_chunk(arena, room);
    unsigned char *start = (unsigned char *)chunk + round_up(sizeof(ArenaChunk)) + chunk->used;
    chunk->used += room;
    ASAN_UNPOISON_MEMORY_REGION(start, bytes);
    return chunk->zeroed ? start : memset(start, 0, bytes);
}

void *arena_alloc_array(Arena *arena, size_t size, size_t count) {
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes)) arena_exhausted(arena);
    return arena_alloc(arena, bytes);
}

char *arena_copy(Arena *arena, const char *text, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (length) memcpy(copy, text, length);
    return copy;
}

char *arena_vprintf(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) arena_exhausted(arena);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

void arena_defer(Arena *arena, void (*cleanup)(void *), void *object) {
    Deferred *deferred = arena_alloc(arena, sizeof *deferred);
    ArenaChunk *newest = arena->chunks;
    *deferred = (Deferred){ newest->deferred, cleanup, object };
    newest->deferred = deferred;
}

static void free_scratch(void *arena) { arena_free(arena); }

Arena *arena_scratch(Arena *parent) {
    Arena *arena = arena_alloc(parent, sizeof *arena);
    *arena = (Arena){ .no_memory = parent->no_memory };
    arena_defer(parent, free_scratch, arena);
    return arena;
}

void arena_free(Arena *arena) {
    for (ArenaChunk *chunk = arena->chunks; chunk; chunk = chunk->next)
        for (Deferred *d = chunk->deferred; d; d = d->next) d->cleanup(d->object);
    for (ArenaChunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk->block);
    }
    arena->chunks = NULL;
}
