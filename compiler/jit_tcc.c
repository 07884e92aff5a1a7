/* jit_tcc.c: compiling in memory by libtcc, in this process.
 *
 * The text includes nothing and is linked with nothing (RESNETC_FREESTANDING): the few functions of libc that
 * it calls are handed over one by one, so libtcc needs none of its own files at run time. */
#include "catalogue.h"
#include "jit.h"

#include <assert.h>
#include <libtcc.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>

typedef struct {
    void *bytes;
    size_t size;
} Pages;

static void unmap_pages(void *object) {
    Pages *pages = object;
    if (pages->size) munmap(pages->bytes, pages->size);
}

/* Called for each message; the first is the one that explains the others. */
static void take_message(void *diag, const char *message) {
    diag_fail(diag, STATUS_SYSTEM, "libtcc: %s", message);
}

static void *lookup(void *state, const char *symbol) { return tcc_get_symbol(state, symbol); }

typedef void AnyFunction(void);

/* All that freestanding emitted code calls. */
static const struct {
    const char *name;
    AnyFunction *function;
} libc[] = {
    { "memcpy", (AnyFunction *)memcpy },
    { "memmove", (AnyFunction *)memmove },
    { "memset", (AnyFunction *)memset },
    { "expf", (AnyFunction *)expf },
};

static bool compile(TCCState *state, const JitJob *job) {
    tcc_set_options(state, "-nostdlib -nostdinc -w");
    tcc_set_output_type(state, TCC_OUTPUT_MEMORY);
    for (int i = 0; i < COUNT_OF(libc); i++)
        tcc_add_symbol(state, libc[i].name, (const void *)(uintptr_t)libc[i].function);
    const CatalogueEntry *kernels = job->target->catalogue ? catalogue_find(job->target) : NULL;
    for (; kernels && kernels->name; kernels++)
        tcc_add_symbol(state, kernels->name, (const void *)(uintptr_t)kernels->function);
    return tcc_compile_string(state, job->text) == 0;
}

/* Into pages of our own: written first, then executable and no longer writable. */
static bool load(TCCState *state, const JitJob *job, Pages *pages, Jit *jit, Diag *diag) {
    int size = tcc_relocate(state, NULL);
    if (size <= 0) return false;
    pages->bytes = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages->bytes == MAP_FAILED) return false;
    pages->size = (size_t)size;
    return tcc_relocate(state, pages->bytes) == 0 && jit_connect(job, lookup, state, jit, diag) &&
           mprotect(pages->bytes, pages->size, PROT_READ | PROT_EXEC) == 0;
}

bool jit_tcc(Arena *arena, const JitJob *job, Jit *jit, Diag *diag) {
    assert(job->target->lanes == 1 || job->target->catalogue);
    Pages *pages = arena_alloc(arena, sizeof *pages);
    arena_defer(arena, unmap_pages, pages);
    TCCState *state = tcc_new();
    if (!state) return diag_fail(diag, STATUS_SYSTEM, "libtcc: no memory");
    tcc_set_error_func(state, diag, take_message);
    bool good = compile(state, job) && load(state, job, pages, jit, diag);
    tcc_delete(state);
    return good || diag_fail(diag, STATUS_SYSTEM, "libtcc: cannot load what it compiled");
}
