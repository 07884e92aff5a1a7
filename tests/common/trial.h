/* trial.h: a plan tried out: held against the reference, and run between guard zones, where this processor
 * can run it; compiled in any case. */
#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include "measure/measure.h"

/* In memory that children share: no pointers. */
typedef struct {
    int compiled, verified, guarded; /* plans that were, well */
    double worst;                    /* error */
    char message[200];               /* the first failure's; "" */
} Trial;

void trial_fail(Trial *trial, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Layer by layer against the interpreter. Not where the target does not run here; of another machine by its
 * emulator. */
void trial_verify(Trial *trial, Arena *arena, const Plan *plan, uint64_t seed);

/* Compiles what is emitted; where the target runs here, it must stay inside its buffers, and give the
 * same bits whatever is in the workspace. */
void trial_guard(Trial *trial, Arena *arena, const Plan *plan);

#endif
