/* fixture.h: what unit tests share: cmocka; a test's state, which is an arena and a Diag; networks from a
 * spec's text; case folders. Where something cannot be made, the test fails with the Diag's message. */
#ifndef RESNETC_TESTS_FIXTURE_H
#define RESNETC_TESTS_FIXTURE_H

#include "cases.h"
#include "measure/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    Arena arena;
    Diag diag;
} Fixture;

/* A test `void name(void **state)` whose state is a Fixture. */
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_fixture, tear_down_fixture)
int set_up_fixture(void **state);
int tear_down_fixture(void **state);
/* Frees all memory and forgets all messages: between the steps of a loop. */
void reset_fixture(Fixture *f);

/* ---- Networks. Messages call a text "net.json" ---- */

const Spec *make_spec(Fixture *f, const char *json);
const Spec *named_spec(Fixture *f, const char *name); /* specs/NAME.json */
const Graph *make_graph(Fixture *f, const char *json);
const Plan *make_plan(Fixture *f, const char *json, const char *target); /* no weights, --accuracy fast */
const Plan *make_plan_with(Fixture *f, const char *json, const char *target, const char *weights,
                           Accuracy accuracy);
const Plan *plan_spec(Fixture *f, const Spec *spec, const char *target, const char *weights,
                      Accuracy accuracy);

/* By name; the test fails where there is none. */
int find_layer(const Layers *layers, const char *name);
int find_param(const Graph *graph, const char *name);

/* ---- Emitted text ---- */

/* The C, compiled by the system's compiler with these flags: a handle for dlsym and dlclose. `header`, which
 * may be NULL, stands beside it as "net.h". No file is left. */
void *load_compiled(Fixture *f, const char *flags, const char *source, const char *header);

/* ---- Case folders (cases.h) ---- */

typedef enum { CASE_PASSES, CASE_FAILS, CASE_OF_ANOTHER_TEST } CaseResult;
typedef CaseResult CheckCase(Fixture *f, const char *folder);

/* Checks every case of `parent` that matches the pattern, each with a Fixture of its own. Names those that
 * fail; fails then, and where there are fewer than `fewest` cases. */
void check_cases(const char *parent, const char *pattern, int fewest, CheckCase *check_case);
/* Whether the case's file `error` is this text; prints both where it is not. */
bool is_answer(Fixture *f, const char *folder, const char *text);

#endif
