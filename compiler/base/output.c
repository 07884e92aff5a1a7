/* output.c: temporary files beside their targets, renamed when all of them are complete. */
#include "output.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WRITE_BYTES = 1 << 20, ATTEMPTS = 100 };

/* One file on its way. Every name is allocated before anything is created: no failing malloc can strand a
 * temporary file. */
typedef struct {
    const OutputFile *file;
    const char *target; /* links followed, so that a link stays a link */
    char *temporary;    /* beside the target, ".foo.c.XXXXXX" */
    char *backup;       /* the old file's second name while the new one takes its place: ".foo.c.XXXXXX~" */
    bool existed, has_temporary, has_backup, renamed;
    mode_t mode; /* the old file's */
} Staged;

/* The last slash included; 0 where there is none. */
static int folder_length(const char *path) { return (int)(without_folder(path) - path); }

/* The missing file of a file to be written is its folder. */
static bool fail(const OutputFile *file, Diag *diag) {
    int folder = errno == ENOENT && file->path ? folder_length(file->path) : 0;
    if (folder > 1)
        return diag_fail(diag, STATUS_SYSTEM, "%s: there is no folder %.*s", file->path, folder - 1,
                         file->path);
    return diag_fail(diag, STATUS_SYSTEM, "%s: %s", file->path ? file->path : "standard output",
                     strerror(errno));
}

static bool same_file(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool folder_of(const char *path, char folder[PATH_MAX]) {
    int length = folder_length(path);
    if (length >= PATH_MAX) return false;
    memcpy(folder, length ? path : ".", length ? (size_t)length : 1);
    folder[length ? length : 1] = '\0';
    return true;
}

static bool stat_folder(const char *path, struct stat *status) {
    char folder[PATH_MAX];
    return folder_of(path, folder) && !stat(folder, status);
}

/* Of files that are not there yet: whether they would be the same. */
static bool same_place(const char *a, const char *b) {
    struct stat left, right;
    return !strcmp(a + folder_length(a), b + folder_length(b)) && stat_folder(a, &left) &&
           stat_folder(b, &right) && same_file(&left, &right);
}

static bool same_path(const char *a, const char *b) {
    struct stat left, right;
    if (!a || !b) return false;
    if (!strcmp(a, b)) return true;
    if (stat(a, &left) || stat(b, &right)) return same_place(a, b);
    return S_ISREG(left.st_mode) && same_file(&left, &right);
}

bool output_add(OutputFiles *output, const char *path, const void *bytes, size_t size, Diag *diag) {
    for (int i = 0; i < output->input_count; i++)
        if (same_path(path, output->inputs[i]))
            return diag_fail(diag, STATUS_USAGE, "%s: would be written over the input %s", path,
                             output->inputs[i]);
    for (int i = 0; i < output->count; i++)
        if (same_path(path, output->files[i].path))
            return diag_fail(diag, STATUS_USAGE, "%s: two outputs cannot be one file", path);
    if (output->count == MAX_FILES) abort();
    output->files[output->count++] = (OutputFile){ path, bytes, size };
    return true;
}

/* Where to write in place: standard output under any name, and what is there but no regular file. -1 with
 * errno 0 for a regular file, with another errno on failure. */
static int open_direct(const char *path) {
    struct stat status, standard;
    errno = 0;
    if (!path) return STDOUT_FILENO;
    if (stat(path, &status)) {
        if (errno == ENOENT) errno = 0;
        return -1;
    }
    if (!fstat(STDOUT_FILENO, &standard) && same_file(&status, &standard)) return STDOUT_FILENO;
    if (S_ISREG(status.st_mode)) return -1;
    return open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
}

bool write_all(int descriptor, const void *data, size_t size) {
    const unsigned char *bytes = data;
    while (size) {
        ssize_t wrote = write(descriptor, bytes, size < WRITE_BYTES ? size : WRITE_BYTES);
        if (wrote < 0 && errno != EINTR) return false;
        if (wrote > 0) bytes += wrote, size -= (size_t)wrote;
        if (size && signals_waiting()) return errno = EINTR, false;
    }
    return true;
}

/* Sets *direct where the file was one to be written in place, and has been. */
static bool write_direct(const OutputFile *file, bool *direct, Diag *diag) {
    int descriptor = open_direct(file->path);
    *direct = descriptor >= 0;
    if (!*direct) return !errno || fail(file, diag);
    bool good = write_all(descriptor, file->bytes, file->size) || fail(file, diag);
    if (descriptor != STDOUT_FILENO && close(descriptor) && good) good = fail(file, diag);
    return good;
}

static bool stage_names(Arena *arena, const OutputFile *file, Staged *staged, Diag *diag) {
    struct stat status;
    char real[PATH_MAX];
    const char *target = realpath(file->path, real) ? real : file->path;
    int folder = folder_length(target);
    *staged = (Staged){ .file = file, .target = arena_copy(arena, target, strlen(target)) };
    staged->temporary = arena_printf(arena, "%.*s.%.200s.XXXXXX", folder, target, target + folder);
    staged->backup = arena_printf(arena, "%s~", staged->temporary);
    staged->existed = !stat(staged->target, &status);
    if (!staged->existed) return true;
    staged->mode = status.st_mode & 0777;
    return !access(staged->target, W_OK) || fail(file, diag); /* rename would not mind a read-only file */
}

/* Random letters in place of the X. */
static void name_temporary(Staged *staged) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    unsigned char random[6];
    size_t length = strlen(staged->temporary);
    if (getrandom(random, sizeof random, 0) != sizeof random) abort();
    for (size_t i = 0; i < sizeof random; i++) {
        char letter = letters[random[i] % 32];
        staged->temporary[length - 6 + i] = staged->backup[length - 6 + i] = letter;
    }
}

static int create_temporary(Staged *staged) {
    int descriptor = -1;
    for (int i = 0; i < ATTEMPTS && descriptor < 0 && (i == 0 || errno == EEXIST); i++) {
        name_temporary(staged);
        descriptor = open(staged->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
    staged->has_temporary = descriptor >= 0;
    return descriptor;
}

static bool write_temporary(Staged *staged, Diag *diag) {
    const OutputFile *file = staged->file;
    int descriptor = create_temporary(staged);
    if (descriptor < 0) return fail(file, diag);
    bool good = (!staged->existed || !fchmod(descriptor, staged->mode)) &&
                write_all(descriptor, file->bytes, file->size);
    if (!good) fail(file, diag);
    if (close(descriptor) && good) good = fail(file, diag);
    return good;
}

/* Hard links are missing on some file systems; a second name is then had by giving up the first. */
static bool keep_old(Staged *staged) {
    if (!staged->existed) return true;
    staged->has_backup = !link(staged->target, staged->backup) ||
                         ((errno == EPERM || errno == EOPNOTSUPP) && !rename(staged->target, staged->backup));
    return staged->has_backup;
}

static bool publish(Staged *staged, Diag *diag) {
    if (!keep_old(staged) || rename(staged->temporary, staged->target)) return fail(staged->file, diag);
    staged->renamed = true;
    staged->has_temporary = false;
    return true;
}

/* After success the backups go; after failure the old files come back and what is new goes. */
static void clean_up(Staged *staged, bool good) {
    if (staged->has_temporary) unlink(staged->temporary);
    /* Renaming a backup onto the old file itself does nothing, so the backup's name goes in every case. */
    if (staged->has_backup && (good || !rename(staged->backup, staged->target))) unlink(staged->backup);
    if (!good && staged->renamed && !staged->existed) unlink(staged->target);
}

/* Two commands that write the same files do so one after the other, so that all are of one of them. Whoever
 * has the folder for long (`flock . make` holds it for its children) is not waited for: a second, then
 * without. -1: no such folder. */
static int lock_folder(const char *path) {
    char folder[PATH_MAX];
    int descriptor = folder_of(path, folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    for (int i = 0; i < ATTEMPTS && descriptor >= 0; i++) {
        if (!flock(descriptor, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK) break;
        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    return descriptor;
}

static bool write_staged(Arena *arena, const OutputFile *const *files, int count, Diag *diag) {
    Staged staged[MAX_FILES];
    for (int i = 0; i < count; i++)
        if (!stage_names(arena, files[i], &staged[i], diag)) return false;
    sigset_t old;
    signals_hold(&old);
    bool good = true;
    for (int i = 0; i < count && good; i++) good = write_temporary(&staged[i], diag);
    for (int i = 0; i < count && good; i++) good = publish(&staged[i], diag);
    for (int i = 0; i < count; i++) clean_up(&staged[i], good);
    signals_release(&old);
    return good;
}

bool output_commit(const OutputFiles *output, Diag *diag) {
    const OutputFile *files[MAX_FILES];
    int count = 0;
    for (int i = 0; i < output->count; i++) {
        bool direct;
        if (!write_direct(&output->files[i], &direct, diag)) return false;
        if (!direct) files[count++] = &output->files[i];
    }
    if (!count) return true;
    const int lock = lock_folder(files[0]->path);
    const bool good = write_staged(output->arena, files, count, diag);
    if (lock >= 0) close(lock);
    return good;
}
