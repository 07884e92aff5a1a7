/* test_target.c: the rows are consistent, and names find them. */
#include "resnetc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void names_find_rows(void **state) {
    (void)state;
    for (int i = 0; i < target_count; i++) assert_ptr_equal(target_find(targets[i].name), &targets[i]);
    assert_null(target_find("neon"));
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

/* The first row that runs; the last one runs everywhere. */
static void native_runs_here(void **state) {
    (void)state;
    const Target *native = target_find("native");
    assert_non_null(native);
    assert_true(target_runs_here(native));
    for (const Target *better = targets; better < native; better++)
        assert_true(!target_runs_here(better) || better->processor);
    assert_true(target_runs_here(&targets[target_count - 1]));
    assert_string_equal(targets[target_count - 1].name, "scalar");
}

/* A processor that has AVX-512 has AVX2 and SSE2: wider rows first; of the same width those for one kind of
 * processor, then the one for all. */
static void rows_stand_from_wide_to_narrow(void **state) {
    (void)state;
    for (int i = 1; i < target_count; i++) {
        assert_true(targets[i].lanes < targets[i - 1].lanes ||
                    (targets[i].lanes == targets[i - 1].lanes && targets[i - 1].processor));
        assert_true(!target_runs_here(&targets[i - 1]) || target_runs_here(&targets[i]));
    }
}

/* A tile holds its accumulators and at least one register for a weight vector; what scalar code gets is the
 * compiler's affair. */
static void tiles_fit_registers(void **state) {
    (void)state;
    for (int i = 0; i < target_count && targets[i].lanes > 1; i++)
        for (int v = 1; v <= COUNT_OF(targets[i].pixels); v++) {
            int pixels = targets[i].pixels[v - 1];
            assert_true(pixels >= 0);
            if (pixels * v + 1 > targets[i].registers)
                fail_msg("%s: %d pixels x %d vectors", targets[i].name, pixels, v);
            /* In pairs, two weights a vector, and two sums. */
            int pairs = targets[i].pair_pixels[v - 1];
            assert_true(pairs == 0 || (pairs * v + 2 * v + 2 <= targets[i].registers && pairs < 15));
        }
}

static bool in_list(const char *const *list, int count, const char *word) {
    for (int i = 0; i < count && list[i]; i++)
        if (!strcmp(list[i], word)) return true;
    return false;
}

/* Flags, the macros that they define and the processor's features name the same things. */
static void flags_macros_and_features_agree(void **state) {
    (void)state;
    for (int i = 0; i < target_count; i++) {
        const Target *t = &targets[i];
        assert_true(t->pixels[0] > 0 && t->summary && t->standard);
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
    }
    assert_string_equal(target_find("scalar")->flags, "");
    assert_string_equal(target_find("scalar")->standard, "c99");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_find_rows),     cmocka_unit_test(the_contract_names_four),
        cmocka_unit_test(native_runs_here),    cmocka_unit_test(rows_stand_from_wide_to_narrow),
        cmocka_unit_test(tiles_fit_registers), cmocka_unit_test(flags_macros_and_features_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
