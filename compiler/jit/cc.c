/* cc.c: compiling in memory by the system's compiler ($CC or cc) and dlopen.
 *
 * A private folder holds the text, the library and the compiler's messages for as long as that takes. */
#include "job.h"
#include "workshop.h"

#include <dlfcn.h>
#include <stdlib.h>

static Command *compiler_command(Arena *arena, const JitJob *job, const Workshop *shop) {
    const char *cc = getenv("CC");
    Command *command = arena_alloc(arena, sizeof *command);
    add_words(arena, command, cc && *cc ? cc : "cc");
    add_words(arena, command, arena_printf(arena, "-std=%s %s", job->target->standard, job->target->flags));
    if (job->threads > 1) add_words(arena, command, "-fopenmp");
    add_words(arena, command, "-O2 -w -shared -fPIC -o");
    add_word(command, shop->paths[FILE_PRODUCT]);
    add_word(command, shop->paths[FILE_SOURCE]);
    add_words(arena, command, "-lm");
    return command;
}

static void *lookup(void *library, const char *symbol) { return dlsym(library, symbol); }

static void unload(void *library) { dlclose(library); }

/* An OpenMP runtime (CC="cc -fopenmp") keeps its threads after the last region: it must not go with our
 * library. */
static void keep_openmp(void) {
    static const char *const runtimes[] = { "libgomp.so.1", "libomp.so.5", "libiomp5.so" };
    for (int i = 0; i < COUNT_OF(runtimes); i++) {
        void *loaded = dlopen(runtimes[i], RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
        if (loaded) dlclose(loaded);
    }
}

static bool load(Arena *arena, const Workshop *shop, const JitJob *job, Jit *jit, Diag *diag) {
    void *library = dlopen(shop->paths[FILE_PRODUCT], RTLD_NOW | RTLD_LOCAL);
    if (!library) return diag_fail(diag, STATUS_SYSTEM, "%s", dlerror());
    keep_openmp();
    arena_defer(arena, unload, library);
    return jit_connect(job, lookup, library, jit, diag);
}

bool jit_cc(Arena *arena, const JitJob *job, Jit *jit, Diag *diag) {
    Workshop *shop = workshop_open(arena, diag);
    bool good = shop && workshop_write(shop, FILE_SOURCE, job->text, job->length, diag) &&
                workshop_run(arena, shop, compiler_command(arena, job, shop), false, FILE_PRODUCT, diag) &&
                load(arena, shop, job, jit, diag);
    workshop_close(shop);
    return good;
}
