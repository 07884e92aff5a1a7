/* test_tune.c: tuning a tiny network: every kind of layer gets a choice that it can have, and the file of
 * choices compiles to just these. What is fastest is not asserted. */
#include "fixture.h"

#include <float.h>
#include <math.h>

static const char spec_text[] =
    "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[2],\"widths\":[8],\"stem\":{\"type\":\"cifar\"},"
    "\"input\":{\"height\":6,\"width\":5},\"classes\":3}";

typedef struct {
    int calls, last, total;
    bool backwards;
} Steps;

static void count_steps(void *context, int done, int total) {
    Steps *steps = context;
    steps->backwards = steps->backwards || done < steps->last || (steps->calls && total != steps->total);
    steps->calls++;
    steps->last = done;
    steps->total = total;
}

static const Plan *make_small(Fixture *f) { return make_plan(f, spec_text, "scalar"); }

static const TuneRow *row_for(Fixture *f, const Plan *plan, const Tuning *tuning, int v) {
    const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
    const char *key = layer_key(&f->arena, &q);
    for (int i = 0; i < tuning->count; i++)
        if (!strcmp(tuning->rows[i].key, key)) return &tuning->rows[i];
    fail_msg("no row for %s", key);
    return NULL;
}

static void check_rows(Fixture *f, const Plan *plan, const Tuning *tuning) {
    int layers = 0;
    for (int i = 0; i < tuning->count; i++) {
        const TuneRow *row = &tuning->rows[i];
        layers += row->layers;
        assert_true(row->candidates >= 1 && row->model_seconds > 0 && row->best_seconds > 0);
        assert_true(row->best_seconds <= row->model_seconds && row->model_seconds < 1);
    }
    for (int v = 0; v < plan->layers->count; v++)
        if (has_weights(&plan->layers->layers[v])) {
            const TuneRow *row = row_for(f, plan, tuning, v);
            assert_memory_equal(&row->model.tile, &plan->choices[v].tile, sizeof(Tile));
            layers--;
        }
    assert_int_equal(layers, 0);
}

/* The compiler's view of the file is what was measured. */
static void check_file(Fixture *f, const Plan *plan, const Tuning *tuning) {
    const TunedEntry *entries = tuning_entries(&f->arena, tuning, "this");
    const char *text = tuned_text(&f->arena, NULL, entries, tuning->count);
    const Tuned *tuned = tuned_parse(&f->arena, text, strlen(text), "t.json", "this", &f->diag);
    if (!tuned) fail_msg("%s", f->diag.message);
    const Plan *as_told =
        plan_to_order(&f->arena, plan->spec, plan->target, &(PlanOrder){ .tuned = tuned }, &f->diag);
    if (!as_told) fail_msg("%s", f->diag.message);
    assert_int_equal(f->diag.note_count, 0); /* it has all layers */
    for (int v = 0; v < as_told->layers->count; v++) {
        if (!has_weights(&as_told->layers->layers[v])) continue;
        const Choice *got = &as_told->choices[v], *best = &row_for(f, plan, tuning, v)->best;
        assert_int_equal(got->algorithm, best->algorithm);
        assert_memory_equal(&got->tile, &best->tile, sizeof(Tile));
        assert_true(got->order == best->order && got->prefetch == best->prefetch);
        assert_true(got->outputs == best->outputs && got->strip == best->strip && got->group == best->group);
        assert_true(got->scratch == best->scratch);
    }
}

static void every_kind_of_layer_is_tuned(void **state) {
    Fixture *f = *state;
    Steps steps = { .calls = 0 };
    const Plan *plan = make_small(f);
    const Tuning *tuning = tune_network(&f->arena, plan, &(Progress){ count_steps, &steps }, &f->diag);
    if (!tuning) fail_msg("%s", f->diag.message);
    check_rows(f, plan, tuning);
    check_file(f, plan, tuning);
    assert_true(steps.calls > 4 && steps.last == steps.total && !steps.backwards);
    const char *report = tuning_report(&f->arena, tuning, true);
    assert_non_null(strstr(report, " x linear 8x1x1 -> 3x1x1: direct "));
    assert_non_null(strstr(report, " 1 x conv3x3 3x6x5 -> 8x6x5, first, relu: "));
    const TuneRow *stem = row_for(f, plan, tuning, 1);
    assert_true(stem->model.algorithm == ALGORITHM_STEM && stem->candidates > 4);
    assert_non_null(strstr(report, arena_printf(&f->arena, "\ntune: %d kinds of layers, ", tuning->count)));
}

static int narrow_layers(const Plan *plan) {
    int count = 0;
    for (int v = 0; v < plan->layers->count; v++) count += plan->choices[v].weights == NUMBER_S24;
    return count;
}

/* Layers whose weights are read as integers, one behind the other, do not drive values to infinity. */
static void it_computes_with_numbers(void **state) {
    Fixture *f = *state;
    static const char deep[] =
        "{\"name\":\"deep\",\"block\":\"basic\",\"repeats\":[4],\"widths\":[256],"
        "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":14,\"width\":14},\"classes\":3}";
    const Spec *spec = spec_parse(&f->arena, deep, strlen(deep), "deep.json", &f->diag);
    const Plan *plan =
        plan_network(&f->arena, spec, target_find("zen5"), NULL, NULL, ACCURACY_FAST, &f->diag);
    assert_true(narrow_layers(plan) == 8);
    if (!target_runs_here(plan->target)) return;
    const char *text = emit_c(&f->arena, plan, &(EmitNames){ .options = "" });
    const Jit *jit = jit_compile(&f->arena, plan, text, JIT_CC, NULL, NULL, &f->diag);
    assert_non_null(jit);
    float logits[3];
    jit->run(tune_noise(&f->arena, plan->blob->size / sizeof(float)),
             arena_alloc(&f->arena, jit->workspace_bytes), tune_noise(&f->arena, plan_input_floats(plan)),
             logits);
    for (int i = 0; i < 3; i++) assert_true(fabsf(logits[i]) < 1 && fabsf(logits[i]) > FLT_MIN);
}

static void a_stem_is_reported(void **state) {
    Fixture *f = *state;
    const Choice stem = { .algorithm = ALGORITHM_STEM, .tile = { 1, 14, 2 }, .strip = 7 };
    const TuneRow row = { .key = "conv", .layers = 1, .calls = 1, .model = stem, .best = stem };
    const char *report =
        tuning_report(&f->arena, &(Tuning){ .target = target_find("avx2"), .rows = &row, .count = 1 }, true);
    assert_non_null(strstr(report, " 1 x conv: winograd-rows 1x14x16 strip 7\n"));
}

static void a_missing_compiler_is_told(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_small(f);
    const char *before = getenv("CC");
    char *kept = before ? strdup(before) : NULL;
    setenv("CC", "/no/such/compiler", 1);
    const Tuning *tuning = tune_network(&f->arena, plan, NULL, &f->diag);
    kept ? setenv("CC", kept, 1) : unsetenv("CC");
    free(kept);
    assert_null(tuning);
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
    if (strcmp(f->diag.message,
               "/no/such/compiler: No such file or directory")) /* what qemu's spawn tells: */
        assert_string_equal(f->diag.message, "/no/such/compiler failed: exit status 127");
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(every_kind_of_layer_is_tuned), TEST(it_computes_with_numbers),
                                        TEST(a_stem_is_reported), TEST(a_missing_compiler_is_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
