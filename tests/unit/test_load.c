/* Jansson without memory: each of its allocations fails in turn, and no text comes out as another one. */
#include "fixture.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static int allocations, failing; /* from 1; 0: none */

static void *failing_malloc(size_t size) { return ++allocations == failing ? NULL : malloc(size); }

static void watch(int at) {
    allocations = 0;
    failing = at;
    json_set_alloc_funcs(failing_malloc, free);
}

static void unwatch(void) {
    json_malloc_t process_malloc;
    json_free_t process_free;
    json_get_alloc_funcs(&process_malloc, &process_free);
    json_set_alloc_funcs(malloc, free);
    assert_ptr_equal(process_malloc, failing_malloc);
    assert_ptr_equal(process_free, free);
}

/* What Jansson gives where the allocation fails, as text, or "" where it jumped. */
static const char *loaded(Arena *arena, const char *text, int at) {
    json_error_t error;
    jmp_buf no_memory;
    Arena inner = { .no_memory = &no_memory };
    const char *volatile result = "";
    watch(at);
    if (!setjmp(no_memory)) {
        json_t *value = json_load_text(&inner, text, strlen(text), JSON_REJECT_DUPLICATES, &error);
        unwatch();
        result = value ? json_line(arena, value, 0) : arena_printf(arena, "%s", error.text);
        json_decref(value);
    } else
        unwatch();
    arena_free(&inner);
    return result;
}

/* Names that a byte tells apart, one or another of them the first that needs more room; a long number. */
static void nothing_is_left_out(void **state) {
    Fixture *f = *state;
    static const char *const texts[] = {
        "{\"layer1.10.conv1.weight\": 1, \"layer1.10.conv1.bias\": 2, \"layer1.10.convl.weight\": 3}",
        "[12345678901234567, 0.12345678901234567, \"\\u00e9\\n, a string that has no end for a long time\"]",
        "{\"0123456789abcdef0\": 1, \"0123456789abcde0\": 2}",
        "{\"0123456789abcdef0\": 1, \"0123456789abcdef0\": 2}",
    };
    for (int i = 0; i < COUNT_OF(texts); i++) {
        const char *whole = loaded(&f->arena, texts[i], 0);
        const int count = allocations;
        assert_true(count > 4);
        for (int at = 1; at <= count; at++) assert_string_equal(loaded(&f->arena, texts[i], at), "");
        assert_string_equal(loaded(&f->arena, texts[i], count + 1), whole);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(nothing_is_left_out) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
