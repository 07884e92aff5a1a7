/* test_labels.c: class names, the best classes, probabilities. */
#include "fixture.h"
#include "media/labels.h"

#include <math.h>

/* labels_load on a file with this content; `path` receives its name, which is gone afterwards. */
static const char *const *load(Arena *arena, char path[24], const char *content, int classes, Diag *diag) {
    snprintf(path, 24, "/tmp/test_labels.XXXXXX");
    FILE *stream = fdopen(mkstemp(path), "wb");
    assert_non_null(stream);
    fputs(content, stream);
    assert_int_equal(fclose(stream), 0);
    const char *const *labels = labels_load(arena, path, classes, diag);
    remove(path);
    return labels;
}

static void one_name_a_line(void **state) {
    Fixture *f = *state;
    static const char *const contents[] = { "cat\na dog\n\xc3\xa9l\xc3\xa9phant\n",
                                            "cat\na dog\n\xc3\xa9l\xc3\xa9phant",
                                            "cat\r\na dog\r\n\xc3\xa9l\xc3\xa9phant\r\n",
                                            "cat\r\na dog\n\xc3\xa9l\xc3\xa9phant\r" };
    for (int i = 0; i < COUNT_OF(contents); i++) {
        char path[24];
        const char *const *labels = load(&f->arena, path, contents[i], 3, &f->diag);
        assert_non_null(labels);
        assert_string_equal(labels[0], "cat");
        assert_string_equal(labels[1], "a dog");
        assert_string_equal(labels[2], "\xc3\xa9l\xc3\xa9phant");
        reset_fixture(f);
    }
}

static void wrong_files_are_refused(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *content, *message;
        int classes;
    } cases[] = {
        { "cat\ndog\n", ": expected 3 class names, one a line, got 2", 3 },
        { "cat\ndog\nfox\nowl\n", ": expected 3 class names, one a line, got 4", 3 },
        { "cat\ndog\nfox\n\n", ": expected 3 class names, one a line, got 4", 3 },
        { "", ": expected 1 class names, one a line, got 0", 1 },
        { "cat\nn02\tdog\n", ":2: expected a class name without control characters", 2 },
        { "cat\ndog\x1b[2J\n", ":2: expected a class name without control characters", 2 },
        { "cat\rdog\n", ":1: expected a class name without control characters", 1 },
        { "cat\ndog\xc2\x9b[2J\n", ":2: expected a class name without control characters", 2 }, /* of C1 */
    };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        char path[24];
        assert_null(load(&f->arena, path, cases[i].content, cases[i].classes, &f->diag));
        assert_string_equal(f->diag.message, arena_printf(&f->arena, "%s%s", path, cases[i].message));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        reset_fixture(f);
    }
}

static void a_missing_file_is_the_systems_fault(void **state) {
    Fixture *f = *state;
    assert_null(labels_load(&f->arena, "/nonexistent/labels", 3, &f->diag));
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
}

static void the_largest_come_first(void **state) {
    (void)state;
    static const float values[] = { 1, 5, NAN, 5, -INFINITY, 7, 5 };
    static const int all[] = { 5, 1, 3, 6, 0, 4, 2 };
    int index[8];
    for (int k = 0; k <= 8; k++) {
        memset(index, -1, sizeof index);
        assert_int_equal(top_k(values, 7, k, index), k < 7 ? k : 7);
        assert_memory_equal(index, all, sizeof(int) * (size_t)(k < 7 ? k : 7));
        if (k < 8) assert_int_equal(index[k], -1);
    }
}

static void softmax_does_not_overflow(void **state) {
    (void)state;
    double p[3];
    softmax((const float[]){ 1000, 1000, 1000 - 0.6931471806f }, 3, p);
    assert_true(fabs(p[0] - 0.4) < 1e-5 && p[1] == p[0] && fabs(p[2] - 0.2) < 1e-5);
    softmax((const float[]){ -2000, -INFINITY, -2000 }, 3, p);
    assert_true(p[0] == 0.5 && p[1] == 0 && p[2] == 0.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_name_a_line),
        TEST(wrong_files_are_refused),
        TEST(a_missing_file_is_the_systems_fault),
        TEST(the_largest_come_first),
        TEST(softmax_does_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
