/* What a mistyped word meant. */
#include "fixture.h"

static const char *const names[] = { "weights", "strides", "leaky_relu", "basic", "ir", "resnet50", NULL };

static void meant(const char *word, const char *name) {
    const int near = nearest_name(names, word);
    assert_string_equal(near < 0 ? "" : names[near], name);
}

static void typing_errors_are_few(void **state) {
    (void)state;
    meant("wieghts", "weights"); /* exchanged */
    meant("weigts", "weights");
    meant("weightss", "weights");
    meant("wiehgts", "weights");
    meant("stirdse", "strides");
    meant("Basic", "basic");
    meant("BASIC", "basic");
    meant("Leaky-ReLU", "leaky_relu");
    meant("resnet51", "resnet50");
}

static void what_is_far_is_not_named(void **state) {
    (void)state;
    meant("color", "");
    meant("it", ""); /* half of it would be wrong */
    meant("", "");
    meant("wxyzhts", "");
    char longest[200];
    memset(longest, 's', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    meant(longest, "");
}

static void the_nearest_is_named(void **state) {
    (void)state;
    static const char *const close[] = { "width", "widths", "height", NULL };
    assert_int_equal(nearest_name(close, "widthss"), 1);
    assert_int_equal(nearest_name(close, "widht"), 0);
    assert_int_equal(nearest_name(close, "weight"), 2);
}

static void a_message_goes_on(void **state) {
    Fixture *f = *state;
    assert_string_equal(did_you_mean(&f->arena, names, "basc", "\""), "; did you mean \"basic\"?");
    assert_string_equal(did_you_mean(&f->arena, names, "basc", ""), "; did you mean basic?");
    assert_string_equal(did_you_mean(&f->arena, names, "zzzz", ""), "");
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(typing_errors_are_few), TEST(what_is_far_is_not_named),
                                        TEST(the_nearest_is_named), TEST(a_message_goes_on) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
