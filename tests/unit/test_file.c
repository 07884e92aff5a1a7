/* Files of every size, and what has no end. */
#include "fixture.h"

#include <signal.h>
#include <unistd.h>

static const FileKind small = { "a test", 3 << 20, 1 << 20 };

static const char *new_file(Fixture *f, off_t size, const char *text) {
    char *path = arena_printf(&f->arena, "/tmp/resnetc-test-file-XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
    if (size) assert_int_equal(ftruncate(descriptor, size), 0); /* sparse */
    close(descriptor);
    return path;
}

typedef bool Read(Arena *arena, const char *path, FileView *view, Diag *diag);

static bool read_small(Arena *arena, const char *path, FileView *view, Diag *diag) {
    return file_map_kind(arena, path, &small, view, diag);
}

static bool read_input(Arena *arena, const char *path, FileView *view, Diag *diag) {
    return file_map_kind(arena, path, &file_input, view, diag);
}

static Read *const readers[] = { file_read, file_map, read_input, read_small };

static void whole_files(void **state) {
    Fixture *f = *state;
    static const off_t sizes[] = { 0, 4095, 4096, 70000, 3 << 20 };
    for (int i = 0; i < COUNT_OF(sizes); i++) {
        const char *path = new_file(f, sizes[i], sizes[i] ? "begin" : "");
        for (int r = 0; r < COUNT_OF(readers); r++) {
            FileView view;
            assert_true(readers[r](&f->arena, path, &view, &f->diag));
            assert_int_equal(view.size, sizes[i]);
            if (sizes[i]) assert_memory_equal(view.bytes, "begin\0", 6);
            if (r == 0) assert_int_equal(view.bytes[view.size], 0);
        }
        unlink(path);
    }
}

static void refused(Fixture *f, Read *read, const char *path, const char *message) {
    FileView view;
    assert_false(read(&f->arena, path, &view, &f->diag));
    assert_string_equal(f->diag.message, arena_printf(&f->arena, "%s: %s", path, message));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    f->diag.message = NULL;
}

/* A device has no more than a text. */
static void devices_without_an_end(void **state) {
    Fixture *f = *state;
    static const char *const paths[] = { "/dev/zero", "/dev/urandom" };
    static const char *const kinds[] = { "a text", "a weights file", "a picture or an array", "a test" };
    for (int i = 0; i < COUNT_OF(paths); i++)
        for (int r = 0; r < COUNT_OF(readers); r++)
            refused(f, readers[r], paths[i],
                    arena_printf(&f->arena,
                                 "expected %s of at most 16 MiB from what is no regular file, got more",
                                 kinds[r]));
}

static void large_files(void **state) {
    Fixture *f = *state;
    const char *path = new_file(f, (off_t)65537 << 20, "");
    refused(f, file_read, path, "expected a text of at most 16 MiB, got 68720525312 bytes");
    refused(f, file_map, path, "expected a weights file of at most 65536 MiB, got 68720525312 bytes");
    refused(f, read_input, path,
            "expected a picture or an array of at most 65536 MiB, got 68720525312 bytes");
    refused(f, read_small, path, "expected a test of at most 3 MiB, got 68720525312 bytes");
    assert_int_equal(truncate(path, (3 << 20) + 1), 0);
    refused(f, read_small, path, "expected a test of at most 3 MiB, got 3145729 bytes");
    assert_int_equal(truncate(path, (off_t)1 << 36), 0); /* as large as may be: mapped, not read */
    FileView view;
    assert_true(file_map(&f->arena, path, &view, &f->diag));
    assert_int_equal(view.size, (size_t)1 << 36);
    unlink(path);
}

/* The pipe's path, and a process that writes so many bytes into it; -1: without end. */
static const char *pipe_of(Fixture *f, long bytes, int *reading) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    if (fork() == 0) {
        static char block[4096];
        signal(SIGPIPE, SIG_DFL);
        close(ends[0]);
        for (long done = 0; bytes < 0 || done < bytes; done += (long)sizeof block)
            if (write(ends[1], block, bytes < 0 || bytes - done > 4096 ? 4096 : (size_t)(bytes - done)) < 0)
                break;
        _exit(0);
    }
    close(ends[1]);
    *reading = ends[0];
    return arena_printf(&f->arena, "/dev/fd/%d", ends[0]);
}

static void pipes(void **state) {
    Fixture *f = *state;
    static const long sizes[] = { 0, 5000, 1 << 20, (1 << 20) + 1, -1 };
    for (int i = 0; i < COUNT_OF(sizes); i++) {
        int reading;
        const char *path = pipe_of(f, sizes[i], &reading);
        FileView view;
        if (i < 3) {
            assert_true(read_small(&f->arena, path, &view, &f->diag));
            assert_int_equal(view.size, sizes[i]);
        } else {
            refused(f, read_small, path,
                    "expected a test of at most 1 MiB from what is no regular file, got more");
        }
        close(reading);
    }
}

static void what_cannot_be_read(void **state) {
    Fixture *f = *state;
    for (int r = 0; r < COUNT_OF(readers); r++) {
        FileView view;
        assert_false(readers[r](&f->arena, "/tmp", &view, &f->diag));
        assert_string_equal(f->diag.message, "/tmp: Is a directory");
        assert_int_equal(f->diag.status, STATUS_SYSTEM);
        f->diag.message = NULL;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(whole_files), TEST(devices_without_an_end), TEST(large_files),
        TEST(pipes),       TEST(what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
