/* fixture.h: one arena and Diag a test: its state, by cmocka's setup and teardown. */
#ifndef RESNETC_TESTS_FIXTURE_H
#define RESNETC_TESTS_FIXTURE_H

#include "measure/measure.h"

#include <stdlib.h>

typedef struct {
    Arena arena;
    Diag diag;
} Fixture;

static int set_up_fixture(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    f->diag.arena = &f->arena;
    *state = f;
    return 0;
}

static int tear_down_fixture(void **state) {
    Fixture *f = *state;
    arena_free(&f->arena);
    free(f);
    return 0;
}

#endif
