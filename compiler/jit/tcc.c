/* tcc.c: compiling in memory by libtcc, in this process.
 *
 * The text includes nothing and is linked with nothing (RESNETC_FREESTANDING): the few functions of libc that
 * it calls, and the catalogue's kernels, are handed over one by one, so libtcc needs none of its own files at
 * run time.
 *
 * libtcc calls exit() where memory runs out or a relocation cannot be made, or crashes before it does. The
 * Makefile links it with other names for exit, malloc and its lock, those of tcc_host.c, so that it comes
 * back from there. */
#include "catalogue/catalogue.h"
#include "job.h"
#include "tcc_host.h"

#include <assert.h>
#include <libtcc.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { SYMBOLS = 4, NAME_BYTES = 512 };

/* All that the host looks up in compiled code, behind the network's name. */
static const char *const suffixes[SYMBOLS] = { "_run", "_jit_workspace", "_jit_trace", "_jit_context" };

/* What libtcc is called for. It lives on the stack, and nothing allocates from an arena meanwhile: that might
 * jump over libtcc. */
typedef struct {
    const JitJob *job;
    Team *team;  /* of the catalogue's kernels */
    void *pages; /* the code */
    size_t size;
    void *symbols[SYMBOLS];
    char message[256]; /* libtcc's first one explains the others */
    bool good;
} Build;

static void take_message(void *object, const char *text) {
    Build *build = object;
    if (*build->message) return;
    strncpy(build->message, text, sizeof build->message - 1);
    for (char *c = build->message; *c; c++)
        if (*c == '\n') *c = ' ';
}

typedef void AnyFunction(void);

/* All that freestanding emitted code calls. */
static const struct {
    const char *name;
    AnyFunction *function;
} libc[] = {
    { "memcpy", (AnyFunction *)memcpy }, { "memmove", (AnyFunction *)memmove },
    { "memset", (AnyFunction *)memset }, { "expf", (AnyFunction *)expf },
    { "sqrt", (AnyFunction *)sqrt },     { "exp", (AnyFunction *)exp },
    { "erfc", (AnyFunction *)erfc },
};

static void add_symbol(TCCState *state, const char *name, AnyFunction *function) {
    tcc_add_symbol(state, name, (const void *)(uintptr_t)function);
}

static void add_kernels(TCCState *state, const CatalogueEntry *kernels) {
    for (; kernels && kernels->name; kernels++) add_symbol(state, kernels->name, kernels->function);
}

static void add_catalogue(TCCState *state, const Build *build) {
    const JitJob *job = build->job;
    add_kernels(state, catalogue_find(job->target));
    if (job->weights) add_kernels(state, catalogue_built_low(job->target, job->weights));
    add_symbol(state, "share_out", (AnyFunction *)share_out);
    tcc_add_symbol(state, "team", build->team);
}

static bool compile(TCCState *state, const Build *build) {
    tcc_set_options(state, "-nostdlib -nostdinc -w");
    tcc_set_output_type(state, TCC_OUTPUT_MEMORY);
    for (int i = 0; i < COUNT_OF(libc); i++) add_symbol(state, libc[i].name, libc[i].function);
    if (build->job->target->catalogue) add_catalogue(state, build);
    return tcc_compile_string(state, build->job->text) == 0;
}

/* Into pages of our own: written here, made executable and no longer writable by the caller. */
static bool relocate(TCCState *state, Build *build) {
    int size = tcc_relocate(state, NULL);
    if (size <= 0) return false;
    void *pages = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) return false;
    build->pages = pages;
    build->size = (size_t)size;
    if (tcc_relocate(state, pages) != 0) return false;
    __builtin___clear_cache(pages,
                            (char *)pages + size); /* instructions are fetched apart on others than x86 */
    return true;
}

static void find_symbols(TCCState *state, Build *build) {
    char name[NAME_BYTES];
    for (int i = 0; i < SYMBOLS; i++)
        if (snprintf(name, sizeof name, "%s%s", build->job->name, suffixes[i]) < NAME_BYTES)
            build->symbols[i] = tcc_get_symbol(state, name);
}

/* Called by tcc_host.c, one at a time. */
static void run_libtcc(void *object) {
    Build *build = object;
    TCCState *state = tcc_new();
    if (!state) return;
    tcc_set_error_func(state, build, take_message);
    build->good = compile(state, build) && relocate(state, build);
    if (build->good) find_symbols(state, build);
    tcc_delete(state);
}

static void *lookup(void *object, const char *symbol) {
    const Build *build = object;
    for (int i = 0; i < SYMBOLS; i++)
        if (!strcmp(symbol + strlen(build->job->name), suffixes[i])) return build->symbols[i];
    return NULL;
}

typedef struct {
    void *bytes;
    size_t size;
} Pages;

static void unmap_pages(void *object) {
    Pages *pages = object;
    if (pages->size) munmap(pages->bytes, pages->size);
}

static void end_team(void *team) { team_free(team); }

static Team *make_team(Arena *arena, const JitJob *job, Diag *diag) {
    Team *team = team_new(job->threads);
    if (!team) return diag_fail(diag, STATUS_SYSTEM, "out of memory"), NULL;
    arena_defer(arena, end_team, team);
    return team;
}

bool jit_tcc(Arena *arena, const JitJob *job, Jit *jit, Diag *diag) {
    assert(job->target->lanes == 1 || job->target->catalogue);
    Pages *pages = arena_alloc(arena, sizeof *pages);
    arena_defer(arena, unmap_pages, pages);
    Build build = { .job = job };
    if (job->target->catalogue && !(build.team = make_team(arena, job, diag))) return false;
    bool came_back = tcc_host_call(run_libtcc, &build);
    *pages = (Pages){ build.pages, build.size };
    if (!came_back)
        return diag_fail(diag, STATUS_SYSTEM, "libtcc: %s",
                         *build.message ? build.message : "out of memory, or an error that it gives up at");
    if (*build.message) diag_fail(diag, STATUS_SYSTEM, "libtcc: %s", build.message);
    bool good = build.good && jit_connect(job, lookup, &build, jit, diag) &&
                mprotect(build.pages, build.size, PROT_READ | PROT_EXEC) == 0;
    return good || diag_fail(diag, STATUS_SYSTEM, "libtcc: cannot load what it compiled");
}
