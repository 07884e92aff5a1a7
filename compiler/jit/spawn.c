/* spawn.c: running others' programs, and what they complain of. */
#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np */
#include "workshop.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_READ = 1 << 20 };

extern char **environ;

static bool fail(Diag *diag, const char *what, int error) {
    return diag_fail(diag, STATUS_SYSTEM, "%s: %s", what, strerror(error));
}

/* It gets nothing to read, a file for its messages, and the signals as we were given them but for SIGCHLD, of
 * which it must hear. */
static int spawn(const Workshop *shop, Command *command, bool inside, pid_t *child) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t ignored;
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    sigaddset(&ignored, SIGXFSZ);
    sigaddset(&ignored, SIGCHLD);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (shop->messages >= 0) {
        posix_spawn_file_actions_adddup2(&files, shop->messages, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files, shop->messages, STDERR_FILENO);
    }
    if (inside) posix_spawn_file_actions_addchdir_np(&files, shop->folder);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &ignored);
    posix_spawnattr_setsigmask(&attributes, &shop->mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    int error = posix_spawnp(child, command->words[0], &files, &attributes, command->words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

static const char *ending(Arena *arena, int status) {
    return WIFSIGNALED(status) ? arena_printf(arena, ": signal %d", WTERMSIG(status))
                               : arena_printf(arena, ": exit status %d", WEXITSTATUS(status));
}

/* What was printed, NUL-terminated; so much of it as one line may come from. */
static const char *printed(Arena *arena, const Workshop *shop) {
    char *text = arena_alloc(arena, MOST_READ + 1);
    const ssize_t length = shop->messages < 0 ? 0 : pread(shop->messages, text, MOST_READ, 0);
    text[length > 0 ? length : 0] = 0;
    return text;
}

static const char *line_start(const char *text, const char *at) {
    while (at > text && at[-1] != '\n') at--;
    return at;
}

/* What a compiler says behind the linker's own words. */
static bool is_summary(const char *line) {
    const char *end = line + strcspn(line, "\n"), *ld = strstr(line, "ld returned"),
               *linker = strstr(line, "linker command failed");
    return (ld && ld < end) || (linker && linker < end);
}

/* The line that says why: a full disk goes before what comes of it; then the first error; then the first
 * words. */
static const char *complaint(const char *text) {
    const char *full = strstr(text, strerror(ENOSPC));
    if (full) return line_start(text, full);
    for (const char *at = text; (at = strstr(at, "error:")); at++)
        if (!is_summary(line_start(text, at))) return line_start(text, at);
    return text;
}

static bool fail_with(Arena *arena, const Workshop *shop, const Command *command, const char *how,
                      Diag *diag) {
    const char *text = printed(arena, shop), *line = complaint(text);
    if (!*text) return diag_fail(diag, STATUS_SYSTEM, "%s failed%s", command->words[0], how);
    return diag_fail(diag, STATUS_SYSTEM, "%s failed: %.*s", command->words[0], (int)strcspn(line, "\n"),
                     line);
}

/* Where SIGCHLD is ignored nobody is told how a child has ended (ECHILD; POSIX, waitpid): what it left tells.
 */
bool workshop_run(Arena *arena, const Workshop *shop, Command *command, bool inside, WorkshopFile result,
                  Diag *diag) {
    pid_t child;
    if (command->count > MAX_WORDS)
        return diag_fail(diag, STATUS_SYSTEM, "%s: expected a command of at most %d words, got %d",
                         command->words[0], MAX_WORDS, command->count);
    int status, error = spawn(shop, command, inside, &child);
    if (error) return fail(diag, command->words[0], error);
    while (waitpid(child, &status, 0) < 0) {
        if (errno == ECHILD)
            return access(shop->paths[result], F_OK) == 0 || fail_with(arena, shop, command, "", diag);
        if (errno != EINTR) return fail(diag, command->words[0], errno);
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           fail_with(arena, shop, command, ending(arena, status), diag);
}
