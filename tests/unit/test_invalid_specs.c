/* Every wrong spec under tests/invalid gives its exact line. A folder is a spec's case where its error names
 * its spec.json; others belong to other tests. Runs from the top folder. */
#include "measure/measure.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define FOLDER "tests/invalid"

static const char *read_text(Arena *arena, const char *path) {
    Diag diag = { .arena = arena };
    FileView view;
    if (access(path, R_OK) || !file_read(arena, path, &view, &diag)) return "";
    return (const char *)view.bytes;
}

/* What the command would print. */
static const char *printed(Arena *arena, const char *path) {
    Diag diag = { .arena = arena };
    const Spec *spec = spec_load(arena, path, &diag);
    if (!diag.message) return spec ? "accepted" : "refused without a message";
    if (spec || diag.status != STATUS_INPUT) return "a message, but a spec or another status than 1";
    return arena_printf(arena, "resnetc: %s\n", diag.message);
}

/* 1 for a spec's case, 0 for another's. */
static int run_case(const char *name, int *wrong) {
    Arena arena = { 0 };
    const char *path = arena_printf(&arena, FOLDER "/%s/spec.json", name);
    const char *place = arena_printf(&arena, "resnetc: %s:", path);
    const char *expected = read_text(&arena, arena_printf(&arena, FOLDER "/%s/error", name));
    int ours = !strncmp(expected, place, strlen(place));
    const char *got = ours ? printed(&arena, path) : "";
    if (ours && strcmp(got, expected)) {
        print_error("%s\n  expected %s  got      %s", name, expected, got);
        ++*wrong;
    }
    arena_free(&arena);
    return ours;
}

static void every_case_gives_its_line(void **state) {
    (void)state;
    int cases = 0, wrong = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (*entry->d_name != '.') cases += run_case(entry->d_name, &wrong);
    closedir(folder);
    assert_int_equal(wrong, 0);
    assert_in_range(cases, 140, 10000); /* none was skipped unseen */
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_case_gives_its_line) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
