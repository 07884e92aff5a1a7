/* test_dots.c: VPDPBUSD as rows of x86 have it against what tests/common/dots.c says in its place on
 * processors without it (tests/property/emulated.c), where this one has it; and that against sums of
 * products, one by one, wherever there are vectors of its width. */
#include "dots.h"
#include "fixture.h"

#include <dlfcn.h>

typedef void Dots(const int *c, const int *x, const int *w, int *y);

enum { MOST_LANES = 16, ROUNDS = 20000 };

static const char *dots_text(Arena *arena, int lanes, const char *body) {
    return arena_printf(arena,
                        "typedef int ivec __attribute__((vector_size(%d)));\n"
                        "static ivec dot(ivec c, ivec x, ivec w) {\n%s\n}\n"
                        "void dots(const int *c, const int *x, const int *w, int *y) {\n"
                        "    *(ivec *)y = dot(*(const ivec *)c, *(const ivec *)x, *(const ivec *)w);\n"
                        "}\n",
                        4 * lanes, body);
}

/* ---- What is multiplied ---- */

typedef struct {
    _Alignas(64) int c[MOST_LANES], x[MOST_LANES], w[MOST_LANES];
} Case;

/* Every third byte is one of the ends. */
static int drawn(uint64_t *seed) {
    static const uint8_t ends[] = { 0x00, 0xff, 0x80, 0x7f };
    uint32_t word = 0;
    for (int i = 0; i < 4; i++) {
        *seed = *seed * 6364136223846793005 + 1442695040888963407;
        const uint32_t byte = *seed >> 60 < 6 ? ends[*seed >> 40 & 3] : *seed >> 48 & 255;
        word = word << 8 | byte;
    }
    return (int)word;
}

static Case drawn_case(uint64_t *seed) {
    Case one;
    for (int i = 0; i < MOST_LANES; i++)
        one.c[i] = drawn(seed), one.x[i] = drawn(seed), one.w[i] = drawn(seed);
    return one;
}

/* Bytes of x from 0 to 255, of w from -128 to 127; sums wrap. */
static int dot_of(int c, int x, int w) {
    uint32_t sum = (uint32_t)c;
    for (int i = 0; i < 4; i++) {
        const int value = (int)((uint32_t)x >> 8 * i & 255), weight = (int8_t)((uint32_t)w >> 8 * i & 255);
        sum += (uint32_t)(value * weight);
    }
    return (int)sum;
}

/* ---- Both ways ---- */

static void check_body(Fixture *f, const Target *target, const char *flags, const char *body,
                       const char *name) {
    const char *all = arena_printf(&f->arena, "-std=gnu11 -O2 -w -fwrapv %s", flags);
    void *handle = load_compiled(f, all, dots_text(&f->arena, target->lanes, body), NULL),
         *symbol = dlsym(handle, "dots");
    Dots *dots;
    memcpy(&dots, &symbol, sizeof dots); /* ISO C has no cast from object to function */
    uint64_t seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        const Case one = drawn_case(&seed);
        _Alignas(64) int y[MOST_LANES];
        dots(one.c, one.x, one.w, y);
        for (int i = 0; i < target->lanes; i++)
            if (y[i] != dot_of(one.c[i], one.x[i], one.w[i]))
                fail_msg("%s, %s: %08x, %08x, %08x: expected %08x, got %08x", target->name, name, one.c[i],
                         one.x[i], one.w[i], dot_of(one.c[i], one.x[i], one.w[i]), y[i]);
    }
    dlclose(handle);
}

static bool multiplies_bytes(const Target *target) {
    return target->architecture == target_find("avx2")->architecture && target->lanes > 1 &&
           target->extensions[NUMBER_S8].dots;
}

static void the_c_is_the_definition(void **state) {
    for (int t = 0; t < target_count; t++)
        if (multiplies_bytes(targets[t]) && target_runs_here(targets[t]))
            check_body(*state, targets[t], targets[t]->flags, vpdpbusd_in_c, "in C");
}

static void so_are_the_instructions(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const Target *target = targets[t];
        if (!multiplies_bytes(target)) continue;
        const Target *bytes = target_extended(&f->arena, target, NUMBER_S8);
        if (target_runs_here(bytes))
            check_body(f, target, bytes->flags, target->idioms->dot_bytes, "by an instruction");
        else
            print_message("SKIPPED: %s, not on this processor: VPDPBUSD\n", target->name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_c_is_the_definition),
        TEST(so_are_the_instructions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
