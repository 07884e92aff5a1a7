/* The line of a text below a message, and the caret below what is meant. */
#include "cli/terminal.h"
#include "fixture.h"

/* Of the first occurrence of `word` in the text. */
static const char *shown(Fixture *f, const char *text, const char *word, bool numbered, int columns) {
    const size_t from = (size_t)(strstr(text, word) - text);
    const DiagPlace place = { text, strlen(text), from, from + strlen(word), numbered };
    return caret_text(&f->arena, &place, columns, false);
}

static void a_line_has_its_number(void **state) {
    Fixture *f = *state;
    assert_string_equal(shown(f, "{\n  \"a\": 12,\n}\n", "12", true, 80), "    2 |   \"a\": 12,\n"
                                                                          "      |        ^~\n");
    assert_string_equal(shown(f, "--set a=0", "0", false, 80), "      | --set a=0\n"
                                                               "      |         ^\n");
}

static void characters_are_columns(void **state) {
    Fixture *f = *state;
    assert_string_equal(shown(f,
                              "\"gr\xc3\xb6\xc3\x9f"
                              "e\": xx",
                              "xx", true, 80),
                        "    1 | \"gr\xc3\xb6\xc3\x9f"
                        "e\": xx\n"
                        "      |          ^~\n");
}

static void a_terminal_obeys_nothing_of_it(void **state) {
    Fixture *f = *state;
    assert_string_equal(shown(f, "\ta\033[1m b", "b", true, 80), "    1 |  a [1m b\n"
                                                                 "      |        ^\n");
    /* C1's control characters, which some terminals obey; a byte that is no UTF-8, and one that begins none.
     */
    assert_string_equal(shown(f,
                              "a\xc2\x9b"
                              "1m\xff\x9b b",
                              "b", true, 80),
                        "    1 | a 1m  b\n"
                        "      |       ^\n");
}

/* No line is wider than the terminal; the place stays in sight. */
static void a_wide_line_is_cut(void **state) {
    Fixture *f = *state;
    char text[600];
    memset(text, '.', sizeof text);
    memcpy(text + 300, "here", 4);
    text[599] = 0;
    for (int columns = 30; columns < 100; columns += 7) {
        const char *lines = shown(f, text, "here", true, columns), *second = strchr(lines, '\n') + 1;
        assert_true(second - lines - 1 <= columns);
        assert_true((int)strlen(second) - 1 <= columns);
        assert_memory_equal(lines + (strchr(second, '^') - second), "here", 4);
    }
}

/* A caret's tail ends with its line, and with the terminal. */
static void a_tail_ends(void **state) {
    Fixture *f = *state;
    assert_string_equal(shown(f, "[1,\n2]", "[1,\n2]", true, 80), "    1 | [1,\n      | ^~~\n");
    const char *lines = shown(f, "01234567890123456789012345678901234567890123456789",
                              "234567890123456789012345678901234567890", true, 30);
    assert_true(strlen(strchr(lines, '\n') + 1) - 1 <= 30);
}

static void nothing_is_shown_of_nowhere(void **state) {
    Fixture *f = *state;
    assert_string_equal(caret_text(&f->arena, &(DiagPlace){ .text = NULL }, 80, true), "");
    assert_string_equal(caret_text(&f->arena, &(DiagPlace){ "a\n", 2, 2, 2, true }, 80, true), "");
    assert_string_equal(caret_text(&f->arena, &(DiagPlace){ "", 0, 0, 0, true }, 80, true), "");
}

static void only_the_caret_is_coloured(void **state) {
    Fixture *f = *state;
    assert_string_equal(caret_text(&f->arena, &(DiagPlace){ "ab", 2, 1, 2, true }, 80, true),
                        "    1 | ab\n      |  \033[1;32m^\033[0m\n");
}

/* Where a value stands in the text of --set, however deep. */
static void settings_are_places(void **state) {
    Fixture *f = *state;
    static const char spec[] = "{\"block\": \"basic\", \"repeats\": [1, 1]}";
    static const struct {
        const char *argument, *below;
    } rows[] = {
        { "input.height=0", "                   ^\n" },
        { "inptu.height=9", "      ^~~~~\n" },
        { "input.hieght=9", "            ^~~~~~\n" },
        { "classes=many", "              ^~~~\n" },
        { "stem={\"kernel\":2}", "                     ^\n" },
        { "stem={\"kernal\":2}", "            ^~~~~~~~\n" },
        { "repeats=[1,2,0]", "                   ^\n" },
        { "repeats.1=0", "                ^\n" },
        { "stem={kernel:2}", "            ^~~~~~\n" },
        { "norm.type=group", "      ^~~~~~~~~~~~~~~\n" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        const char *const set[] = { rows[i].argument, "widths=[24, 40]", NULL };
        const SpecSource source = { .path = "net.json", .text = spec, .length = strlen(spec), .set = set };
        assert_null(spec_read(&f->arena, &source, &f->diag));
        assert_string_equal(
            caret_text(&f->arena, &f->diag.place, 80, false),
            arena_printf(&f->arena, "      | --set %s\n      | %s", rows[i].argument, rows[i].below));
        reset_fixture(f);
    }
}

/* The text, like a message's, stays when the arena of who read it goes. */
static void a_place_outlives_the_text(void **state) {
    Fixture *f = *state;
    Arena own = { 0 };
    const DiagPlace place = { arena_copy(&own, "a b", 3), 3, 2, 3, true };
    diag_fail_at(&f->diag, STATUS_INPUT, &place, "b");
    arena_free(&own);
    assert_string_equal(caret_text(&f->arena, &f->diag.place, 80, false), "    1 | a b\n      |   ^\n");
}

/* What the text has is there no more when all above it was set: what was set in its place is meant. */
static void what_is_set_again_is_meant(void **state) {
    Fixture *f = *state;
    static const char spec[] = "{\"block\": \"basic\", \"repeats\": [1], \"input\": {\"b\": 5}}";
    static const char *const firsts[] = { "input={}", "input=3", "input={\"b\": 7}" };
    for (int i = 0; i < COUNT_OF(firsts); i++) {
        const char *const set[] = { firsts[i], "input.b.c=1", NULL };
        const SpecSource source = { .path = "net.json", .text = spec, .length = strlen(spec), .set = set };
        assert_null(spec_read(&f->arena, &source, &f->diag));
        assert_string_equal(caret_text(&f->arena, &f->diag.place, 80, false),
                            "      | --set input.b.c=1\n      |             ^\n");
        reset_fixture(f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_line_has_its_number),
        TEST(characters_are_columns),
        TEST(a_terminal_obeys_nothing_of_it),
        TEST(a_wide_line_is_cut),
        TEST(a_tail_ends),
        TEST(nothing_is_shown_of_nowhere),
        TEST(only_the_caret_is_coloured),
        TEST(settings_are_places),
        TEST(a_place_outlives_the_text),
        TEST(what_is_set_again_is_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
