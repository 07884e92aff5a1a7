/* Every wrong spec under tests/invalid gives its exact line. A folder is a spec's case where its error names
 * its spec.json; others belong to other tests. Runs from the top folder. */
#include "fixture.h"

#include <unistd.h>

/* What the command would print. */
static const char *printed(Fixture *f, const char *path) {
    const Spec *spec = spec_load(&f->arena, path, &f->diag);
    if (!f->diag.message) return spec ? "accepted" : "refused without a message";
    if (spec || f->diag.status != STATUS_INPUT) return "a message, but a spec or another status than 1";
    return arena_printf(&f->arena, "resnetc: %s\n", f->diag.message);
}

static bool is_about(Fixture *f, const char *folder, const char *path) {
    FileView answer;
    const char *error = case_file(&f->arena, folder, "error"),
               *place = arena_printf(&f->arena, "resnetc: %s:", path);
    if (access(error, R_OK) || !file_read(&f->arena, error, &answer, &f->diag)) return false;
    return !strncmp((const char *)answer.bytes, place, strlen(place));
}

static CaseResult check_spec(Fixture *f, const char *folder) {
    const char *path = case_file(&f->arena, folder, "spec.json");
    if (!is_about(f, folder, path)) return CASE_OF_ANOTHER_TEST;
    return is_answer(f, folder, printed(f, path)) ? CASE_PASSES : CASE_FAILS;
}

static void every_case_gives_its_line(void **state) {
    (void)state;
    check_cases("tests/invalid", "*", 185, check_spec); /* none was skipped unseen */
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(every_case_gives_its_line) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
