/* fixture.c: see fixture.h. */
#include "fixture.h"

#include <dlfcn.h>
#include <unistd.h>

int set_up_fixture(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    f->diag.arena = &f->arena;
    *state = f;
    return 0;
}

int tear_down_fixture(void **state) {
    Fixture *f = *state;
    arena_free(&f->arena);
    free(f);
    return 0;
}

void reset_fixture(Fixture *f) {
    arena_free(&f->arena);
    f->diag = (Diag){ .arena = &f->arena };
}

/* ---- Networks ---- */

/* `made`, unless the passes refused it. */
static const void *need(const Fixture *f, const void *made) {
    if (!made) fail_msg("%s", f->diag.message ? f->diag.message : "nothing was made, without a message");
    return made;
}

const Spec *make_spec(Fixture *f, const char *json) {
    return need(f, spec_parse(&f->arena, json, strlen(json), "net.json", &f->diag));
}

const Spec *named_spec(Fixture *f, const char *name) {
    return need(f, spec_load(&f->arena, arena_printf(&f->arena, "specs/%s.json", name), &f->diag));
}

const Graph *make_graph(Fixture *f, const char *json) { return graph_build(&f->arena, make_spec(f, json)); }

const Plan *make_plan(Fixture *f, const char *json, const char *target) {
    return make_plan_with(f, json, target, NULL, ACCURACY_FAST);
}

const Plan *make_plan_with(Fixture *f, const char *json, const char *target, const char *weights,
                           Accuracy accuracy) {
    return plan_spec(f, make_spec(f, json), target, weights, accuracy);
}

const Plan *plan_spec(Fixture *f, const Spec *spec, const char *target, const char *weights,
                      Accuracy accuracy) {
    return need(f, plan_network(&f->arena, spec, target_find(target), weights, NULL, accuracy, &f->diag));
}

int find_layer(const Layers *layers, const char *name) {
    for (int v = 0; v < layers->count; v++)
        if (!strcmp(layers->layers[v].name, name)) return v;
    fail_msg("no layer %s", name);
    return -1;
}

int find_param(const Graph *graph, const char *name) {
    for (int p = 0; p < graph->param_count; p++)
        if (!strcmp(graph->params[p].name, name)) return p;
    fail_msg("no parameter %s", name);
    return -1;
}

/* ---- Emitted text ---- */

static const char *write_file(Fixture *f, const char *folder, const char *name, const char *text) {
    const char *path = arena_printf(&f->arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

void *load_compiled(Fixture *f, const char *flags, const char *source, const char *header) {
    char folder[] = "/tmp/resnetc-test.XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *source_path = write_file(f, folder, "net.c", source),
               *header_path = header ? write_file(f, folder, "net.h", header) : NULL,
               *library = arena_printf(&f->arena, "%s/net.so", folder);
    const char *cc = getenv("CC"); /* which compiles for where this runs */
    const char *command = arena_printf(&f->arena, "%s %s -shared -fPIC -o %s %s -lm", cc ? cc : "cc", flags,
                                       library, source_path);
    assert_int_equal(system(command), 0);
    void *handle = dlopen(library, RTLD_NOW);
    assert_non_null(handle);
    remove(source_path);
    if (header) remove(header_path);
    remove(library);
    rmdir(folder);
    return handle;
}

/* ---- Case folders ---- */

void check_cases(const char *parent, const char *pattern, int fewest, CheckCase *check_case) {
    Arena arena = { 0 };
    int folders, counts[] = { [CASE_PASSES] = 0, [CASE_FAILS] = 0, [CASE_OF_ANOTHER_TEST] = 0 };
    char **paths = list_cases(&arena, parent, pattern, &folders);
    for (int i = 0; i < folders; i++) {
        Fixture one = { .diag.message = NULL };
        reset_fixture(&one);
        CaseResult result = check_case(&one, paths[i]);
        if (result == CASE_FAILS) print_error("%s fails\n", paths[i]);
        counts[result]++;
        arena_free(&one.arena);
    }
    arena_free(&arena);
    assert_int_equal(counts[CASE_FAILS], 0);
    if (counts[CASE_PASSES] < fewest)
        fail_msg("%s/%s: expected %d cases or more, found %d", parent, pattern, fewest, counts[CASE_PASSES]);
}

bool is_answer(Fixture *f, const char *folder, const char *text) {
    Diag unread = { .arena = &f->arena };
    FileView expected;
    const char *path = case_file(&f->arena, folder, "error");
    bool read = file_read(&f->arena, path, &expected, &unread);
    if (read && !strcmp((const char *)expected.bytes, text)) return true;
    print_error("expected %sgot      %s", read ? (const char *)expected.bytes : "?\n", text);
    return false;
}
