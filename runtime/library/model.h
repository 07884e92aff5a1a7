/* model.h: what is behind a ResnetJit. */
#ifndef RESNETC_LIBRARY_MODEL_H
#define RESNETC_LIBRARY_MODEL_H

#include "jit/jit.h"
#include "media/media.h"
#include "plan/plan.h"
#include "resnetc_jit.h"
#include "workspaces.h"

struct ResnetJit {
    Arena arena; /* what was compiled, and descriptions; grows under the mutex once the model is open */
    pthread_mutex_t mutex;
    const char *spec; /* its text, with what `set` changed */
    const Plan *plan;
    const Jit *jit;
    const char *const *labels; /* [classes]; NULL: none were given */
    Workspaces workspaces;
};

/* `error` may be NULL. */
void set_error(ResnetJitError *error, int status, const char *message);
/* A whole batch of what the model reads. 0 where there is no memory. */
int run_model(ResnetJit *model, const void *input, float *output, ResnetJitError *error);

#endif
