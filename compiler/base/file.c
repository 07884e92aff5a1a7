/* file.c: whole files, read or mapped. */
#include "file.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)
enum { FIRST_ROOM = 1 << 16 };

const FileKind file_text = { "a text", 16 * MIB, 16 * MIB };
const FileKind file_weights = { "a weights file", 65536 * MIB, 256 * MIB };
const FileKind file_input = { "a picture or an array", 65536 * MIB, 64 * MIB };

typedef struct {
    const char *path;
    const FileKind *kind;
    int descriptor;
    mode_t mode;
    size_t size; /* 0 where only the end tells */
} OpenFile;

static bool cannot(const char *path, int error, Diag *diag) {
    if (error == ENOMEM) return diag_fail(diag, STATUS_SYSTEM, "%s: out of memory", path);
    return diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(error));
}

static bool too_large(const OpenFile *file, size_t most, Diag *diag) {
    const char *got = file->size > most ? arena_printf(diag->arena, "%zu bytes", file->size) : "more";
    return diag_fail(diag, STATUS_INPUT, "%s: expected %s of at most %zu MiB%s, got %s", file->path,
                     file->kind->what, most / MIB, S_ISREG(file->mode) ? "" : " from what is no regular file",
                     got);
}

/* Of a file that has path and kind; the caller closes the descriptor. */
static bool open_file(OpenFile *file, Diag *diag) {
    struct stat status = { .st_mode = 0 };
    file->descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0) return cannot(file->path, errno, diag);
    int error = fstat(file->descriptor, &status) ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    file->mode = status.st_mode;
    if (!error && S_ISREG(status.st_mode)) file->size = (size_t)status.st_size;
    if (error) cannot(file->path, error, diag);
    if (file->size > file->kind->most) too_large(file, file->kind->most, diag);
    if (diag->message) close(file->descriptor);
    return !diag->message;
}

/* ---- Read: outside the arena, since what grows there is copied and kept ---- */

typedef struct {
    unsigned char *bytes;
    size_t length, room;
} Buffer;

static void free_buffer(void *object) { free(((Buffer *)object)->bytes); }

static bool grow(Buffer *buffer, size_t room) {
    unsigned char *bytes = realloc(buffer->bytes, room);
    if (!bytes) return false;
    buffer->bytes = bytes;
    buffer->room = room;
    return true;
}

static size_t most_to_read(const OpenFile *file) {
    return S_ISREG(file->mode)   ? file->kind->most
           : S_ISCHR(file->mode) ? file_text.most
                                 : file->kind->most_read;
}

/* To the end, so that pipes and /dev/stdin work as well as files; one byte more than may be is too many. */
static bool read_all(const OpenFile *file, Buffer *buffer, Diag *diag) {
    size_t most = most_to_read(file);
    if (!grow(buffer, file->size ? file->size + 2 : FIRST_ROOM)) return cannot(file->path, ENOMEM, diag);
    for (;;) {
        size_t double_room = 2 * buffer->room, room = double_room < most + 2 ? double_room : most + 2;
        if (buffer->length + 1 == buffer->room && !grow(buffer, room))
            return cannot(file->path, ENOMEM, diag);
        ssize_t got =
            read(file->descriptor, buffer->bytes + buffer->length, buffer->room - buffer->length - 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return cannot(file->path, errno, diag);
        if (got == 0) break;
        buffer->length += (size_t)got;
        if (buffer->length > most) return too_large(file, most, diag);
    }
    buffer->bytes[buffer->length] = '\0';
    return true;
}

static bool read_file(Arena *arena, const OpenFile *file, FileView *view, Diag *diag) {
    Buffer *buffer = arena_alloc(arena, sizeof *buffer);
    arena_defer(arena, free_buffer, buffer);
    if (!read_all(file, buffer, diag)) return false;
    *view = (FileView){ buffer->bytes, buffer->length };
    return true;
}

bool file_read(Arena *arena, const char *path, FileView *view, Diag *diag) {
    OpenFile file = { .path = path, .kind = &file_text };
    if (!open_file(&file, diag)) return false;
    bool good = read_file(arena, &file, view, diag);
    close(file.descriptor);
    return good;
}

/* ---- Mapped ---- */

static void unmap(void *object) {
    FileView *view = object;
    munmap((void *)(uintptr_t)view->bytes, view->size);
}

static bool map_file(Arena *arena, const OpenFile *file, FileView *view) {
    void *bytes =
        file->size ? mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, file->descriptor, 0) : MAP_FAILED;
    if (bytes == MAP_FAILED) return false;
    FileView *mapped = arena_alloc(arena, sizeof *mapped);
    *mapped = *view = (FileView){ bytes, file->size };
    arena_defer(arena, unmap, mapped);
    return true;
}

bool file_map_kind(Arena *arena, const char *path, const FileKind *kind, FileView *view, Diag *diag) {
    OpenFile file = { .path = path, .kind = kind };
    if (!open_file(&file, diag)) return false;
    bool good = map_file(arena, &file, view) || read_file(arena, &file, view, diag);
    close(file.descriptor);
    return good;
}

bool file_check_text(const char *path, FileView view, Diag *diag) {
    const OpenFile file = { .path = path, .kind = &file_text, .mode = S_IFREG, .size = view.size };
    return view.size <= file_text.most || too_large(&file, file_text.most, diag);
}

bool file_map(Arena *arena, const char *path, FileView *view, Diag *diag) {
    return file_map_kind(arena, path, &file_weights, view, diag);
}
