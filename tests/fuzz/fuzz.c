/* fuzz.c: one input: memory of its own, all of it freed; what must hold whatever was read. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

Arena *fuzz_lasting(void) {
    static Arena arena;
    return &arena;
}

void fuzz_check(bool good, const char *what) {
    if (good) return;
    fprintf(stderr, "fuzz: %s\n", what);
    abort();
}

const char *fuzz_file(FileView input) {
    static char path[40];
    static int descriptor = -1;
    if (descriptor < 0) {
        descriptor = memfd_create("fuzz", MFD_CLOEXEC);
        snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    }
    bool good = ftruncate(descriptor, 0) == 0 &&
                pwrite(descriptor, input.bytes, input.size, 0) == (ssize_t)input.size;
    fuzz_check(good, "no file in memory");
    return path;
}

/* What a user sees: one line, the escapes of a terminal not in it. */
static bool is_line(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127) return false;
    return true;
}

static void check_messages(bool accepted, const Diag *diag) {
    fuzz_check(accepted == !diag->message, accepted ? "accepted, with a message" : "refused without a word");
    fuzz_check(accepted == (diag->status == STATUS_OK), "the status is another than the answer");
    if (diag->message) fuzz_check(is_line(diag->message), diag->message);
    for (int i = 0; i < diag->note_count; i++) fuzz_check(is_line(diag->notes[i]), diag->notes[i]);
}

/* A function of its own: longjmp leaves the caller's variables as they are. */
static void one(Arena *arena, FileView input) {
    Diag diag = { .arena = arena };
    jmp_buf no_memory;
    arena->no_memory = &no_memory;
    if (setjmp(no_memory)) return;
    check_messages(fuzz_one(arena, input, &diag), &diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    Arena arena = { 0 };
    one(&arena, (FileView){ bytes, size });
    arena_free(&arena);
    return 0;
}
