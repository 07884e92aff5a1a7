/* test_score.c: top-1, top-5, confusion of made-up answers. */
#include "cli/score.h"
#include "fixture.h"

#include <string.h>

static Ranking ranking_of(int first, int second) { return (Ranking){ 2, { first, second }, { 0.5, 0.25 } }; }

static void few_classes_are_a_table(void **state) {
    Fixture *f = *state;
    static const char *const labels[] = { "one", "zw\xc3\xb6lf", "three" };
    Score score = score_new(&f->arena, 3, labels, 4);
    Text text = { .arena = &f->arena };
    static const int answers[][3] = { { 0, 0, 1 }, { 0, 1, 0 }, { 2, 0, 1 }, { 1, 1, 2 } };
    for (int i = 0; i < COUNT_OF(answers); i++) {
        Ranking ranking = ranking_of(answers[i][1], answers[i][2]);
        score_add(&score, answers[i][0], &ranking);
    }
    score_print(&f->arena, &score, &text);
    assert_string_equal(text.bytes, "top-1   50.00 %  2 of 4\n"
                                    "top-5   75.00 %  3 of 4\n"
                                    "answers, a row a class:\n"
                                    "class  0  1  2  label\n"
                                    "    0  1  1  0  one\n"
                                    "    1  0  1  0  zw\xc3\xb6lf\n"
                                    "    2  1  0  0  three\n");
}

/* C1's, which labels may have, and terminals obey. */
static void a_terminal_obeys_no_label(void **state) {
    Fixture *f = *state;
    static const char *const labels[17] = { "\xc2\x9b"
                                            "2J",
                                            "\x9b\xe2\x80\xae" };
    static const char *const shown[] = { "    0  0  1  \\u009b2J\n    1  0  0  \\x9b\\u202e\n",
                                         "(\\u009b2J as \\x9b\\u202e)\n" };
    for (int i = 0; i < COUNT_OF(shown); i++) {
        Score score = score_new(&f->arena, i ? 17 : 2, labels, 1);
        Text text = { .arena = &f->arena };
        const Ranking ranking = ranking_of(1, 0);
        score_add(&score, 0, &ranking);
        score_print(&f->arena, &score, &text);
        assert_non_null(strstr(text.bytes, shown[i]));
    }
}

/* 17 classes: 3 is taken for 16 twice, others once; of equals the lower ones come first; ten lines at most.
 */
static void many_classes_are_the_worst_pairs(void **state) {
    Fixture *f = *state;
    Score score = score_new(&f->arena, 17, NULL, 20);
    Text text = { .arena = &f->arena };
    for (int i = 0; i < 17; i++) {
        Ranking ranking = ranking_of(i < 12 ? (i + 1) % 17 : i, 0);
        score_add(&score, i, &ranking);
    }
    for (int i = 0; i < 2; i++) {
        Ranking ranking = ranking_of(16, 3);
        score_add(&score, 3, &ranking);
    }
    score_print(&f->arena, &score, &text);
    assert_string_equal(text.bytes, "top-1   26.32 %  5 of 19\n"
                                    "top-5   42.11 %  8 of 19\n"
                                    "most often confused:\n"
                                    "     2  3 as 16\n"
                                    "     1  0 as 1\n"
                                    "     1  1 as 2\n"
                                    "     1  2 as 3\n"
                                    "     1  3 as 4\n"
                                    "     1  4 as 5\n"
                                    "     1  5 as 6\n"
                                    "     1  6 as 7\n"
                                    "     1  7 as 8\n"
                                    "     1  8 as 9\n");
}

static void nothing_known_prints_nothing(void **state) {
    Fixture *f = *state;
    Score score = score_new(&f->arena, 3, NULL, 0);
    Text text = { .arena = &f->arena };
    score_print(&f->arena, &score, &text);
    assert_int_equal(text.length, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(few_classes_are_a_table),
        TEST(a_terminal_obeys_no_label),
        TEST(many_classes_are_the_worst_pairs),
        TEST(nothing_known_prints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
