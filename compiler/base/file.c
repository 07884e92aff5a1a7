/* file.c: whole files, read or mapped. */
#include "file.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
