/* Each tests/invalid/weights-*: loading its weights for its spec gives exactly the line in its file `error`.
 */
#include "fixture.h"

#include <unistd.h>

static void load(Fixture *f, const char *folder) {
    const Spec *spec = case_spec(&f->arena, folder, &f->diag);
    if (!spec) return;
    const char *names = case_file(&f->arena, folder, "names.json"),
               *weights = case_file(&f->arena, folder, "weights.safetensors");
    if (access(names, R_OK)) names = NULL;
    bool loaded = weights_load(&f->arena, graph_build(&f->arena, spec), weights, (NameRules){ .file = names },
                               &f->diag);
    assert_int_equal(loaded, !f->diag.message);
}

static CaseResult check_weights(Fixture *f, const char *folder) {
    load(f, folder);
    const char *message = f->diag.message ? f->diag.message : "(no error)";
    bool same = is_answer(f, folder, arena_printf(&f->arena, "resnetc: %s\n", message));
    return same && f->diag.status == STATUS_INPUT ? CASE_PASSES : CASE_FAILS;
}

static void every_case_gives_its_message(void **state) {
    (void)state;
    check_cases("tests/invalid", "weights-*", 30, check_weights);
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(every_case_gives_its_message) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
