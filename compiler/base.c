/* base.c: memory, diagnostics, growing text, files. */
#include "base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

static _Noreturn void out_of_memory(Arena *arena) {
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
    if (!block) out_of_memory(arena);
    ArenaChunk *chunk = (ArenaChunk *)round_up((uintptr_t)block);
    *chunk = (ArenaChunk){ .next = arena->chunks, .room = room, .block = block, .zeroed = large };
    return arena->chunks = chunk;
}

void *arena_alloc(Arena *arena, size_t bytes) {
    if (bytes > SIZE_MAX / 2) out_of_memory(arena);
    bytes = round_up(bytes ? bytes : 1);
    ArenaChunk *chunk = arena->chunks;
    if (!chunk || chunk->room - chunk->used < bytes) chunk = new_chunk(arena, bytes);
    unsigned char *start = (unsigned char *)chunk + round_up(sizeof(ArenaChunk)) + chunk->used;
    chunk->used += bytes;
    return chunk->zeroed ? start : memset(start, 0, bytes);
}

void *arena_alloc_array(Arena *arena, size_t size, size_t count) {
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes)) out_of_memory(arena);
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

void arena_free(Arena *arena) {
    for (ArenaChunk *chunk = arena->chunks; chunk; chunk = chunk->next)
        for (Deferred *d = chunk->deferred; d; d = d->next) d->cleanup(d->object);
    for (ArenaChunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk->block);
    }
    arena->chunks = NULL;
}

bool diag_fail(Diag *diag, Status status, const char *format, ...) {
    if (diag->message) return false;
    va_list arguments;
    va_start(arguments, format);
    diag->message = arena_vprintf(diag->arena, format, arguments);
    va_end(arguments);
    diag->status = status;
    return false;
}

void diag_note(Diag *diag, const char *format, ...) {
    if (diag->note_count == diag->note_room) {
        int room = diag->note_room ? 2 * diag->note_room : 8;
        const char **notes = arena_array(diag->arena, const char *, room);
        if (diag->note_count) memcpy(notes, diag->notes, sizeof *notes * (size_t)diag->note_count);
        diag->notes = notes;
        diag->note_room = room;
    }
    va_list arguments;
    va_start(arguments, format);
    diag->notes[diag->note_count++] = arena_vprintf(diag->arena, format, arguments);
    va_end(arguments);
}

static void text_reserve(Text *text, size_t more) {
    if (text->length + more + 1 <= text->room) return;
    size_t room = 2 * (text->length + more + 1) + 256;
    char *bytes = arena_alloc(text->arena, room);
    if (text->length) memcpy(bytes, text->bytes, text->length);
    text->bytes = bytes;
    text->room = room;
}

void text_append(Text *text, const char *bytes, size_t length) {
    text_reserve(text, length);
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && !strcmp(text + length - tail, end);
}

const char *without_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void text_vprintf(Text *text, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    size_t length = (size_t)vsnprintf(NULL, 0, format, again);
    va_end(again);
    text_reserve(text, length);
    vsnprintf(text->bytes + text->length, length + 1, format, arguments);
    text->length += length;
}

void text_printf(Text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(text, format, arguments);
    va_end(arguments);
}

static bool open_regular(const char *path, int *descriptor, size_t *size, Diag *diag) {
    struct stat status;
    *descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (*descriptor < 0) return diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
    int error = fstat(*descriptor, &status) ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (error) {
        close(*descriptor);
        return diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(error));
    }
    *size = S_ISREG(status.st_mode) ? (size_t)status.st_size : 0;
    return true;
}

/* Reads to the end, so that pipes and /dev/stdin work as well as files. */
bool file_read(Arena *arena, const char *path, FileView *view, Diag *diag) {
    int descriptor;
    size_t size = 0;
    if (!open_regular(path, &descriptor, &size, diag)) return false;
    Text text = { .arena = arena };
    text_reserve(&text, size + 1);
    for (;;) {
        text_reserve(&text, 4096);
        ssize_t got = read(descriptor, text.bytes + text.length, text.room - text.length - 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
        if (got <= 0) break;
        text.length += (size_t)got;
    }
    close(descriptor);
    text.bytes[text.length] = '\0';
    *view = (FileView){ (const unsigned char *)text.bytes, text.length };
    return !diag->message;
}

static void unmap(void *object) {
    FileView *view = object;
    munmap((void *)(uintptr_t)view->bytes, view->size);
}

bool file_map(Arena *arena, const char *path, FileView *view, Diag *diag) {
    int descriptor;
    size_t size = 0;
    if (!open_regular(path, &descriptor, &size, diag)) return false;
    void *bytes = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
    close(descriptor);
    if (bytes == MAP_FAILED) return file_read(arena, path, view, diag);
    FileView *mapped = arena_alloc(arena, sizeof *mapped);
    *mapped = *view = (FileView){ bytes, size };
    arena_defer(arena, unmap, mapped);
    return true;
}

uint64_t fnv1a(uint64_t hash, const void *bytes, size_t count) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < count; i++) hash = (hash ^ byte[i]) * FNV_PRIME;
    return hash;
}

uint64_t split_mix(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}
