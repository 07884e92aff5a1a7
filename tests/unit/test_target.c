/* test_target.c: the rows are complete and consistent, and names find them. */
#include "measure/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* This machine's and others'. */
static int row_count(void) { return target_count + foreign_target_count; }
static const Target *row(int i) { return i < target_count ? targets[i] : foreign_targets[i - target_count]; }

static void names_find_rows(void **state) {
    (void)state;
    for (int i = 0; i < row_count(); i++) assert_ptr_equal(target_find(row(i)->name), row(i));
    assert_null(target_find("riscv"));
    assert_null(target_find(""));
    assert_null(target_find("AVX2"));
    assert_null(target_find("avx"));
}

static void the_contract_names_four(void **state) {
    (void)state;
    static const char *const names[] = { "avx512", "avx2", "sse2", "scalar" };
    static const int lanes[] = { 16, 8, 4, 1 };
    for (int i = 0; i < COUNT_OF(names); i++) {
        assert_non_null(target_find(names[i]));
        assert_int_equal(target_find(names[i])->lanes, lanes[i]);
    }
}

/* The first row that suits this processor; the last one suits all. */
static void native_runs_here(void **state) {
    (void)state;
    const Target *native = target_find("native");
    assert_non_null(native);
    assert_true(target_runs_here(native));
    for (int i = 0; targets[i] != native; i++) {
        assert_false(target_suits_here(targets[i]));
        assert_true(!target_runs_here(targets[i]) || targets[i]->processor);
    }
    assert_true(target_suits_here(targets[target_count - 1]));
    assert_string_equal(targets[target_count - 1]->name, "scalar");
}

static int features(const Target *t) {
    int n = 0;
    while (n < MOST_FEATURES && t->features[n]) n++;
    return n;
}

/* A processor that has AVX-512 has AVX2 and SSE2: wider rows first, and of equals those for one kind and
 * those that ask for more. */
static void rows_stand_from_wide_to_narrow(void **state) {
    (void)state;
    for (int i = 1; i < target_count; i++) {
        const Target *before = targets[i - 1], *t = targets[i];
        if (before->architecture != t->architecture) continue;
        const bool first = before->processor || features(t) < features(before);
        assert_true(t->lanes < before->lanes || (t->lanes == before->lanes && first));
        assert_true(!target_runs_here(before) || target_runs_here(t));
    }
}

/* What a row of another machine says of it; this processor is not asked for its features. */
static bool is_asked(const char *feature) {
    fail_msg("asked for %s", feature);
    return true;
}

static void other_machines_are_not_asked(void **state) {
    (void)state;
    static const Architecture asks = { .has = is_asked };
    for (int i = 0; i < target_count; i++) assert_null(targets[i]->machine);
    for (int i = 0; i < foreign_target_count; i++) {
        Target t = *foreign_targets[i];
        assert_non_null(t.machine);
        assert_true(t.machine->name && t.machine->compilers[0] && t.machine->flags && t.machine->emulator);
        assert_null(t.machine->compilers[COUNT_OF(t.machine->compilers) - 1]);
        assert_null(t.kernels);
        t.architecture = &asks;
        t.features[0] = "anything";
        assert_false(target_runs_here(&t));
        assert_false(target_suits_here(&t));
    }
}

static void an_emulator_can_be_another(void **state) {
    (void)state;
    Arena arena = { 0 };
    const Target *row_of = foreign_targets[0];
    assert_ptr_equal(target_emulated(&arena, row_of, ""), row_of);
    const Target *t = target_emulated(&arena, row_of, "mine -x");
    assert_string_equal(t->machine->emulator, "mine -x");
    assert_string_equal(t->name, row_of->name);
    assert_string_equal(t->machine->name, row_of->machine->name);
    assert_string_not_equal(row_of->machine->emulator, "mine -x");
    arena_free(&arena);
}

/* ---- What every row must have ---- */

static bool is_of_pairs(size_t at) { return at >= offsetof(Core, pairs) && at <= offsetof(Core, pair_tile); }

/* A number that is missing in a row is 0; those of pairs may be where no tile multiplies in pairs. */
static void check_core(const Target *t) {
    const int *pairs = t->pair_pixels;
    const bool in_pairs = pairs[0] || pairs[1] || pairs[2] || pairs[3];
    double number;
    for (size_t at = 0; at < offsetof(Core, raw_tiles); at += sizeof number) {
        if (is_of_pairs(at) && !in_pairs) continue;
        memcpy(&number, (const char *)t->core + at, sizeof number);
        if (!(number > 0)) fail_msg("%s: its core's number %zu is %g", t->name, at / sizeof number, number);
    }
    assert_true(t->core->raw_tiles > 0 && t->core->narrow_tiles >= 0 && t->core->fetch_tiles >= 0);
    assert_true(t->core->unhidden < 1 && t->core->restart < 1 && t->core->pairs < 1);
    assert_true(t->core->with_shuffles >= t->core->multiply_adds);
}

static void check_caches(const Target *t) {
    const Caches *c = t->caches;
    assert_true(c->line_bytes >= (int)sizeof(float) && (c->line_bytes & (c->line_bytes - 1)) == 0);
    assert_true(c->slice_bytes >= 0 && c->slice_bytes < c->near_bytes);
    assert_true(c->near_bytes > 0 && c->near_bytes < c->far_bytes);
    assert_true(c->span_bytes > 0 && c->span_bytes < c->far_bytes);
    assert_true(c->near_rate >= c->far_rate && c->far_rate >= c->memory_rate && c->memory_rate > 0);
}

static void every_row_is_complete(void **state) {
    (void)state;
    for (int i = 0; i < row_count(); i++) {
        const Target *t = row(i);
        if (!t->core || !t->caches) fail_msg("%s: no core or no caches", t->name);
        check_core(t);
        check_caches(t);
        assert_true(strlen(t->name) > 0 && strlen(t->name) < 16);
        assert_true(t->lanes > 0 && t->registers > 0 && t->pixels[0] > 0);
        assert_true(t->standard && t->flags && t->summary && *t->summary);
        assert_int_equal(t->prelude == PRELUDE_PLAIN, t->lanes == 1);
        assert_false(t->catalogue);
    }
}

/* Who is asked answers: not to what nobody knows. */
static void features_can_be_asked(void **state) {
    (void)state;
    for (int i = 0; i < row_count(); i++) {
        const Target *t = row(i);
        if (!t->features[0]) continue;
        assert_non_null(t->architecture);
        if (!t->architecture->has || !t->architecture->test)
            fail_msg("%s: its architecture is not asked", t->name);
        assert_false(t->architecture->has("no such feature"));
        const char *place = strstr(t->architecture->test, "%s");
        if (!place || strchr(place + 1, '%')) fail_msg("%s: its test has no place for a feature", t->name);
    }
}

/* Kernels that a row takes from another one's catalogue: compiled by the same flags, and all are there. */
static void kernels_serve(void **state) {
    (void)state;
    for (int i = 0; i < row_count(); i++) {
        const Target *t = row(i), *from = t->kernels ? target_find(t->kernels) : NULL;
        if (!t->kernels) continue;
        if (!from || strcmp(from->kernels, from->name)) fail_msg("%s: no row has its kernels", t->name);
        assert_string_equal(t->flags, from->flags);
        assert_int_equal(t->lanes, from->lanes);
        for (int n = 0; n < NUMBER_COUNT; n++) assert_true(from->gains[n] || !t->gains[n]);
        for (int v = 0; v < COUNT_OF(t->pixels); v++) {
            assert_true(t->pixels[v] <= from->pixels[v]);
            assert_true(t->pair_pixels[v] <= from->pair_pixels[v]);
        }
    }
}

/* A tile holds its accumulators and at least one register for a weight vector; what scalar code gets is the
 * compiler's affair. */
static void tiles_fit_registers(void **state) {
    (void)state;
    for (int i = 0; i < row_count(); i++)
        for (int v = 1; v <= COUNT_OF(row(i)->pixels) && row(i)->lanes > 1; v++) {
            int pixels = row(i)->pixels[v - 1];
            assert_true(pixels >= 0);
            if (pixels * v + 1 > row(i)->registers)
                fail_msg("%s: %d pixels x %d vectors", row(i)->name, pixels, v);
            /* In pairs, two weights a vector, and two sums. */
            int pairs = row(i)->pair_pixels[v - 1];
            assert_true(pairs == 0 || (pairs * v + 2 * v + 2 <= row(i)->registers && pairs < 15));
        }
}

/* Tiles of an extension hold their sums, too; who takes elements says how. */
static void extensions_are_complete(void **state) {
    (void)state;
    for (int i = 0; i < row_count(); i++) {
        const Target *t = row(i);
        for (int n = 0; n < NUMBER_COUNT; n++)
            for (int v = 1; v <= COUNT_OF(t->pixels); v++)
                assert_true(t->extensions[n].pixels[v - 1] * v + 1 <= t->registers);
        if (!t->by_element) continue;
        assert_true(t->lanes == 4 && t->idioms->add_product && t->idioms->load_element);
        assert_true(!t->extensions[NUMBER_S8].dots || t->idioms->dot_bytes);
        assert_true(!t->extensions[NUMBER_BF16].dots || (t->idioms->dot_halves && t->idioms->turn));
        assert_true(!t->extensions[NUMBER_S8].halved || t->idioms->pick_bytes);
    }
}

/* Values of 8 bits lie as the instructions take them: signed, unsigned, or as words where there are none. */
static void bytes_lie_as_they_are_multiplied(void **state) {
    (void)state;
    static const struct {
        const char *target;
        NumberKind bytes;
    } cases[] = { { "neon", NUMBER_U8_SIGNED }, { "neon-dot", NUMBER_U8_SIGNED }, { "neon-bf16", NUMBER_U8 },
                  { "avx512-vnni", NUMBER_U8 }, { "avx2", NUMBER_U8_WORDS },      { "scalar", NUMBER_U8 } };
    for (int i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(target_bytes(target_find(cases[i].target)), cases[i].bytes);
}

static bool in_list(const char *const *list, int count, const char *word) {
    for (int i = 0; i < count && list[i]; i++)
        if (!strcmp(list[i], word)) return true;
    return false;
}

/* x86: flags, the macros that they define and the processor's features name the same things. */
static void flags_macros_and_features_agree(void **state) {
    (void)state;
    for (int i = 0; i < target_count; i++) {
        const Target *t = targets[i];
        if (t->architecture != target_find("sse2")->architecture) continue;
        assert_non_null(t->features[0]);
        for (int f = 0; f < COUNT_OF(t->features) && t->features[f]; f++) {
            char flag[32], macro[32] = "__";
            assert_true(strlen(t->features[f]) < 20);
            strcat(strcpy(flag, "-m"), t->features[f]);
            assert_non_null(strstr(t->flags, flag));
            for (size_t c = 0; c <= strlen(t->features[f]); c++) {
                char at = t->features[f][c];
                macro[c + 2] = (char)(at >= 'a' && at <= 'z' ? at - 'a' + 'A' : at);
            }
            assert_true(in_list(t->macros, COUNT_OF(t->macros), strcat(macro, "__")));
        }
        assert_int_equal(t->fma, strstr(t->flags, "-mfma") != NULL);
    }
    assert_string_equal(target_find("scalar")->flags, "");
    assert_string_equal(target_find("scalar")->standard, "c99");
}

/* Both are AVX-512's: what differs is what was measured on them. */
static void zen4_can_have_narrow_filters_and_no_pairs(void **state) {
    (void)state;
    const Target *zen5 = target_find("zen5"), *zen4 = target_find("zen4");
    assert_true(zen5->pair_pixels[1] && zen5->gains[NUMBER_S24] && zen4->gains[NUMBER_S24]);
    for (int v = 0; v < COUNT_OF(zen4->pair_pixels); v++) assert_int_equal(zen4->pair_pixels[v], 0);
    assert_false(zen5->processor() && zen4->processor());
}

/* A vec is two registers of 32; a lane takes one word at once, at less than a float's cost, and two halves,
 * one after another. */
static void risc_v_multiplies_words_by_scalars(void **state) {
    (void)state;
    const struct {
        const char *name;
        int bits;
    } rows[] = { { "rvv128", 128 }, { "rvv256", 256 } };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        const Target *t = target_find(rows[i].name);
        assert_non_null(t);
        assert_int_equal(t->lanes * 32 * t->registers, 32 * rows[i].bits);
        assert_int_equal(channels_together(t, NUMBER_S8_PAIRS), 1);
        assert_int_equal(channels_together(t, NUMBER_S16), 1);
        assert_int_equal(channels_together(t, NUMBER_BF16), 2);
        assert_true(step_multiply_adds(t, NUMBER_S16) < step_multiply_adds(t, NUMBER_F32));
        assert_true(takes_apart(t, NUMBER_BF16) && !takes_apart(t, NUMBER_S16));
    }
    assert_int_equal(channels_together(target_find("sse2"), NUMBER_S16), 2);
    assert_int_equal(channels_together(target_find("scalar"), NUMBER_S16), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_find_rows),
        cmocka_unit_test(the_contract_names_four),
        cmocka_unit_test(native_runs_here),
        cmocka_unit_test(rows_stand_from_wide_to_narrow),
        cmocka_unit_test(other_machines_are_not_asked),
        cmocka_unit_test(an_emulator_can_be_another),
        cmocka_unit_test(every_row_is_complete),
        cmocka_unit_test(features_can_be_asked),
        cmocka_unit_test(kernels_serve),
        cmocka_unit_test(tiles_fit_registers),
        cmocka_unit_test(extensions_are_complete),
        cmocka_unit_test(bytes_lie_as_they_are_multiplied),
        cmocka_unit_test(flags_macros_and_features_agree),
        cmocka_unit_test(zen4_can_have_narrow_filters_and_no_pairs),
        cmocka_unit_test(risc_v_multiplies_words_by_scalars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
