/* The reader of JSON's shape against Jansson: what is JSON, how many keys and values, what is too much. */
#include "fixture.h"
#include "json/json.h"

#include <string.h>

static JsonShape shape_of(const char *text) { return json_scan(text, strlen(text)); }

static void counts(void **state) {
    (void)state;
    const JsonShape shape = shape_of(" {\"a\": [1, 2, {\"b\": null}], \"c\": \"x\"} ");
    assert_true(shape.is_json);
    assert_int_equal(shape.keys, 3);
    assert_int_equal(shape.values, 7);
    assert_int_equal(shape.stopped, 38);
}

/* Whether Jansson takes it. A number that it has no bits for is JSON, but it reads no further then: -1. */
static int is_json(const char *text, size_t length) {
    json_error_t error;
    json_t *value = json_loadb(text, length, JSON_DECODE_ANY, &error);
    json_decref(value);
    return value ? 1 : json_error_code(&error) == json_error_numeric_overflow ? -1 : 0;
}

static const char *const seeds[] = {
    "{\"a\": [1, -0.5e+10, true, false, null, \"\\u00e9\\ud83d\\ude00\\n\\\"\"], \"b\": {}, \"c\": []}",
    "[[], {}, [[[]]], {\"\": {\"x\": 0}}, 1E5, 0, -0, 12.5e-3]",
    "  \"text\\\\ \\/ \\b\\f\\r\\t\"  ",
    "[\"\\ud83d\\ude00\", \"\\uD800\", 01, 1., .5, +1, -, 1e, tru]",
};

/* Bytes of the seeds, replaced by others of JSON's, left out or doubled. */
static void as_jansson(void **state) {
    static const char bytes[] = "{}[]:,\"\\ \n\t0123456789.eE+-uabcdDf/tn\x01";
    uint64_t random = 5;
    (void)state;
    int good = 0;
    for (int i = 0; i < 200000; i++) {
        char text[200];
        strcpy(text, seeds[i % COUNT_OF(seeds)]);
        for (uint64_t change = split_mix(&random) % 4; change; change--) {
            const size_t length = strlen(text), at = split_mix(&random) % length;
            const char byte = bytes[split_mix(&random) % (sizeof bytes - 1)];
            const uint64_t kind = split_mix(&random) % 3;
            if (kind == 0) text[at] = byte;
            if (kind == 1 && length > 1) memmove(text + at, text + at + 1, length - at);
            if (kind == 2) memmove(text + at + 1, text + at, length - at + 1), text[at] = byte;
        }
        const int expected = is_json(text, strlen(text));
        if (expected < 0) continue;
        good += expected;
        if (shape_of(text).is_json != expected) fail_msg("%s: expected %d", text, expected);
    }
    assert_in_range(good, 20000, 180000);
}

static const char *too_large(Arena *arena, const char *open, int count, const char *close) {
    Text text = { .arena = arena };
    for (int i = 0; i < count; i++) text_printf(&text, open, i);
    for (int i = 0; i < count; i++) text_printf(&text, "%s", close);
    const JsonShape shape = json_scan(text.bytes, text.length);
    return json_too_large(arena, &shape);
}

static void limits(void **state) {
    Fixture *f = *state;
    assert_null(too_large(&f->arena, "[", JSON_MOST_DEPTH, "]"));
    assert_string_equal(too_large(&f->arena, "[", 100000, "]"),
                        "expected lists and objects in at most 63 others, got more");
    Text text = { .arena = &f->arena };
    text_printf(&text, "[0");
    for (int i = 2; i < JSON_MOST_VALUES; i++) text_append(&text, ",0", 2);
    text_append(&text, "]", 1);
    JsonShape shape = json_scan(text.bytes, text.length);
    assert_null(json_too_large(&f->arena, &shape));
    text.bytes[text.length - 1] = ',';
    text_append(&text, "0]", 2);
    shape = json_scan(text.bytes, text.length);
    assert_string_equal(json_too_large(&f->arena, &shape), "expected at most 1048576 values, got 1048577");
}

static void keys(void **state) {
    Fixture *f = *state;
    Text text = { .arena = &f->arena };
    for (int i = 0; i <= JSON_MOST_KEYS; i++) text_printf(&text, "%c\"%d\":0", i ? ',' : '{', i);
    text_append(&text, "}", 1);
    const JsonShape shape = json_scan(text.bytes, text.length);
    assert_true(shape.is_json);
    assert_string_equal(json_too_large(&f->arena, &shape), "expected at most 262144 keys, got 262145");
}

/* Every length and every neighbour of a bound of the table. */
static void utf8(void **state) {
    (void)state;
    static const unsigned char values[] = { 0,    0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
                                            0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
                                            0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff };
    enum { VALUES = sizeof values };
    for (int i = 0; i < VALUES * VALUES * VALUES * VALUES; i++) {
        const unsigned char bytes[] = { values[i % VALUES], values[i / VALUES % VALUES],
                                        values[i / (VALUES * VALUES) % VALUES],
                                        values[i / (VALUES * VALUES * VALUES)] };
        for (size_t length = 0; length <= sizeof bytes; length++) {
            json_t *string = json_stringn((const char *)bytes, length);
            assert_int_equal(is_utf8((const char *)bytes, length), string != NULL);
            json_decref(string);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts), cmocka_unit_test(as_jansson), TEST(limits), TEST(keys),
        cmocka_unit_test(utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
