/* Each tests/invalid/weights-*: loading its weights for its spec gives exactly the line in its file `error`.
 */
#include "measure/measure.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { FEWEST_CASES = 30 };

static void load(Arena *arena, const char *folder, Diag *diag) {
    const Spec *spec = spec_load(arena, arena_printf(arena, "%s/spec.json", folder), diag);
    if (!spec) return;
    const char *names = arena_printf(arena, "%s/names.json", folder);
    if (access(names, R_OK)) names = NULL;
    const char *weights = arena_printf(arena, "%s/weights.safetensors", folder);
    bool loaded = weights_load(arena, graph_build(arena, spec), weights, names, diag);
    assert_int_equal(loaded, !diag->message);
}

static bool passes(const char *folder) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena }, ignored = { .arena = &arena };
    FileView expected = { 0 };
    bool has_message = file_read(&arena, arena_printf(&arena, "%s/error", folder), &expected, &ignored);
    load(&arena, folder, &diag);
    const char *line = arena_printf(&arena, "resnetc: %s\n", diag.message ? diag.message : "(no error)");
    bool same = has_message && !strcmp(line, (const char *)expected.bytes) && diag.status == STATUS_INPUT;
    if (!same)
        print_error("expected %sgot      %s", has_message ? (const char *)expected.bytes : "?\n", line);
    arena_free(&arena);
    return same;
}

static void every_case_gives_its_message(void **state) {
    (void)state;
    glob_t folders;
    assert_int_equal(glob("tests/invalid/weights-*", 0, NULL, &folders), 0);
    int wrong = 0;
    for (size_t i = 0; i < folders.gl_pathc; i++) wrong += !passes(folders.gl_pathv[i]);
    assert_true(folders.gl_pathc >= FEWEST_CASES);
    globfree(&folders);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_case_gives_its_message) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
