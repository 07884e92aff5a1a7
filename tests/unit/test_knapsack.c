/* test_knapsack.c: of each group an option, the fastest within a limit: held against all selections. */
#include "fixture.h"
#include "plan/knapsack.h"

#include <math.h>

enum { MOST_GROUPS = 6, MOST_OPTIONS = 5 };

typedef struct {
    OptionGroup groups[128];
    Option options[128][16];
    int count;
} Drawn;

static unsigned next(unsigned *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static unsigned between(unsigned *state, unsigned low, unsigned high) {
    return low + next(state) % (high - low + 1);
}

/* Few different numbers, so that there are equals. */
static void draw(Drawn *d, unsigned *state, int groups, int options, unsigned range) {
    d->count = groups;
    for (int g = 0; g < groups; g++) {
        d->groups[g] = (OptionGroup){ d->options[g], (int)between(state, 1, (unsigned)options) };
        for (int i = 0; i < d->groups[g].count; i++)
            d->options[g][i] = (Option){ between(state, 0, range), 64 * (size_t)between(state, 0, range) };
    }
}

/* The fewest cycles of all selections within the limit; -1: there is none. */
static double best_of(const Drawn *d, int group, size_t limit) {
    double best = -1;
    if (group == d->count) return 0;
    for (int i = 0; i < d->groups[group].count; i++) {
        const Option *option = &d->options[group][i];
        if (option->bytes > limit) continue;
        const double rest = best_of(d, group + 1, limit - option->bytes);
        if (rest >= 0 && (best < 0 || option->cycles + rest < best)) best = option->cycles + rest;
    }
    return best;
}

static void check_selection(const Drawn *d, const Selection *s, size_t limit) {
    double cycles = 0;
    size_t bytes = 0;
    for (int g = 0; g < d->count; g++) {
        assert_true(s->picked[g] >= 0 && s->picked[g] < d->groups[g].count);
        cycles += d->options[g][s->picked[g]].cycles;
        bytes += d->options[g][s->picked[g]].bytes;
    }
    assert_true(bytes == s->bytes && bytes <= limit);
    assert_true(cycles >= s->cycles - 1e-6 && cycles <= s->cycles + 1e-6);
    assert_true(s->bound <= cycles + 1e-6);
}

static void nothing_within_the_limit_is_faster(void **state) {
    Fixture *f = *state;
    unsigned seed = 1;
    Drawn d;
    for (int round = 0; round < 3000; round++) {
        draw(&d, &seed, (int)between(&seed, 1, MOST_GROUPS), MOST_OPTIONS, round % 2 ? 6 : 60);
        const size_t least = least_bytes(d.groups, d.count),
                     limit = least + 64 * between(&seed, 0, 60) + between(&seed, 0, 63);
        const Selection s = select_within(&f->arena, d.groups, d.count, limit);
        check_selection(&d, &s, limit);
        const double best = best_of(&d, 0, limit);
        assert_true(s.cycles <= best + 1e-5 && s.cycles >= best - 1e-5);
        assert_true(s.bound <= best + 1e-5);
        if (round % 100 == 0) reset_fixture(f);
    }
}

/* The best is found but for a ten-millionth of the sum, twice: who is not that much better does not replace
 * another, and is not kept beside one. */
static void small_differences_count(void **state) {
    Fixture *f = *state;
    unsigned seed = 11;
    Drawn d;
    for (int round = 0; round < 1000; round++) {
        draw(&d, &seed, MOST_GROUPS, MOST_OPTIONS, 4);
        for (int g = 0; g < d.count; g++)
            for (int i = 0; i < d.groups[g].count; i++)
                d.options[g][i].cycles =
                    100 - (double)d.options[g][i].bytes / 64 * 1e-3 + between(&seed, 0, 9) * 2e-4;
        const size_t limit = least_bytes(d.groups, d.count) + 64 * between(&seed, 0, 12);
        const Selection s = select_within(&f->arena, d.groups, d.count, limit);
        check_selection(&d, &s, limit);
        const double best = best_of(&d, 0, limit);
        assert_true(s.cycles <= best * (1 + 2.1e-7) && s.cycles >= best * (1 - 1e-9));
        if (round % 100 == 0) reset_fixture(f);
    }
}

static void the_least_is_what_fits_at_last(void **state) {
    Fixture *f = *state;
    unsigned seed = 7;
    Drawn d;
    for (int round = 0; round < 200; round++) {
        draw(&d, &seed, MOST_GROUPS, MOST_OPTIONS, 60);
        const size_t least = least_bytes(d.groups, d.count);
        const Selection s = select_within(&f->arena, d.groups, d.count, least);
        assert_true(s.bytes == least);
        assert_true(best_of(&d, 0, least) >= 0);
        if (least >= 64) assert_true(best_of(&d, 0, least - 1) < 0);
    }
}

/* As many as ResNet-152's layers, no two alike: too many selections to look at all. */
static void many_groups_are_near_the_bound(void **state) {
    Fixture *f = *state;
    unsigned seed = 3;
    Drawn d;
    for (int round = 0; round < 8; round++) {
        draw(&d, &seed, 128, 16, 60000);
        const size_t least = least_bytes(d.groups, d.count), limit = least + least / (size_t)(1 + round);
        const Selection s = select_within(&f->arena, d.groups, d.count, limit);
        check_selection(&d, &s, limit);
        assert_true(s.cycles <= 1.0005 * s.bound);
    }
}

/* The fewest cycles within a limit, by all sums of bytes; cycles[b]: with so many times 64. */
static double best_by_bytes(Arena *arena, const Drawn *d, size_t limit) {
    const size_t most = limit / 64;
    double *cycles = arena_array(arena, double, (int)most + 1),
           *next = arena_array(arena, double, (int)most + 1);
    for (int g = 0; g < d->count; g++) {
        for (size_t b = 0; b <= most; b++) {
            next[b] = HUGE_VAL;
            for (int i = 0; i < d->groups[g].count; i++) {
                const size_t taken = d->options[g][i].bytes / 64;
                if (taken <= b) next[b] = fmin(next[b], cycles[b - taken] + d->options[g][i].cycles);
            }
        }
        memcpy(cycles, next, (most + 1) * sizeof *cycles);
    }
    return cycles[most];
}

/* Each byte saves nearly the same: the bound keeps so many selections that they are thinned. What is found is
 * then near the best, and the best is not below the bound. */
static void what_is_thinned_stays_above_its_bound(void **state) {
    Fixture *f = *state;
    unsigned seed = 5;
    Drawn d;
    for (int round = 0; round < 6; round++) {
        draw(&d, &seed, 24, 12, 1000);
        for (int g = 0; g < d.count; g++)
            for (int i = 0; i < d.groups[g].count; i++)
                d.options[g][i].cycles = 2000 - (double)d.options[g][i].bytes / 64 + between(&seed, 0, 3);
        const size_t limit = least_bytes(d.groups, d.count) + 64 * 1500;
        const Selection s = select_within(&f->arena, d.groups, d.count, limit);
        check_selection(&d, &s, limit);
        const double best = best_by_bytes(&f->arena, &d, limit);
        assert_true(s.bound <= best + 1e-5 && best <= s.cycles + 1e-5);
        assert_true(s.cycles <= 1.0005 * s.bound);
    }
}

/* Layers of one shape have the same options: so many selections are the same that none is lost. */
static void alike_groups_lose_nothing(void **state) {
    Fixture *f = *state;
    static const Option options[] = { { 100, 6400 }, { 160, 3200 }, { 170, 2560 }, { 300, 1024 } };
    OptionGroup groups[40];
    for (int g = 0; g < COUNT_OF(groups); g++) groups[g] = (OptionGroup){ options, COUNT_OF(options) };
    const Selection s = select_within(&f->arena, groups, COUNT_OF(groups), 40 * 2560 + 3840);
    assert_true(s.cycles == 39 * 170 + 100 && s.bytes == 39 * 2560 + 6400);
    assert_true(s.bound == s.cycles);
}

/* Two that take as much and are as fast: whatever the library's sort does, that one which takes less of the
 * first groups. */
static void of_equals_it_is_always_the_same(void **state) {
    Fixture *f = *state;
    static const Option first[] = { { 6, 192 }, { 4, 320 } }, second[] = { { 3, 256 }, { 1, 384 } },
                        third[] = { { 0, 256 }, { 3, 0 } };
    const OptionGroup groups[] = { { first, 2 }, { second, 2 }, { third, 2 } };
    const Selection s = select_within(&f->arena, groups, COUNT_OF(groups), 896);
    assert_true(s.cycles == 7 && s.bytes == 832);
    assert_true(s.picked[0] == 0 && s.picked[1] == 1 && s.picked[2] == 0);
}

/* What the search finds is as fast as what a price found before: (4, 0) and (0, 384) do not replace it. */
static void what_is_not_faster_replaces_nothing(void **state) {
    Fixture *f = *state;
    static const Option first[] = { { 5, 128 }, { 4, 0 }, { 2, 192 } },
                        second[] = { { 0, 384 }, { 6, 64 }, { 2, 192 } };
    const OptionGroup groups[] = { { first, 3 }, { second, 3 } };
    const Selection s = select_within(&f->arena, groups, COUNT_OF(groups), 448);
    assert_true(s.cycles == 4 && s.picked[0] == 2 && s.picked[1] == 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(nothing_within_the_limit_is_faster),    TEST(small_differences_count),
        TEST(the_least_is_what_fits_at_last),        TEST(many_groups_are_near_the_bound),
        TEST(what_is_thinned_stays_above_its_bound), TEST(alike_groups_lose_nothing),
        TEST(of_equals_it_is_always_the_same),       TEST(what_is_not_faster_replaces_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
