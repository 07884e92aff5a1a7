/* serve.h: a contender's side of the conversation with bench.py. peer.py says what is spoken. */
#ifndef BENCH_SERVE_H
#define BENCH_SERVE_H

#include "base/timing.h"

#include <stddef.h>

typedef struct {
    TimedFunction *call; /* one inference */
    void *context;
    const float *output; /* what it computes; NULL: nothing to show */
    size_t floats;
} Served;

/* Says "ready VERSION", then answers until standard input ends. Returns what main is to return. */
int serve(const Served *served, const char *version);

#endif
