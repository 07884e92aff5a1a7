/* engine.h: the ways in which emitted code can be run here: a target and what compiles for it. */
#ifndef TESTS_ENGINE_H
#define TESTS_ENGINE_H

#include "measure/measure.h"

typedef struct {
    char name[24]; /* the target's; "jit " and its name; "libtcc" */
    const Target *target;
    JitKind jit;
} Engine;

/* Rows of targets that emit different code for floats: of those that emit the same the first. */
int float_target_count(void);
const Target *float_target_at(int index);

/* Each of these by the system's compiler, then each by libtcc. */
int engine_count(void);
Engine engine_at(int index);
bool engine_runs_here(const Engine *engine);
/* A share of all pairs of engine and network, since the system's compiler takes nearly all of the time:
 * libtcc takes every network, the compiler the widest row here every one, too, and each of the others its
 * turn. */
bool engine_takes(int engine, int network);

/* A network compiled in memory. */
typedef struct {
    const Plan *plan;
    const char *text; /* the C */
    const Jit *jit;
} Network;

/* The plan's; it is one for jit_target's where libtcc is to compile it. False with diag's message on failure.
 */
bool network_of_plan(Arena *arena, const Plan *plan, JitKind jit, Network *network, Diag *diag);
/* `weights` as for plan_network. False with diag's message on failure. */
bool network_compile(Arena *arena, const Spec *spec, const char *weights, const Engine *engine,
                     Accuracy accuracy, Network *network, Diag *diag);
/* The C of a network without weights. NULL on failure. */
const char *network_text(Arena *arena, const Spec *spec, const Engine *engine, Accuracy accuracy, Diag *diag);

/* The outputs for `input` (plan_input_bytes: floats or pixels), from buffers of exactly the right size on the
 * heap, so that sanitizers and valgrind see a kernel that leaves one. In the arena. */
const float *network_run(Arena *arena, const Network *network, const void *input);

#endif
