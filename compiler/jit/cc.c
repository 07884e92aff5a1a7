/* cc.c: compiling in memory by the system's compiler ($CC or cc) and dlopen.
 *
 * A private folder holds the text, the library and the compiler's messages for as long as that takes. */
#include "base/base.h"
#include "job.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MAX_WORDS = 64 };

typedef struct {
    bool open;
    char *folder, *source, *library, *messages; /* paths */
    char *words[MAX_WORDS];                     /* the compiler's command line, NULL-terminated */
    int word_count;
} Workshop;

static bool fail(Diag *diag, const char *what, int error) {
    return diag_fail(diag, STATUS_SYSTEM, "%s: %s", what, strerror(error));
}

static void add_word(Workshop *shop, char *word) {
    if (shop->word_count < MAX_WORDS - 1) shop->words[shop->word_count++] = word;
}

/* The blank-separated words of `text`; there is no shell, so no quoting. */
static void add_words(Arena *arena, Workshop *shop, const char *text) {
    char *rest = arena_copy(arena, text, strlen(text)), *word;
    while ((word = strsep(&rest, " \t")))
        if (*word) add_word(shop, word);
}

static const char *setting(const char *name, const char *otherwise) {
    const char *value = getenv(name);
    return value && *value ? value : otherwise;
}

static void close_workshop(void *object) {
    Workshop *shop = object;
    if (!shop->open) return;
    unlink(shop->source);
    unlink(shop->library);
    unlink(shop->messages);
    rmdir(shop->folder);
    shop->open = false;
}

/* Allocates all there is to allocate before the folder is made, so that no failing malloc strands it. */
static Workshop *open_workshop(Arena *arena, const JitJob *job, Diag *diag) {
    const Target *target = job->target;
    Workshop *shop = arena_alloc(arena, sizeof *shop);
    arena_defer(arena, close_workshop, shop);
    shop->folder = arena_printf(arena, "%s/resnetc.XXXXXX", setting("TMPDIR", "/tmp"));
    shop->source = arena_printf(arena, "%s/network.c", shop->folder);
    shop->library = arena_printf(arena, "%s/network.so", shop->folder);
    shop->messages = arena_printf(arena, "%s/messages", shop->folder);
    add_words(arena, shop, setting("CC", "cc"));
    add_words(arena, shop, arena_printf(arena, "-std=%s %s", target->standard, target->flags));
    if (job->threads > 1) add_words(arena, shop, "-fopenmp");
    add_words(arena, shop, "-O2 -w -shared -fPIC -o");
    add_word(shop, shop->library);
    add_word(shop, shop->source);
    add_words(arena, shop, "-lm");
    shop->open = mkdtemp(shop->folder) != NULL;
    if (!shop->open) return fail(diag, shop->folder, errno), NULL;
    size_t length = strlen(shop->folder);
    memcpy(shop->source, shop->folder, length);
    memcpy(shop->library, shop->folder, length);
    memcpy(shop->messages, shop->folder, length);
    return shop;
}

static bool write_source(const Workshop *shop, const JitJob *job, Diag *diag) {
    int descriptor = open(shop->source, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return fail(diag, shop->source, errno);
    bool good = write_all(descriptor, job->text, job->length) || fail(diag, shop->source, errno);
    if (close(descriptor) && good) good = fail(diag, shop->source, errno);
    return good;
}

/* The compiler gets nothing to read, a file for its messages, and the signals as we were given them but for
 * SIGCHLD, of which it must hear. */
static int spawn(const Workshop *shop, const sigset_t *mask, pid_t *child) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t ignored;
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    sigaddset(&ignored, SIGXFSZ);
    sigaddset(&ignored, SIGCHLD);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, shop->messages, O_WRONLY | O_CREAT | O_APPEND,
                                     0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &ignored);
    posix_spawnattr_setsigmask(&attributes, mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    int error = posix_spawnp(child, shop->words[0], &files, &attributes, shop->words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

static const char *ending(Arena *arena, int status) {
    return WIFSIGNALED(status) ? arena_printf(arena, ": signal %d", WTERMSIG(status))
                               : arena_printf(arena, ": exit status %d", WEXITSTATUS(status));
}

/* The compiler's first complaint, or what it printed first, or else how it ended. */
static bool fail_compile(Arena *arena, const Workshop *shop, const char *how, Diag *diag) {
    FileView messages;
    if (!file_read(arena, shop->messages, &messages, diag)) return false;
    const char *text = (const char *)messages.bytes, *error = strstr(text, "error:");
    if (!messages.size) return diag_fail(diag, STATUS_SYSTEM, "%s failed%s", shop->words[0], how);
    while (error && error > text && error[-1] != '\n') error--;
    if (!error) error = text;
    return diag_fail(diag, STATUS_SYSTEM, "%s failed: %.*s", shop->words[0], (int)strcspn(error, "\n"),
                     error);
}

/* Where SIGCHLD is ignored nobody is told how a child has ended (ECHILD; POSIX, waitpid): what it left tells.
 */
static bool run_compiler(Arena *arena, const Workshop *shop, const sigset_t *mask, Diag *diag) {
    pid_t child;
    int status, error = spawn(shop, mask, &child);
    if (error) return fail(diag, shop->words[0], error);
    while (waitpid(child, &status, 0) < 0) {
        if (errno == ECHILD) return access(shop->library, F_OK) == 0 || fail_compile(arena, shop, "", diag);
        if (errno != EINTR) return fail(diag, shop->words[0], errno);
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           fail_compile(arena, shop, ending(arena, status), diag);
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
    void *library = dlopen(shop->library, RTLD_NOW | RTLD_LOCAL);
    if (!library) return diag_fail(diag, STATUS_SYSTEM, "%s", dlerror());
    keep_openmp();
    arena_defer(arena, unload, library);
    return jit_connect(job, lookup, library, jit, diag);
}

bool jit_cc(Arena *arena, const JitJob *job, Jit *jit, Diag *diag) {
    sigset_t mask;
    signals_hold(&mask);
    Workshop *shop = open_workshop(arena, job, diag);
    bool good = shop && write_source(shop, job, diag) && run_compiler(arena, shop, &mask, diag) &&
                load(arena, shop, job, jit, diag);
    if (shop) close_workshop(shop);
    signals_release(&mask);
    return good;
}
