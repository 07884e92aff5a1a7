/* test_arena.c: memory of one compilation: zeros, aligned, apart; cleanups; what sanitizers see of it. */
#include "fixture.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

static void it_is_zeros_and_aligned(void **state) {
    Fixture *f = *state;
    for (size_t size = 0; size < 300000; size = size * 3 + 1) {
        unsigned char *bytes = arena_alloc(&f->arena, size);
        assert_int_equal((uintptr_t)bytes % 64, 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(bytes[i], 0);
        memset(bytes, 0xff, size); /* what comes next is zeros all the same */
    }
}

static void note(void *object) {
    int **at = object;
    *(*at)++ = 1;
}

/* Each cleanup is called once; all before memory is freed. */
static void cleanups_are_called(void **state) {
    (void)state;
    Arena arena = { 0 };
    int calls[3] = { 0 }, *at = calls;
    for (int i = 0; i < COUNT_OF(calls); i++) {
        arena_alloc(&arena, 50000); /* of several chunks */
        arena_defer(&arena, note, &at);
    }
    arena_free(&arena);
    assert_ptr_equal(at, calls + COUNT_OF(calls));
}

/* A byte more than was asked for is seen by the address sanitizer, though it lies in the same chunk. */
static void sanitizers_see_who_leaves_it(void **state) {
#ifdef __SANITIZE_ADDRESS__
    Fixture *f = *state;
    const size_t sizes[] = { 1, 63, 64, 65, 4000, 70000, 3 << 20 };
    for (int i = 0; i < COUNT_OF(sizes); i++) {
        char *bytes = arena_alloc(&f->arena, sizes[i]);
        arena_alloc(&f->arena, 8);
        assert_null(__asan_region_is_poisoned(bytes, sizes[i]));
        assert_true(__asan_address_is_poisoned(bytes + sizes[i]));
    }
#else
    (void)state;
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(it_is_zeros_and_aligned), TEST(cleanups_are_called),
                                        TEST(sanitizers_see_who_leaves_it) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
