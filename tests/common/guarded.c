/* guarded.c: see guarded.h. */
#include "guarded.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ZONE = 1 << 20 }; /* a layer's stride too far is still inside */

typedef struct {
    void *pages;
    size_t size;
} Mapping;

static void unmap(void *object) {
    const Mapping *mapping = object;
    munmap(mapping->pages, mapping->size);
}

static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

void *guarded_alloc(Arena *arena, size_t bytes, Flush flush) {
    size_t page = page_size(), inside = (bytes + page - 1) / page * page;
    Mapping *mapping = arena_alloc(arena, sizeof *mapping);
    mapping->size = inside + 2 * ZONE;
    mapping->pages = mmap(NULL, mapping->size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    char *start = (char *)mapping->pages + ZONE;
    if (mapping->pages == MAP_FAILED || (inside && mprotect(start, inside, PROT_READ | PROT_WRITE))) abort();
    arena_defer(arena, unmap, mapping);
    return flush == FLUSH_END ? start + inside - bytes : start;
}

void guarded_protect(void *memory, size_t bytes) {
    size_t page = page_size();
    char *start = (char *)((uintptr_t)memory / page * page);
    if (mprotect(start, (size_t)((char *)memory + bytes - start), PROT_READ)) abort();
}

void fill_signalling(void *memory, size_t bytes) {
    static const unsigned char pattern[] = { 0xa0, 0x7f, 0xa0, 0xff }; /* words 0x7fa0, 0xffa0 */
    for (size_t i = 0; i < bytes; i++) ((unsigned char *)memory)[i] = pattern[i % sizeof pattern];
}
